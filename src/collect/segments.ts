// A batch's calls on disk: one segment file per owner, appended and synced. A segment is as long as the checkpoint
// says; bytes beyond that were never acknowledged, and are ignored.

import { createReadStream } from 'node:fs';
import { open, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Attempt } from '../domain/attempt.js';
import { undefinedIfMissing } from '../files/missing-file.js';
import { attemptLines, parseAttemptLine } from './attempt-line.js';
import { DamagedFile } from '../files/damaged-file.js';
import { makeDirectory, syncDirectory } from '../files/durable.js';
import { FILE_MODE } from '../files/temporary-file.js';

export interface Segment {
  /** File name in the segments' directory. */
  readonly file: string;
  readonly bytes: number;
}

export class SegmentWriter {
  readonly #file: FileHandle;
  readonly #name: string;
  #bytes = 0;

  private constructor(file: FileHandle, name: string) {
    this.#file = file;
    this.#name = name;
  }

  /** Creates the segment of an owner. @throws where that owner has one already: an epoch is never used twice */
  static async create(directory: string, owner: number): Promise<SegmentWriter> {
    await makeDirectory(directory);
    const name = `${owner}.csv`;
    const file = await open(join(directory, name), 'wx', FILE_MODE);
    await syncDirectory(directory);
    return new SegmentWriter(file, name);
  }

  /** Appends and syncs: afterwards a power cut doesn't lose them. */
  async append(attempts: readonly Attempt[]): Promise<void> {
    const lines = Buffer.from(attemptLines(attempts));
    await writeFully(this.#file, lines, this.#bytes);
    await this.#file.datasync();
    this.#bytes += lines.length;
  }

  get segment(): Segment {
    return { file: this.#name, bytes: this.#bytes };
  }

  async close(): Promise<void> {
    await this.#file.close();
  }
}

/**
 * Writes at a fixed position, so that a write which failed half-way (on a full disk, say) is repeated at the same
 * place.
 */
async function writeFully(file: FileHandle, bytes: Buffer, position: number): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    const result = await file.write(bytes, written, bytes.length - written, position + written);
    written += result.bytesWritten;
  }
}

/** The calls on record, in finishing order; a row's calls follow each other. Flat memory. */
export async function* readSegments(
  directory: string,
  segments: readonly Segment[],
): AsyncGenerator<Attempt> {
  for (const { file, bytes } of segments) {
    if (bytes === 0) continue;
    const path = join(directory, file);
    const size = (await stat(path).catch(undefinedIfMissing))?.size ?? 0;
    if (size < bytes) throw new DamagedFile(path, new Error(`${size} bytes of ${bytes}`));
    yield* readAttempts(path, 1, bytes);
  }
}

/**
 * The calls of a file, a line each.
 *
 * @param from the first line that is a call, counted from 1
 * @param bytes how many of them count; undefined: all
 * @throws DamagedFile
 */
export async function* readAttempts(path: string, from: number, bytes?: number): AsyncGenerator<Attempt> {
  const input = createReadStream(path, bytes === undefined ? {} : { end: bytes - 1 });
  let line = 0;
  for await (const text of createInterface({ input, crlfDelay: Infinity })) {
    line += 1;
    if (line >= from) yield attemptOf(path, text, line);
  }
}

function attemptOf(path: string, text: string, line: number): Attempt {
  try {
    return parseAttemptLine(text);
  } catch (error) {
    throw new DamagedFile(path, error, { line });
  }
}
