// When a delivery is tried again. Pure: the clock is handed in.

const [SECOND_MS, MINUTE_MS, HOUR_MS] = [1_000, 60_000, 3_600_000];

/** Milliseconds before each try, from the end of the one before it. */
const WAITS_MS: readonly number[] = [
  0,
  5 * SECOND_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  14 * HOUR_MS,
  20 * HOUR_MS,
  24 * HOUR_MS,
];
/** A receiver that wants to be left alone for longer is asked earlier all the same. */
const HEEDED_MS = 24 * HOUR_MS;

/**
 * @param tries how many there were
 * @param endedAt when the last one ended, in Unix milliseconds
 * @param askedToWaitMs how long the receiver wants to be left alone
 * @returns Unix milliseconds; undefined where there are no more tries
 */
export function nextTryAt(tries: number, endedAt: number, askedToWaitMs = 0): number | undefined {
  const waitMs = WAITS_MS[tries];
  return waitMs === undefined ? undefined : endedAt + Math.max(waitMs, Math.min(askedToWaitMs, HEEDED_MS));
}
