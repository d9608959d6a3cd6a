// The mark before a cell that makes sense only in another encoding than its list's: invalid UTF-8 that also tells which
// encoding. The cell itself is not changed. It knows bytes of a list that was rewritten as UTF-8.

import { JUDGED, type Judged } from './readings.js';

/** Like NO_TEXT, the mark is a character of four bytes without its last byte, shown as one U+FFFD. */
const HEAD = Buffer.from([0xf0, 0x90]);
const FIRST = 0x81;
const LENGTH = HEAD.length + 1;

export function foreignMark(encoding: Judged): Buffer {
  return Buffer.from([...HEAD, FIRST + JUDGED.indexOf(encoding)]);
}

/** The encoding of the mark at `at`; undefined where no mark stands there. */
export function foreignMarkAt(bytes: Buffer, at: number): Judged | undefined {
  if (bytes[at] !== HEAD[0] || bytes[at + 1] !== HEAD[1]) return undefined;
  // With a fourth byte behind them, these bytes are a whole character and no mark.
  const isWhole = ((bytes[at + LENGTH] ?? 0) & 0xc0) === 0x80;
  return isWhole ? undefined : JUDGED[(bytes[at + 2] ?? 0) - FIRST];
}

export interface Unmarked {
  readonly bytes: Buffer;
  /** The encoding that the first mark tells. */
  readonly encoding: Judged;
}

/** @returns undefined where the bytes have no marks */
export function withoutForeignMarks(bytes: Buffer): Unmarked | undefined {
  const parts: Buffer[] = [];
  let encoding: Judged | undefined;
  let done = 0;
  for (let at = bytes.indexOf(HEAD); at >= 0; at = bytes.indexOf(HEAD, at + 1)) {
    const found = foreignMarkAt(bytes, at);
    if (found === undefined) continue;
    encoding ??= found;
    parts.push(bytes.subarray(done, at));
    done = at + LENGTH;
  }
  return encoding === undefined
    ? undefined
    : { bytes: Buffer.concat([...parts, bytes.subarray(done)]), encoding };
}
