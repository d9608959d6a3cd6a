// A person as two keyed hashes: of the number alone, by which anybody is found, and of number and name, by which outcomes
// are taken over. Both are of what is sent to the provider.

import { createHash } from 'node:crypto';
import type { Person } from '../domain/row.js';
import { KeyedHash } from '../ingest/people/keyed-hash.js';
import { personText } from '../ingest/people/person-hash.js';
import { PRINT_BYTES } from './entry.js';

export class PersonPrints {
  readonly #numbers: KeyedHash;
  readonly #persons: KeyedHash;

  /** @param key of `people.key` */
  constructor(key: Buffer) {
    this.#numbers = new KeyedHash(key, 'rollcall index: number');
    this.#persons = new KeyedHash(key, 'rollcall index: number and name');
  }

  write(person: Person, bytes: Buffer, at: number): void {
    bytes.write(this.#numbers.of(person.idNumber), at, PRINT_BYTES, 'latin1');
    bytes.write(this.#persons.of(personText(person)), at + PRINT_BYTES, PRINT_BYTES, 'latin1');
  }
}

/** Tells one key from another, and nothing of either. */
export function printOfKey(key: Buffer): string {
  return createHash('sha256')
    .update('rollcall index: key')
    .update(key)
    .digest('hex')
    .slice(0, 2 * PRINT_BYTES);
}
