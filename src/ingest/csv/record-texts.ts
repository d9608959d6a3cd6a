// The texts of scanned records, decoded together: a call for each record would cost more than all the rest of it. It
// knows lines and bytes; what is in a record is not its business.

import type { ByteWindow } from './byte-window.js';
import { MAX_RECORD_BYTES, type ScannedRecord } from './record-shape.js';

/**
 * @param lineEnd the character that ends lines
 * @param scanned in order, all of them in the window still
 * @returns the text of each, its line end not counted; of an over-long one, its beginning
 */
export function recordTexts(
  window: ByteWindow,
  scanned: readonly ScannedRecord[],
  lineEnd: string,
): string[] {
  return scanned.every(isCountable) && lineEnd === '\n'
    ? byLines(window.bytes, scanned)
    : scanned.map(({ start, shape }) =>
        window.bytes.toString('utf8', start, Math.min(shape.end, start + MAX_RECORD_BYTES)),
      );
}

/** Whether the record's lines can be found by counting line ends. */
function isCountable({ shape }: ScannedRecord): boolean {
  return shape.lines > 0 && shape.fault !== 'too long';
}

/** A byte that ends a line is never part of a character, and never lost to bytes that are no text. */
function byLines(bytes: Buffer, scanned: readonly ScannedRecord[]): string[] {
  const first = scanned[0];
  const last = scanned.at(-1);
  if (first === undefined || last === undefined) return [];
  const lines = bytes.toString('utf8', first.start, last.shape.end).split('\n');
  return scanned.map((record) => {
    const at = record.line - first.line;
    const { lines: count } = record.shape;
    const text = count === 1 ? (lines[at] ?? '') : lines.slice(at, at + count).join('\n');
    // The last record comes without its line end.
    return record !== last && text.endsWith('\r') ? text.slice(0, -1) : text;
  });
}
