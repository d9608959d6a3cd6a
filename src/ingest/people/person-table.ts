// Where a hashed person is kept, in at most 32 bytes of memory each. It knows hashes and places; what stands at a
// place is not its business.

import { HASH_WORDS } from '../../domain/earlier.js';
import { ROW_WORD, SlotTable } from './slot-table.js';
import { SLOT_WORDS } from './slots.js';

/** They grow one after the other, so that no row waits for all of them. */
const TABLES = 256;
/** Places lie below. */
export const MOST_PLACES = 2 ** 31;

/** Two people are taken for one with a chance of 1 in 2^128, times the pairs of them. */
export class PersonTable {
  // The words are a keyed hash's: they need no mixing with chance to be spread.
  readonly #tables = Array.from({ length: TABLES }, () => new SlotTable(0));
  readonly #slot = new Uint32Array(SLOT_WORDS);

  get byteLength(): number {
    return this.#tables.reduce((sum, table) => sum + table.byteLength, 0);
  }

  /**
   * Takes a person in, who is not there yet.
   *
   * @param hash words of a `PersonHash`
   * @param place from 1, and greater than every one before
   * @returns whether the person was new
   */
  claim(hash: Uint32Array, place: number): boolean {
    return this.#tableOf(hash, place)?.claim(this.#slot)?.kind !== 'same person';
  }

  /** The place that the person was taken in with. */
  find(hash: Uint32Array): number | undefined {
    return this.#tableOf(hash, 0)?.find(this.#slot);
  }

  #tableOf(hash: Uint32Array, place: number): SlotTable | undefined {
    for (let word = 0; word < HASH_WORDS; word++) this.#slot[word] = hash[word] ?? 0;
    this.#slot[ROW_WORD] = place;
    return this.#tables[(hash[0] ?? 0) % TABLES];
  }
}
