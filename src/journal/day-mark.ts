// What stands for a name and a number among those that a provider was asked about too often today: keyed hashes, so that
// nothing of a person stands in Redis. Knows texts.

import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import type { ReturnCodes } from '../domain/return-codes.js';
import type { Person } from '../domain/row.js';

/** Enough that two names hardly ever share one; a row that is set aside by mistake waits a day. */
const MARK_BYTES = 12;
/** Not the key itself, which encrypts. */
const PURPOSE = 'rollcall limit of the day';

export class DayMarks {
  readonly #key: KeyObject;

  /** @param key of the rows */
  constructor(key: Buffer) {
    this.#key = createSecretKey(createHmac('sha256', key).update(PURPOSE).digest());
  }

  /** @returns undefined where nobody is ever over for the day */
  static where({ overToday }: Pick<ReturnCodes, 'overToday'>, key: Buffer): DayMarks | undefined {
    return overToday.size === 0 ? undefined : new DayMarks(key);
  }

  /** Name and number, parted by a blank. */
  of({ name, idNumber }: Person): string {
    return `${this.#mark(`name\n${name}`)} ${this.#mark(`number\n${idNumber}`)}`;
  }

  #mark(text: string): string {
    return createHmac('sha256', this.#key).update(text).digest().toString('base64url', 0, MARK_BYTES);
  }
}
