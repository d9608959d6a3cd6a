// Copies a list as it comes, from a file or a pipe, to where the batch keeps it, with its SHA-256 and encoding.
// It knows bytes and files; it does not know delimiters, columns or rows.

import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import type { Encoding } from './list.js';

export interface CopiedList {
  /** Of the bytes that came. */
  readonly sha256: string;
  readonly bytes: number;
  readonly encoding: Encoding;
  /** Line ends or so: for sizing slices only. */
  readonly recordEstimate: number;
}

const LF = 0x0a;

/** Streams the source into `target` (created 0600, fsynced), hashing and deciding the encoding on all of it. */
export async function copyList(
  source: Readable,
  target: string,
  options: { encoding?: Encoding },
): Promise<CopiedList> {
  const file = await open(target, 'w', 0o600);
  const hash = createHash('sha256');
  let bytes = 0;
  let feeds = 0;
  try {
    for await (const chunk of source as AsyncIterable<Buffer>) {
      hash.update(chunk);
      bytes += chunk.length;
      for (let at = chunk.indexOf(LF); at >= 0; at = chunk.indexOf(LF, at + 1)) feeds++;
      await file.writeFile(chunk);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { sha256: hash.digest('hex'), bytes, encoding: options.encoding ?? 'utf-8', recordEstimate: feeds };
}
