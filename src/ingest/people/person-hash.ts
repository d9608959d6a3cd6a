// A person as 128 bits that are the same in every list of a data directory, and tell nothing to whoever lacks its key.

import { HASH_WORDS } from '../../domain/earlier.js';
import type { Person } from '../../domain/row.js';
import { wordAt } from './duplicate-finder.js';
import { KeyedHash } from './keyed-hash.js';

export class PersonHash {
  readonly #hash: KeyedHash;

  /** @param rowKey the data directory's 32 bytes */
  constructor(rowKey: Buffer) {
    this.#hash = new KeyedHash(rowKey, 'rollcall persons');
  }

  /** Hashes the number and name as they are sent. */
  write(person: Person, words: Uint32Array): void {
    const hashed = this.#hash.of(personText(person));
    for (let word = 0; word < HASH_WORDS; word++) words[word] = wordAt(hashed, 4 * word);
  }
}

/** The text that is hashed: no number has a line break. */
export function personText({ idNumber, name }: Person): string {
  return `${idNumber}\n${name}`;
}
