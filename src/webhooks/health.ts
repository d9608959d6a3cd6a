// How a webhook fares, counted from what is kept of its messages. Pure.

import type { Delivery } from './delivery.js';

export interface Health {
  /** Messages that are not taken yet. */
  readonly open: number;
  /** Unix milliseconds; undefined where none was ever taken, as far as is kept. */
  readonly lastTakenAt: number | undefined;
  /** When the first of the tries since then was in vain; undefined where the last try was taken, or there was none. */
  readonly failingSince: number | undefined;
  /** What was wrong at the last try, in English; undefined where it was taken. */
  readonly lastProblem: string | undefined;
}

export function healthOf(deliveries: readonly Pick<Delivery, 'state' | 'log'>[]): Health {
  const tries = deliveries.flatMap(({ log }) => log).sort((one, other) => one.at - other.at);
  const lastTaken = tries.findLastIndex(({ result }) => result === 'delivered');
  const sinceThen = tries.slice(lastTaken + 1);
  return {
    open: deliveries.filter(({ state }) => state === 'pending').length,
    lastTakenAt: tries[lastTaken]?.at,
    failingSince: sinceThen[0]?.at,
    lastProblem: sinceThen.at(-1)?.problem,
  };
}
