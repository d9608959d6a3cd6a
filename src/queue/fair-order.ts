// Whose turn it is: the order in which the slices of an account's batches are taken up. Each batch has a clock that
// runs on with its rows, the slower the higher its priority; a slice bears the time at which it was added, and the
// earliest is taken first. A batch that comes later starts at the time of the slice that was last taken up, so it
// waits for nobody's window and gets its share at once; nobody's clock stands still, so nobody starves.

import { weightOf, type Priority } from '../domain/priority.js';

/** Rows of a batch of normal priority in one unit of time. */
const ROWS_A_TURN = 50;
/** BullMQ's lowest priority: where time ends. Slices at the end are taken in the order in which they were added. */
export const LAST_TURN = 2 ** 21 - 1;
/** No batch is ever further ahead: a window of slices of the lowest priority, twice over. */
const FURTHEST_AHEAD = 50_000;
/** From here on time begins anew as soon as nothing is queued. */
export const LATE_TURN = 2 ** 20;

export class FairOrder {
  readonly #priority: () => Priority | undefined;
  #clock = 0;

  /** @param priority asked for at every slice: it may be changed */
  constructor(priority: () => Priority | undefined) {
    this.#priority = priority;
  }

  /**
   * @param now the turn of the slice of this account that was last taken up
   * @param rows in each of the slices, in their order
   * @returns each slice's turn, from 1 to `LAST_TURN`
   */
  of(now: number, rows: readonly number[]): number[] {
    // A clock that is out of all proportion: time has begun anew.
    if (this.#clock < now || this.#clock > now + FURTHEST_AHEAD) this.#clock = now;
    return rows.map((count) => {
      const turn = Math.min(LAST_TURN, Math.max(1, Math.floor(this.#clock)));
      this.#clock += count / (ROWS_A_TURN * weightOf(this.#priority()));
      return turn;
    });
  }
}
