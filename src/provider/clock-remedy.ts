// Says what to do about a wrong clock, since signatures carry its time and the service then refuses them.

import type { Say } from '../words/words.js';

const MINUTE_MS = 60_000;

/** @param clockAheadMs by how much the service's clock is ahead of ours */
export function clockRemedy(clockAheadMs: number): Say {
  const minutes = Math.round(Math.abs(clockAheadMs) / MINUTE_MS);
  return ({ remedies }) =>
    clockAheadMs > 0 ? remedies.clockBehind({ minutes }) : remedies.clockAhead({ minutes });
}
