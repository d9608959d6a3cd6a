// Writes attempts.csv while the segments grow, and finds a row's calls in what it has copied of them.

import { open, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { Attempt } from '../domain/attempt.js';
import { AttemptIndex } from './attempt-index.js';
import { ATTEMPT_HEADER } from './attempt-line.js';
import { publish } from '../files/durable.js';
import type { Segment } from './segments.js';
import { openNew, temporaryName } from '../files/temporary-file.js';

const COPIED_AT_ONCE = 1 << 20;

export class AttemptsFile {
  readonly #path: string;
  readonly #temporary: string;
  readonly #indexPath: string;
  readonly #file: FileHandle;
  readonly #index: AttemptIndex;
  /** How many bytes of each segment were copied, by its name. */
  readonly #copied = new Map<string, number>();

  private constructor(path: string, temporary: string, file: FileHandle) {
    this.#path = path;
    this.#temporary = temporary;
    this.#indexPath = `${temporary.replace(/\.tmp$/, '')}.index.tmp`;
    this.#file = file;
    this.#index = new AttemptIndex(temporary, this.#indexPath);
  }

  /** @param writer names the temporary files' owner */
  static async begin(path: string, writer: string): Promise<AttemptsFile> {
    const temporary = temporaryName(path, writer);
    const handle = await openNew(temporary);
    let file: AttemptsFile | undefined;
    try {
      file = new AttemptsFile(path, temporary, handle);
      await file.#append(Buffer.from(ATTEMPT_HEADER));
      return file;
    } catch (error) {
      await (file === undefined ? handle.close() : file.discard());
      await rm(temporary, { force: true });
      throw error;
    }
  }

  /** Copies what was appended to the segments since; the calls of a slice always come together. */
  async follow(directory: string, segments: readonly Segment[], signal?: AbortSignal): Promise<void> {
    for (const { file, bytes } of segments) {
      const copied = this.#copied.get(file) ?? 0;
      if (bytes > copied) await this.#copy(join(directory, file), copied, bytes, signal);
      this.#copied.set(file, bytes);
    }
  }

  /** The row's calls by attempt; empty where it has none. */
  attemptsOf(row: number): Attempt[] {
    return this.#index.attemptsOf(row);
  }

  /** Gives the file its final name. */
  async complete(): Promise<void> {
    await this.#file.sync();
    await publish(this.#temporary, this.#path);
  }

  /** Removes an unfinished file; after `complete` it does nothing. */
  async discard(): Promise<void> {
    await this.#file.close();
    this.#index.close();
    await rm(this.#temporary, { force: true });
    await rm(this.#indexPath, { force: true });
  }

  async #copy(path: string, from: number, to: number, signal: AbortSignal | undefined): Promise<void> {
    const source = await open(path, 'r');
    try {
      for (let position = from; position < to;) {
        signal?.throwIfAborted();
        const wanted = Math.min(COPIED_AT_ONCE, to - position);
        const { buffer, bytesRead } = await source.read(Buffer.allocUnsafe(wanted), 0, wanted, position);
        if (bytesRead === 0) throw new Error(`${path} is shorter than it was`);
        await this.#append(buffer.subarray(0, bytesRead));
        position += bytesRead;
      }
    } finally {
      await source.close();
    }
  }

  async #append(bytes: Buffer): Promise<void> {
    await this.#file.writeFile(bytes);
    this.#index.add(bytes);
  }
}
