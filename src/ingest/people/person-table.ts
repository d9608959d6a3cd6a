// Remembers at which place a hashed person was recorded, in at most 32 bytes of memory each. It knows hashes and
// numbers of places; the caller knows what stands at a place.

import { HASH_WORDS } from '../../domain/earlier.js';
import { ROW_WORD, SlotTable } from './slot-table.js';
import { SLOT_WORDS } from './slots.js';

/** Many small tables grow one at a time, so that no row waits while all of them grow. */
const TABLES = 256;
/** Places have to be lower than this. */
export const MOST_PLACES = 2 ** 31;

/** Two given people are taken for the same with a probability of 1 in 2^128. */
export class PersonTable {
  // The hash is keyed already, so its words are spread without a random mixer.
  readonly #tables = Array.from({ length: TABLES }, () => new SlotTable(0));
  readonly #slot = new Uint32Array(SLOT_WORDS);

  get byteLength(): number {
    return this.#tables.reduce((sum, table) => sum + table.byteLength, 0);
  }

  /**
   * Records a person, unless the table has the person.
   *
   * @param hash words of a `PersonHash`
   * @param place from 1, and greater than every one before
   * @returns whether the person was new
   */
  claim(hash: Uint32Array, place: number): boolean {
    return this.#tableOf(hash, place)?.claim(this.#slot)?.kind !== 'same person';
  }

  /** The place with which the person was recorded. */
  find(hash: Uint32Array): number | undefined {
    return this.#tableOf(hash, 0)?.find(this.#slot);
  }

  #tableOf(hash: Uint32Array, place: number): SlotTable | undefined {
    for (let word = 0; word < HASH_WORDS; word++) this.#slot[word] = hash[word] ?? 0;
    this.#slot[ROW_WORD] = place;
    return this.#tables[(hash[0] ?? 0) % TABLES];
  }
}
