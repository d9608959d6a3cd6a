// The people who are looked up together: their hashes, numbered as they come, in their order when they are asked. Flat: a
// longer list is looked up in several goes.

import { PRINT_BYTES, PRINTS_BYTES } from './entry.js';
import { MOST_SORTED, sortedNumbers } from './sorted-prints.js';

export class Questions {
  readonly bytes: Buffer;
  readonly #keys: Float64Array;
  readonly #most: number;
  /** Whether a person is looked for by the number alone. */
  readonly #byNumber: Uint8Array;
  count = 0;

  constructor(most = MOST_SORTED) {
    this.#most = most;
    this.bytes = Buffer.alloc(most * PRINTS_BYTES);
    this.#keys = new Float64Array(most);
    this.#byNumber = new Uint8Array(most);
  }

  get isFull(): boolean {
    return this.count >= this.#most;
  }

  /**
   * @param write puts both hashes at the offset
   * @returns the question's number, from 0
   */
  add(write: (bytes: Buffer, at: number) => void, by: 'number' | 'number and name'): number {
    write(this.bytes, this.count * PRINTS_BYTES);
    this.#byNumber[this.count] = by === 'number' ? 1 : 0;
    return this.count++;
  }

  clear(): void {
    this.count = 0;
  }

  /** Their numbers in the order of their hashes. */
  sorted(): Float64Array {
    const compare = (at: number, other: number): number =>
      this.bytes.compare(this.bytes, other, other + PRINTS_BYTES, at, at + PRINTS_BYTES);
    return sortedNumbers(this.#keys, this.bytes, PRINTS_BYTES, this.count, compare);
  }

  /** Whether an entry that has the number of this question is about its person. */
  isAnswered(question: number, entry: Buffer, at: number): boolean {
    if (this.#byNumber[question] === 1) return true;
    const own = question * PRINTS_BYTES + PRINT_BYTES;
    const name = at + PRINT_BYTES;
    return this.bytes.compare(entry, name, name + PRINT_BYTES, own, own + PRINT_BYTES) === 0;
  }
}
