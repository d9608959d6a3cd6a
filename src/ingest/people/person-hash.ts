// A person as 128 bits that are the same in every list of a data directory, and tell nothing to whoever lacks its key.

import { createHmac, hash } from 'node:crypto';
import { HASH_WORDS } from '../../domain/earlier.js';
import type { Person } from '../../domain/row.js';
import { wordAt } from './duplicate-finder.js';

export class PersonHash {
  readonly #key: string;

  /** @param rowKey the data directory's 32 bytes; what is derived of them serves this alone */
  constructor(rowKey: Buffer) {
    this.#key = createHmac('sha256', rowKey).update('rollcall persons').digest('base64');
  }

  /**
   * Of number and name as they are sent. The key's length is fixed and half of the hash is kept, so that a hash can't be
   * drawn out to that of a longer text; the one-shot hash takes an eighth of HMAC's time.
   */
  write({ idNumber, name }: Person, words: Uint32Array): void {
    const hashed = hash('sha256', `${this.#key}${idNumber}\n${name}`, 'binary');
    for (let word = 0; word < HASH_WORDS; word++) words[word] = wordAt(hashed, 4 * word);
  }
}
