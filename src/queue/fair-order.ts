// Fair order by virtual time: in which order the slices of an account's batches are taken up. Each batch has a clock
// that its rows move on, the more slowly the higher its priority. A slice bears its batch's time when it was added, and
// the earliest slice is taken first. A batch that comes later starts at the time of the slice that was last taken up:
// so it has its share at once, whatever is queued already. As every clock moves on, no batch starves.

import { weightOf, type Priority } from '../domain/priority.js';

/** Rows of a batch of normal priority in one unit of time. */
const ROWS_A_TURN = 50;
/**
 * BullMQ's lowest priority, and so the latest time there is. Slices of this time are taken in the order in which they
 * were added.
 */
export const LAST_TURN = 2 ** 21 - 1;
/** A batch's clock is never further ahead than this: twice what a window of slices of the lowest priority takes. */
const FURTHEST_AHEAD = 50_000;
/** Once the time is this late, it starts again from 0 as soon as nothing is queued. */
export const LATE_TURN = 2 ** 20;

export class FairOrder {
  readonly #priority: () => Priority | undefined;
  #clock = 0;

  /** @param priority asked for anew at every slice, as it may be changed while the batch runs */
  constructor(priority: () => Priority | undefined) {
    this.#priority = priority;
  }

  /**
   * @param now the turn of the slice of this account that was last taken up
   * @param rows in each of the slices, in their order
   * @returns each slice's turn, from 1 to `LAST_TURN`
   */
  of(now: number, rows: readonly number[]): number[] {
    // The batch's clock is behind or far ahead of the account's: time has started again since.
    if (this.#clock < now || this.#clock > now + FURTHEST_AHEAD) this.#clock = now;
    return rows.map((count) => {
      const turn = Math.min(LAST_TURN, Math.max(1, Math.floor(this.#clock)));
      this.#clock += count / (ROWS_A_TURN * weightOf(this.#priority()));
      return turn;
    });
  }
}
