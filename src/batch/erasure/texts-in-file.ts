// Which of some texts stand somewhere in a file, whatever stands around them. It knows bytes, and reads a file of any length in
// pieces.

import { createReadStream } from 'node:fs';

const PIECE_BYTES = 1 << 20;

/** @param texts in UTF-8; none is empty */
export async function textsIn(path: string, texts: Iterable<string>): Promise<Set<string>> {
  const left = new Map([...new Set(texts)].map((text) => [text, Buffer.from(text)]));
  const found = new Set<string>();
  // A text may begin in one piece and end in the next.
  const kept = Math.max(0, ...[...left.values()].map(({ length }) => length - 1));
  let before: Buffer = Buffer.alloc(0);
  for await (const piece of createReadStream(path, { highWaterMark: PIECE_BYTES }) as AsyncIterable<Buffer>) {
    const bytes = Buffer.concat([before, piece]);
    for (const [text, sought] of left) {
      if (!bytes.includes(sought)) continue;
      found.add(text);
      left.delete(text);
    }
    if (left.size === 0) break;
    before = bytes.subarray(Math.max(0, bytes.length - kept));
  }
  return found;
}
