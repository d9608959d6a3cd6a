// The lines of a file that only grows, each with its bytes, forwards and backwards. It knows no line's meaning.

import { createReadStream } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';

const LINE_END = 0x0a;
const CHUNK_BYTES = 65_536;

export interface WholeLine {
  readonly bytes: Buffer;
  /** False for what stands behind the last line end. */
  readonly isWhole: boolean;
}

export async function* linesOf(path: string): AsyncGenerator<WholeLine> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(path)) {
    rest = Buffer.concat([rest, chunk as Buffer]);
    let start = 0;
    for (;;) {
      const end = rest.indexOf(LINE_END, start);
      if (end === -1) break;
      yield { bytes: rest.subarray(start, end), isWhole: true };
      start = end + 1;
    }
    rest = rest.subarray(start);
  }
  if (rest.length > 0) yield { bytes: rest, isWhole: false };
}

/** From the last line to the first; what stands behind the last line end comes first, and may be empty. */
export async function* linesBackwards(file: FileHandle): AsyncGenerator<WholeLine> {
  let { size: position } = await file.stat();
  let rest: Buffer = Buffer.alloc(0);
  let isWhole = false;
  while (position > 0) {
    const length = Math.min(CHUNK_BYTES, position);
    position -= length;
    const chunk = Buffer.alloc(length);
    await file.read(chunk, 0, length, position);
    rest = Buffer.concat([chunk, rest]);
    for (;;) {
      const end = rest.lastIndexOf(LINE_END);
      if (end === -1) break;
      yield { bytes: rest.subarray(end + 1), isWhole };
      isWhole = true;
      rest = rest.subarray(0, end);
    }
  }
  yield { bytes: rest, isWhole };
}
