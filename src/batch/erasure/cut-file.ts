// Writes a file anew with some of its records replaced, all other bytes as they are, and takes the prints of both. It knows
// bytes and places, not what stands there.

import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rm, type FileHandle } from 'node:fs/promises';
import { openNew, OWN_FILE } from '../../files/temporary-file.js';

/** From the first byte of a record to the first one behind its line end. */
export type Cut = [start: number, end: number];

export interface Prints {
  /** SHA-256 of the file as it was, and as it is to be. */
  readonly before: string;
  readonly after: string;
}

const PIECE_BYTES = 1 << 20;

/**
 * @param temporary the new file, complete and synced when this resolves; it does not remain where this throws
 * @param cuts in the file's order
 * @param line what stands in the place of each, its line end not counted: that stays
 */
export async function writeCut(
  path: string,
  temporary: string,
  cuts: Iterable<Cut> | AsyncIterable<Cut>,
  line: string,
): Promise<Prints> {
  const source = await open(path, OWN_FILE);
  try {
    const target = await openNew(temporary);
    try {
      const reading = new Reading(source);
      const writing = new Writing(target);
      for await (const [start, end] of cuts) {
        await reading.upTo(start, (piece) => writing.add(piece));
        let tail: Buffer = Buffer.alloc(0);
        await reading.upTo(end, (piece) => {
          tail = Buffer.concat([tail, piece.subarray(-2)]).subarray(-2);
        });
        await writing.add(Buffer.concat([Buffer.from(line), lineEndOf(tail)]));
      }
      await reading.upTo(Infinity, (piece) => writing.add(piece));
      await writing.end();
      await target.sync();
      return { before: reading.print(), after: writing.print() };
    } finally {
      await target.close();
    }
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  } finally {
    await source.close();
  }
}

export async function printOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: PIECE_BYTES }))
    hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** The last record of a file that somebody has edited may have none. */
function lineEndOf(tail: Buffer): Buffer {
  const text = tail.toString('latin1');
  return Buffer.from(text.endsWith('\r\n') ? '\r\n' : text.endsWith('\n') ? '\n' : '');
}

/** Goes through a file once, in large pieces. */
class Reading {
  readonly #file: FileHandle;
  readonly #hash: Hash = createHash('sha256');
  readonly #buffer = Buffer.alloc(PIECE_BYTES);
  #left: Buffer = Buffer.alloc(0);
  #at = 0;

  constructor(file: FileHandle) {
    this.#file = file;
  }

  /** @param use must be done with a piece before the next one comes */
  async upTo(end: number, use: (piece: Buffer) => Promise<void> | void): Promise<void> {
    while (this.#at < end) {
      if (this.#left.length === 0) {
        const { bytesRead } = await this.#file.read(this.#buffer, 0, PIECE_BYTES, this.#at);
        if (bytesRead === 0) return;
        this.#left = this.#buffer.subarray(0, bytesRead);
        this.#hash.update(this.#left);
      }
      const piece = this.#left.subarray(0, Math.min(this.#left.length, end - this.#at));
      await use(piece);
      this.#at += piece.length;
      this.#left = this.#left.subarray(piece.length);
    }
  }

  /** Of all that was read. */
  print(): string {
    return this.#hash.digest('hex');
  }
}

class Writing {
  readonly #file: FileHandle;
  readonly #hash: Hash = createHash('sha256');
  #pieces: Buffer[] = [];
  #bytes = 0;

  constructor(file: FileHandle) {
    this.#file = file;
  }

  async add(piece: Buffer): Promise<void> {
    this.#hash.update(piece);
    // The reader fills its buffer anew.
    this.#pieces.push(Buffer.from(piece));
    this.#bytes += piece.length;
    if (this.#bytes >= PIECE_BYTES) await this.end();
  }

  async end(): Promise<void> {
    const pieces = this.#pieces;
    [this.#pieces, this.#bytes] = [[], 0];
    if (pieces.length > 0) await this.#file.writeFile(Buffer.concat(pieces));
  }

  print(): string {
    return this.#hash.digest('hex');
  }
}
