// Judges what quotes mean in a list whose beginning does not show it: the first quote or escape further on is judged,
// wherever it is. It knows the file's bytes; memory stays flat.

import { open, type FileHandle } from 'node:fs/promises';
import type { Beginning } from './first-records.js';
import { lineEndByte } from './line-end.js';
import type { Quoting } from '../list.js';
import { detectQuoting, isAsSound } from './quoting.js';
import type { Dialect } from './record-shape.js';
import type { Columns } from './tolerant-scanner.js';

const CHUNK_BYTES = 1 << 20;
/** How many bytes are read before the pattern: more than most lines have. */
const BEFORE_BYTES = 1 << 16;

/** @param beginning from the header on, of a list in which more may follow */
export async function quotingOf(
  path: string,
  beginning: Beginning,
  dialect: Dialect,
  columns: Columns,
): Promise<Quoting> {
  const first = detectQuoting(beginning, dialect, columns);
  if (beginning.isWhole || first === 'backslash' || first === 'single') return first;
  const file = await open(path, 'r');
  try {
    const sign = await firstSign(file, beginning.bytes.length - 1, signsAgainst(first, dialect));
    if (sign === undefined) return first;
    const later = detectQuoting(await around(file, sign, dialect, beginning.bytes.length), dialect, columns);
    return later !== 'backslash' || isAsSound(beginning, 'backslash', dialect, columns) ? later : first;
  } finally {
    await file.close();
  }
}

/** Escaped quotes; where quotes are taken for nothing, quoted cells too. */
function signsAgainst(quoting: Quoting, dialect: Dialect): Buffer[] {
  const lineEnd = String.fromCharCode(lineEndByte(dialect.lineEnd));
  const signs = quoting === 'none' ? ['\\"', `${dialect.delimiter}"`, `${lineEnd}"`] : ['\\"'];
  return signs.map((sign) => Buffer.from(sign));
}

/** @returns the offset of the first sign, undefined where there is none */
async function firstSign(
  file: FileHandle,
  from: number,
  signs: readonly Buffer[],
): Promise<number | undefined> {
  const buffer = Buffer.alloc(CHUNK_BYTES);
  for (let at = from; ;) {
    const { bytesRead } = await file.read(buffer, 0, CHUNK_BYTES, at);
    const bytes = buffer.subarray(0, bytesRead);
    const places = signs.map((sign) => bytes.indexOf(sign)).filter((place) => place >= 0);
    if (places.length > 0) return at + Math.min(...places);
    if (bytesRead < CHUNK_BYTES) return undefined;
    // A pattern may lie across the chunk's end, so one byte is read again.
    at += bytesRead - 1;
  }
}

/** Reads as much of the list as its beginning has, from the start of the line with the pattern. */
async function around(file: FileHandle, sign: number, dialect: Dialect, length: number): Promise<Beginning> {
  const start = Math.max(0, sign - BEFORE_BYTES);
  const { bytesRead, buffer } = await file.read(Buffer.alloc(length), 0, length, start);
  const bytes = buffer.subarray(0, bytesRead);
  const from = bytes.lastIndexOf(lineEndByte(dialect.lineEnd), sign - start - 1) + 1;
  return { bytes, isWhole: bytesRead < length, from, line: 1 };
}
