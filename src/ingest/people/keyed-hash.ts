// A text as 128 bits that tell nothing to whoever lacks the key. It knows keys and texts, not whom they are about.

import { createHmac, hash } from 'node:crypto';

const HASH_BYTES = 16;

export class KeyedHash {
  readonly #prefix: string;

  /** @param purpose for hashes of one purpose alone a key is derived */
  constructor(key: Buffer, purpose: string) {
    this.#prefix = createHmac('sha256', key).update(purpose).digest('base64');
  }

  /**
   * The key is a prefix of fixed length, and only half of the hash is kept, so nobody can extend a hash to that of a
   * longer text. HMAC would be safe too, but takes eight times as long.
   *
   * @returns 16 characters, one for each byte
   */
  of(text: string): string {
    return hash('sha256', this.#prefix + text, 'binary').slice(0, HASH_BYTES);
  }
}
