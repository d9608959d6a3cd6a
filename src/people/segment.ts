// A segment of the index that is read: some blocks of it at a time, each checked. A file that is open stays readable when it
// is removed, so whoever has opened a segment can finish with it.

import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { DamagedFile } from '../files/damaged-file.js';
import { OWN_FILE } from '../files/temporary-file.js';
import { ENTRY_BYTES } from './entry.js';
import { BLOCK_BYTES, BLOCK_ENTRIES, BLOCK_HEAD_BYTES } from './segment-writer.js';

export class Segment {
  readonly blocks: number;
  readonly #path: string;
  readonly #file: number;
  #raw: Buffer = Buffer.alloc(BLOCK_BYTES);

  constructor(path: string) {
    this.#path = path;
    this.#file = openSync(path, OWN_FILE);
    this.blocks = Math.ceil(fstatSync(this.#file).size / BLOCK_BYTES);
  }

  /**
   * Reads the entries of blocks, one behind the other.
   *
   * @param entries room for all of theirs
   * @returns how many there are
   * @throws DamagedFile where a block is not as it was written
   */
  read(block: number, blocks: number, entries: Buffer): number {
    const wanted = Math.min(blocks, this.blocks - block);
    if (this.#raw.length < wanted * BLOCK_BYTES) this.#raw = Buffer.alloc(wanted * BLOCK_BYTES);
    const length = readSync(this.#file, this.#raw, 0, wanted * BLOCK_BYTES, block * BLOCK_BYTES);
    let count = 0;
    for (let index = 0; index < wanted; index++) {
      const start = index * BLOCK_BYTES;
      const inBlock = this.#checked(start, length, block + index);
      const from = start + BLOCK_HEAD_BYTES;
      this.#raw.copy(entries, count * ENTRY_BYTES, from, from + inBlock * ENTRY_BYTES);
      count += inBlock;
    }
    return count;
  }

  close(): void {
    closeSync(this.#file);
  }

  /** @returns the number of entries in the block */
  #checked(start: number, length: number, block: number): number {
    const end = start + BLOCK_BYTES;
    const inBlock = this.#raw.readUInt32BE(start + 4);
    const isLast = block === this.blocks - 1;
    const isSound =
      end <= length &&
      crc32(this.#raw.subarray(start + 4, end)) === this.#raw.readUInt32BE(start) &&
      (isLast ? inBlock > 0 && inBlock <= BLOCK_ENTRIES : inBlock === BLOCK_ENTRIES);
    if (isSound) return inBlock;
    throw new DamagedFile(this.#path, new Error(`block ${block}`), {
      isNot: ({ people }) => people.segmentIsNot,
      remedy: ({ people }) => people.rebuild,
    });
  }
}
