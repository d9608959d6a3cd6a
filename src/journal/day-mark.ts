// Marks of a name and a number for the provider's daily limit: keyed hashes, so that nothing of a person is in Redis.
// It knows texts.

import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import type { ReturnCodes } from '../domain/return-codes.js';
import type { Person } from '../domain/row.js';

/** Enough bytes that two names hardly ever share a mark. A row that is set aside by mistake waits a day. */
const MARK_BYTES = 12;
/** The purpose from which a key of its own is derived, because the key of the rows encrypts. */
const PURPOSE = 'rollcall limit of the day';

export class DayMarks {
  readonly #key: KeyObject;

  /** @param key with which rows are encrypted; the key of the marks is derived from it */
  constructor(key: Buffer) {
    this.#key = createSecretKey(createHmac('sha256', key).update(PURPOSE).digest());
  }

  /** @returns undefined where the provider has no daily limit */
  static where({ overToday }: Pick<ReturnCodes, 'overToday'>, key: Buffer): DayMarks | undefined {
    return overToday.size === 0 ? undefined : new DayMarks(key);
  }

  /** The marks of name and number, separated by a blank. */
  of({ name, idNumber }: Person): string {
    return `${this.#mark(`name\n${name}`)} ${this.#mark(`number\n${idNumber}`)}`;
  }

  #mark(text: string): string {
    return createHmac('sha256', this.#key).update(text).digest().toString('base64url', 0, MARK_BYTES);
  }
}
