// Removes byte-order marks that are not text: before the first record, doubled, and in the middle where files were
// joined. It knows UTF-8 bytes. Marks inside a quoted cell belong to the user's text, and stay.

import { CR, LF } from '../csv/line-end.js';

export const MARK = Buffer.from('\uFEFF');
const QUOTE = 0x22;
/** A cell may begin after one of these. */
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
  let counted = 0;
  let isQuoted = false;
  for (let at = bytes.indexOf(MARK), end; at >= 0; at = bytes.indexOf(MARK, end)) {
    // Several marks in a row are judged as one: by the byte before the first and the byte behind the last.
    end = afterMarks(bytes, at);
    if (hasOddQuotes(bytes.subarray(counted, at))) isQuoted = !isQuoted;
    counted = end;
    if (!standsBeforeText(bytes[at - 1], bytes[end], isQuoted)) continue;
    parts.push(bytes.subarray(done, at));
    done = end;
  }
  return parts.length === 0 ? bytes : Buffer.concat([...parts, bytes.subarray(done)]);
}

function standsBeforeText(before: number | undefined, next: number | undefined, isQuoted: boolean): boolean {
  if (before === undefined || before === LF || before === CR) return !isQuoted || next === QUOTE;
  return DELIMITERS.has(before) && next === QUOTE && !isQuoted;
}

function afterMarks(bytes: Buffer, at: number): number {
  let end = at;
  while (MARK.every((byte, index) => bytes[end + index] === byte)) end += MARK.length;
  return end;
}

function hasOddQuotes(bytes: Buffer): boolean {
  let count = 0;
  for (let at = bytes.indexOf(QUOTE); at >= 0; at = bytes.indexOf(QUOTE, at + 1)) count++;
  return count % 2 === 1;
}
