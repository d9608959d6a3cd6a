// Which characters end a list's lines, judged by its beginning. It knows bytes alone.

import type { LineEnd } from './list.js';

export const LF = 0x0a;
export const CR = 0x0d;
const QUOTE = 0x22;

/** `crlf` is `lf` with the knowledge that a lone LF is rather part of a cell than a line end. */
export type ObservedLineEnd = LineEnd | 'crlf';

/** The first line end outside quotes. LF where there is none. */
export function observedLineEnd(beginning: Buffer): ObservedLineEnd {
  let inQuotes = false;
  for (let at = 0; at < beginning.length; at++) {
    const byte = beginning[at];
    if (byte === QUOTE) inQuotes = !inQuotes;
    if (inQuotes) continue;
    if (byte === LF) return 'lf';
    if (byte === CR) return beginning[at + 1] === LF ? 'crlf' : 'cr';
  }
  return 'lf';
}

/** The byte that ends lines, CR before it or not. */
export function lineEndByte(lineEnd: ObservedLineEnd): number {
  return lineEnd === 'cr' ? CR : LF;
}
