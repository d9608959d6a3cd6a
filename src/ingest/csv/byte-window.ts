// The part of a file that is in memory while the file is read from an offset to its end: one buffer that is filled
// again and again. It knows bytes alone.

import type { FileHandle } from 'node:fs/promises';
import type { ByteView } from './record-shape.js';

export class ByteWindow implements ByteView {
  readonly bytes: Buffer;
  length = 0;
  atEnd = false;
  /** The first byte in memory that is not used yet. */
  at = 0;
  readonly #file: FileHandle;
  /** The file offset of the first byte in memory. */
  #offset: number;

  constructor(file: FileHandle, offset: number, capacity: number) {
    this.#file = file;
    this.#offset = offset;
    this.bytes = Buffer.allocUnsafe(capacity);
  }

  /** The file offset of the byte at `at`. */
  placeOf(at: number): number {
    return this.#offset + at;
  }

  /** Reads more of the file behind the unused bytes. False at the end of the file. */
  async fill(): Promise<boolean> {
    this.bytes.copyWithin(0, this.at, this.length);
    this.#offset += this.at;
    this.length -= this.at;
    this.at = 0;
    while (this.length < this.bytes.length && !this.atEnd) {
      const room = this.bytes.length - this.length;
      const { bytesRead } = await this.#file.read(this.bytes, this.length, room, this.#offset + this.length);
      this.length += bytesRead;
      this.atEnd = bytesRead === 0;
    }
    return this.length > 0;
  }
}
