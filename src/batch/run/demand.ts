// How many rows workers need in the queue, told by the calls that they make: several times those under way, and those
// of the next seconds.

import type { BatchSignals } from '../../journal/batch-signals.js';

const TIMES_OPEN = 4;
const AHEAD_S = 3;

export class Demand {
  #used: number | undefined;
  #at = 0;

  /** @param nowMs of these signals */
  rows({ used, open }: Pick<BatchSignals, 'used' | 'open'>, nowMs: number): number {
    const seconds = (nowMs - this.#at) / 1000;
    const perSecond = this.#used === undefined || seconds <= 0 ? 0 : Math.max(0, used - this.#used) / seconds;
    this.#used = used;
    this.#at = nowMs;
    return TIMES_OPEN * open + AHEAD_S * perSecond;
  }
}
