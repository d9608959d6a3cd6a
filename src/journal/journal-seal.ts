// Proves that a line of the journal, or all lines of a finished slice, are as a worker wrote them: whoever can write to Redis
// and has no ROLLCALL_KEY can't make a verdict. Knows texts; no connection, nothing of what the lines say.

import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { hasIncarnation } from './keys.js';

/** 128 bits of the code are kept; in base64url. */
const SEAL_BYTES = 16;
/** The seal's key is derived for this purpose, as ROLLCALL_KEY itself encrypts. */
const PURPOSE = 'rollcall journal';

/** The field of the slice's hash, and its value. */
export type JournalLine = readonly [field: string, value: string];

export class JournalSeal {
  readonly #key: KeyObject;
  readonly #name: string;

  private constructor(key: Buffer, name: string) {
    this.#key = createSecretKey(createHmac('sha256', key).update(PURPOSE).digest());
    this.#name = name;
  }

  /**
   * @param key of the rows, 32 bytes
   * @returns undefined for a batch that an earlier version began: its lines have no seals
   */
  static of(name: string, key: Buffer | undefined): JournalSeal | undefined {
    if (!hasIncarnation(name)) return undefined;
    if (key === undefined) throw new Error(`the journal of ${name} can't be sealed without a key`);
    return new JournalSeal(key, name);
  }

  /** @param value of the line: epoch, state and what follows, without the seal */
  ofLine(slice: number, field: string, value: string): string {
    return this.#seal(`line\n${this.#name}\n${slice}\n${field}\n${value}`);
  }

  /** Covers every line and their number, in whatever order they come. */
  ofSlice(slice: number, lines: Iterable<JournalLine>): string {
    const sorted = [...lines].sort(([a], [b]) => (a < b ? -1 : 1));
    return this.#seal(`slice\n${this.#name}\n${slice}\n${JSON.stringify(sorted)}`);
  }

  #seal(text: string): string {
    return createHmac('sha256', this.#key).update(text).digest().toString('base64url', 0, SEAL_BYTES);
  }
}
