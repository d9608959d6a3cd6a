// Reads and writes a file at any place through a few pages kept in memory: flat memory however long the file is,
// and fast where the places are near each other, as they are when rows finish nearly in order.

import { closeSync, fstatSync, openSync, readSync, writeSync } from 'node:fs';
import { FILE_MODE, NEW_FILE, OWN_FILE } from './temporary-file.js';

const PAGE_BYTES = 64 * 1024;
const KEPT_BYTES = 64 * PAGE_BYTES;

interface Page {
  readonly number: number;
  readonly bytes: Buffer;
  dirty: boolean;
}

export class PageFile {
  readonly #file: number;
  readonly #pageBytes: number;
  /** Pages by their number, the least recently used first. */
  readonly #pages = new Map<number, Page>();
  #last: Page | undefined;
  #size: number;

  /**
   * @param mode `new` makes an empty file, whose unwritten bytes read as 0
   * @param pageBytes small pages where places are far from each other
   */
  constructor(path: string, mode: 'kept' | 'new', pageBytes = PAGE_BYTES) {
    this.#pageBytes = pageBytes;
    this.#file = openSync(path, mode === 'new' ? NEW_FILE : OWN_FILE, FILE_MODE);
    this.#size = fstatSync(this.#file).size;
  }

  /** The file's size in bytes, as of its opening or of the last `grow`. */
  get size(): number {
    return this.#size;
  }

  /** The file was appended to: the last page is read anew. */
  grow(): void {
    const number = Math.floor(this.#size / this.#pageBytes);
    this.#pages.delete(number);
    if (this.#last?.number === number) this.#last = undefined;
    this.#size = fstatSync(this.#file).size;
  }

  /** The page that holds the byte at `position`, and its offset there. */
  at(position: number): { bytes: Buffer; offset: number } {
    const number = Math.floor(position / this.#pageBytes);
    return { bytes: this.#page(number).bytes, offset: position - number * this.#pageBytes };
  }

  /** `length` bytes of the file from `position` on. */
  slice(position: number, length: number): Buffer {
    const { bytes, offset } = this.at(position);
    const here = bytes.subarray(offset, offset + length);
    if (here.length === length) return here;
    return Buffer.concat([here, this.slice(position + here.length, length - here.length)]);
  }

  /** Like `at`, for a caller that writes into the page. */
  change(position: number): { bytes: Buffer; offset: number } {
    const place = this.at(position);
    if (this.#last !== undefined) this.#last.dirty = true;
    return place;
  }

  close(): void {
    this.#pages.clear();
    closeSync(this.#file);
  }

  #page(number: number): Page {
    if (this.#last?.number === number) return this.#last;
    const page = this.#pages.get(number) ?? this.#load(number);
    this.#pages.delete(number);
    this.#pages.set(number, page);
    this.#last = page;
    return page;
  }

  #load(number: number): Page {
    if (this.#pages.size * this.#pageBytes >= KEPT_BYTES) this.#evict();
    const bytes = Buffer.alloc(this.#pageBytes);
    readSync(this.#file, bytes, 0, this.#pageBytes, number * this.#pageBytes);
    return { number, bytes, dirty: false };
  }

  #evict(): void {
    const oldest = this.#pages.values().next().value;
    if (oldest === undefined) return;
    this.#pages.delete(oldest.number);
    const start = oldest.number * this.#pageBytes;
    // A write may store only a part, without an error, when the disk fills up.
    for (let written = 0; oldest.dirty && written < this.#pageBytes;)
      written += writeSync(this.#file, oldest.bytes, written, this.#pageBytes - written, start + written);
  }
}
