// Byte-order marks that stand where no text does: before the first record, twice, and in the middle where files were
// joined. It knows UTF-8 bytes; what is inside a quoted cell is the user's, and stays.

import { CR, LF } from './line-end.js';

export const MARK = Buffer.from('\uFEFF');
const QUOTE = 0x22;
/** A cell may begin behind these. */
const DELIMITERS: ReadonlySet<number> = new Set(
  Array.from(',;\t|').map((character) => character.charCodeAt(0)),
);

/**
 * @param bytes whole lines
 * @returns the bytes without the marks at the beginning of a line, or before a cell's opening quote
 */
export function withoutMarks(bytes: Buffer): Buffer {
  const parts: Buffer[] = [];
  let done = 0;
  let isQuoted = false;
  for (let at = bytes.indexOf(MARK); at >= 0; at = bytes.indexOf(MARK, at + MARK.length)) {
    if (hasOddQuotes(bytes.subarray(done, at))) isQuoted = !isQuoted;
    parts.push(bytes.subarray(done, at));
    done = at;
    // Of marks in a row, what stands before the first counts.
    if (standsBeforeText(parts, bytes, at, isQuoted)) done = at + MARK.length;
  }
  return parts.length === 0 ? bytes : Buffer.concat([...parts, bytes.subarray(done)]);
}

function standsBeforeText(parts: readonly Buffer[], bytes: Buffer, at: number, isQuoted: boolean): boolean {
  const before = parts.findLast(({ length }) => length > 0)?.at(-1);
  const next = afterMarks(bytes, at);
  if (before === undefined || before === LF || before === CR) return !isQuoted || next === QUOTE;
  return DELIMITERS.has(before) && next === QUOTE && !isQuoted;
}

function afterMarks(bytes: Buffer, at: number): number | undefined {
  let end = at;
  while (bytes.subarray(end, end + MARK.length).equals(MARK)) end += MARK.length;
  return bytes[end];
}

function hasOddQuotes(bytes: Buffer): boolean {
  let count = 0;
  for (let at = bytes.indexOf(QUOTE); at >= 0; at = bytes.indexOf(QUOTE, at + 1)) count++;
  return count % 2 === 1;
}
