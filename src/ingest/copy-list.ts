// Copies a list as it comes, from a file or a pipe, to where the batch keeps it, with its SHA-256 and encoding.
// The copy is UTF-8 whatever the list came in. It knows bytes and files, not delimiters, columns or rows.

import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { UserError } from '../domain/user-error.js';
import { EncodingJudge } from './encoding-judge.js';
import type { Encoding } from './list.js';
import { transcode } from './transcode.js';

export interface CopiedList {
  /** Of the bytes that came, which are not the copy's where they were not UTF-8. */
  readonly sha256: string;
  readonly bytes: number;
  /** Of the bytes that came. */
  readonly encoding: Encoding;
  /** Line ends or so: for sizing slices only. */
  readonly recordEstimate: number;
}

/**
 * Streams the source into `target` (created 0600, fsynced), hashing and deciding the encoding on all of it.
 *
 * @throws UserError where the source can't be read
 */
export async function copyList(
  source: Readable,
  target: string,
  options: { encoding?: Encoding | undefined },
): Promise<CopiedList> {
  // It may fail before it is read from; whoever reads it then is told.
  source.once('error', () => undefined);
  const file = await open(target, 'w', 0o600);
  const hash = createHash('sha256');
  const judge = new EncodingJudge();
  let bytes = 0;
  try {
    for await (const chunk of chunksOf(source)) {
      hash.update(chunk);
      judge.push(chunk);
      bytes += chunk.length;
      await file.writeFile(chunk);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  const { encoding: judged, lineEnds } = judge.verdict();
  const encoding = options.encoding ?? judged;
  if (encoding !== 'utf-8') await transcode(target, encoding);
  return { sha256: hash.digest('hex'), bytes, encoding, recordEstimate: lineEnds };
}

async function* chunksOf(source: Readable): AsyncGenerator<Buffer> {
  try {
    yield* source as AsyncIterable<Buffer>;
  } catch (error) {
    throw new UserError(`The list can't be read: ${(error as Error).message}.`, { cause: error });
  }
}
