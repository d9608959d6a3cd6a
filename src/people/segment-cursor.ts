// Goes through a segment from its beginning to its end: entry by entry, or to the entries of one number after another. It
// reads on where the next number is near, and looks where it is far.

import { comparePrints, ENTRY_BYTES, leadIn } from './entry.js';
import type { Segment } from './segment.js';
import { BLOCK_ENTRIES } from './segment-writer.js';

const WINDOW_BLOCKS = 32;
const LEADS = 2 ** 32;

export class SegmentCursor {
  /** The entries at hand; the one that the cursor is at begins at `at`. */
  readonly bytes = Buffer.alloc(WINDOW_BLOCKS * BLOCK_ENTRIES * ENTRY_BYTES);
  at = 0;
  readonly #segment: Segment;
  readonly #probe = Buffer.alloc(BLOCK_ENTRIES * ENTRY_BYTES);
  #nextBlock = 0;
  #end = 0;

  constructor(segment: Segment) {
    this.#segment = segment;
    this.#load();
  }

  /** Whether there is no entry any more. */
  get isAtEnd(): boolean {
    return this.at >= this.#end;
  }

  next(): void {
    this.at += ENTRY_BYTES;
    if (this.at >= this.#end) this.#load();
  }

  /** Goes to the first entry whose number's hash is not before this one; never backwards. */
  seek(print: Buffer, printAt: number): void {
    while (!this.isAtEnd && comparePrints(this.bytes, this.#end - ENTRY_BYTES, print, printAt) < 0) {
      const ahead = leadIn(print, printAt) - leadIn(this.bytes, this.#end - ENTRY_BYTES);
      if ((ahead / LEADS) * this.#segment.blocks > WINDOW_BLOCKS) this.#jump(print, printAt);
      this.#load();
    }
    this.at = this.#firstFrom(print, printAt);
  }

  /** In steps that grow: numbers that are asked for one after another are near each other where many are. */
  #firstFrom(print: Buffer, printAt: number): number {
    let low = this.at;
    let step = ENTRY_BYTES;
    while (low < this.#end && comparePrints(this.bytes, low, print, printAt) < 0) {
      low += step;
      step *= 2;
    }
    if (step === ENTRY_BYTES) return low;
    let high = Math.min(low, this.#end);
    low -= step / 2 - ENTRY_BYTES;
    while (low < high) {
      const middle = low + Math.floor((high - low) / ENTRY_BYTES / 2) * ENTRY_BYTES;
      if (comparePrints(this.bytes, middle, print, printAt) < 0) low = middle + ENTRY_BYTES;
      else high = middle;
    }
    return low;
  }

  /** Skips the blocks after which another one still begins before the hash. */
  #jump(print: Buffer, printAt: number): void {
    let [low, high] = [this.#nextBlock, this.#segment.blocks];
    while (low < high) {
      const middle = (low + high) >>> 1;
      this.#segment.read(middle, 1, this.#probe);
      if (comparePrints(this.#probe, 0, print, printAt) < 0) low = middle + 1;
      else high = middle;
    }
    this.#nextBlock = Math.max(this.#nextBlock, low - 1);
  }

  #load(): void {
    this.at = 0;
    this.#end = 0;
    if (this.#nextBlock >= this.#segment.blocks) return;
    this.#end = this.#segment.read(this.#nextBlock, WINDOW_BLOCKS, this.bytes) * ENTRY_BYTES;
    this.#nextBlock += WINDOW_BLOCKS;
  }
}
