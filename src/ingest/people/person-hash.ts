// A person as 128 bits that are the same in every list of a data directory, and tell nothing to whoever lacks its key.

import { createHmac, hash } from 'node:crypto';
import { HASH_WORDS } from '../../domain/earlier.js';
import type { Person } from '../../domain/row.js';
import { wordAt } from './duplicate-finder.js';

export class PersonHash {
  readonly #key: string;

  /** @param rowKey the data directory's 32 bytes; the key derived from them is used for these hashes only */
  constructor(rowKey: Buffer) {
    this.#key = createHmac('sha256', rowKey).update('rollcall persons').digest('base64');
  }

  /**
   * Hashes the number and name as they are sent. The key is a prefix of fixed length, and only half of the hash is
   * kept, so nobody can extend a hash to that of a longer text. HMAC would be safe too, but takes eight times as long.
   */
  write({ idNumber, name }: Person, words: Uint32Array): void {
    const hashed = hash('sha256', `${this.#key}${idNumber}\n${name}`, 'binary');
    for (let word = 0; word < HASH_WORDS; word++) words[word] = wordAt(hashed, 4 * word);
  }
}
