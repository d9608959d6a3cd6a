// Which characters end a list's lines, judged by its beginning. It knows bytes alone.

import type { LineEnd } from '../list.js';

export const LF = 0x0a;
export const CR = 0x0d;
const QUOTE = 0x22;
const BLANK = 0x20;
/** The bytes behind which a cell may begin: delimiters, and the last byte of a byte-order mark. */
const PARTS_CELLS: ReadonlySet<number> = new Set([0x2c, 0x3b, 0x09, 0x7c, 0xbf]);

/** `crlf` is `lf` with the knowledge that a lone LF is rather part of a cell than a line end. */
export type ObservedLineEnd = LineEnd | 'crlf';

/** The rule of versions that knew no quotings: the first line end outside quotes, wherever these stand, or LF. */
export function observedLineEnd(beginning: Buffer): ObservedLineEnd {
  let inQuotes = false;
  for (let at = 0; at < beginning.length; at++) {
    const byte = beginning[at];
    if (byte === QUOTE) inQuotes = !inQuotes;
    if (inQuotes) continue;
    if (byte === LF || byte === CR) return lineEndAt(beginning, at);
  }
  return 'lf';
}

/**
 * The first line end outside quoted cells; quotes inside a cell, as in a title 5" 屏, quote nothing. If all line ends
 * are in quotes, the first one counts, as a quote is then never closed.
 */
export function likelyLineEnd(beginning: Buffer): ObservedLineEnd {
  let inQuotes = false;
  let mayOpen = true;
  for (let at = 0; at < beginning.length; at++) {
    const byte = beginning[at] ?? 0;
    if (byte === QUOTE) inQuotes = inQuotes ? false : mayOpen;
    else if (!inQuotes && (byte === LF || byte === CR)) return lineEndAt(beginning, at);
    mayOpen = PARTS_CELLS.has(byte) || (mayOpen && byte === BLANK);
  }
  const first = beginning.findIndex((byte) => byte === LF || byte === CR);
  return first < 0 ? 'lf' : lineEndAt(beginning, first);
}

function lineEndAt(bytes: Buffer, at: number): ObservedLineEnd {
  if (bytes[at] === LF) return 'lf';
  return bytes[at + 1] === LF ? 'crlf' : 'cr';
}

/** The byte that ends lines, CR before it or not. */
export function lineEndByte(lineEnd: ObservedLineEnd): number {
  return lineEnd === 'cr' ? CR : LF;
}
