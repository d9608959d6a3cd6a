// Writes a segment of the index: entries in order, in blocks of 4096 bytes that each have a check sum. A segment is complete
// under its name, and never changes. It knows entries, not what they mean.
//
//   0 check sum of the rest   4 number of entries   8 entries; all blocks but the last are full

import type { FileHandle } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { ENTRY_BYTES } from './entry.js';

export const BLOCK_BYTES = 4096;
export const BLOCK_HEAD_BYTES = 8;
export const BLOCK_ENTRIES = Math.floor((BLOCK_BYTES - BLOCK_HEAD_BYTES) / ENTRY_BYTES);
const WRITE_BLOCKS = 256;

export class SegmentWriter {
  readonly #file: FileHandle;
  readonly #buffer = Buffer.alloc(WRITE_BLOCKS * BLOCK_BYTES);
  /** Complete blocks in the buffer, and entries in the one after them. */
  #blocks = 0;
  #inBlock = 0;
  entries = 0;

  constructor(file: FileHandle) {
    this.#file = file;
  }

  /** Whether `flush` has to be awaited before the next `add`. */
  get isFull(): boolean {
    return this.#blocks === WRITE_BLOCKS;
  }

  /** Takes the entry that lies at `at`. */
  add(bytes: Buffer, at: number): void {
    const place = this.#blocks * BLOCK_BYTES + BLOCK_HEAD_BYTES + this.#inBlock * ENTRY_BYTES;
    bytes.copy(this.#buffer, place, at, at + ENTRY_BYTES);
    this.#inBlock += 1;
    this.entries += 1;
    if (this.#inBlock === BLOCK_ENTRIES) this.#closeBlock();
  }

  async flush(): Promise<void> {
    const written = this.#buffer.subarray(0, this.#blocks * BLOCK_BYTES);
    await this.#file.writeFile(written);
    this.#blocks = 0;
    written.fill(0);
  }

  async end(): Promise<void> {
    if (this.#inBlock > 0) this.#closeBlock();
    await this.flush();
  }

  #closeBlock(): void {
    const start = this.#blocks * BLOCK_BYTES;
    this.#buffer.writeUInt32BE(this.#inBlock, start + 4);
    this.#buffer.writeUInt32BE(crc32(this.#buffer.subarray(start + 4, start + BLOCK_BYTES)), start);
    this.#blocks += 1;
    this.#inBlock = 0;
  }
}
