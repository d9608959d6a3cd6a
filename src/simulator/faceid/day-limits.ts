// Counts how often each name and each number was asked about on one day in China. It forgets a day when the next
// begins. The clock is a parameter.

import { chinaDay } from '../../domain/china-time.js';
import type { Asked } from '../dialect.js';

export interface Limits {
  /** Undefined or null: no limit. */
  readonly nameLimit: number | null;
  readonly numberLimit: number | null;
}

export class DayLimits {
  #day = '';
  readonly #names = new Map<string, number>();
  readonly #numbers = new Map<string, number>();

  /**
   * Counts a question, unless it is over a limit.
   *
   * @returns whether it is over a limit
   */
  isOver({ name, idNumber }: Asked, { nameLimit, numberLimit }: Limits, nowMs: number): boolean {
    const day = chinaDay(nowMs);
    if (day !== this.#day) {
      this.#day = day;
      this.#names.clear();
      this.#numbers.clear();
    }
    const [ofName, ofNumber] = [this.#names.get(name) ?? 0, this.#numbers.get(idNumber) ?? 0];
    if (ofName >= (nameLimit ?? Infinity) || ofNumber >= (numberLimit ?? Infinity)) return true;
    this.#names.set(name, ofName + 1);
    this.#numbers.set(idNumber, ofNumber + 1);
    return false;
  }
}
