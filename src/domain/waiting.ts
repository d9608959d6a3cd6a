// What holds up an account's calls for more than a moment, why, and until when. The clock is a parameter.

import type { Words } from '../words/words.js';

export const WAITS = ['silence', 'outage', 'rate'] as const;

export interface Waiting {
  /**
   * `silence`: the service asked for no calls; `outage`: only single probes are sent; `rate`: the rate allows the next
   * call only then.
   */
  readonly why: (typeof WAITS)[number];
  /** Unix milliseconds of the next call, or of the next probe. */
  readonly until: number;
}

/** The times of an account's state, in Unix milliseconds of one clock. */
export interface AccountTimes {
  /** When the circuit opened. */
  readonly circuit: number | undefined;
  readonly probeAt: number | undefined;
  readonly silentUntil: number | undefined;
  /** Calls a second, and how many of them were left at `rateAt`. */
  readonly rate: number | undefined;
  readonly tokens: number | undefined;
  readonly rateAt: number | undefined;
}

/** Shorter waits belong to normal pacing and are not shown. */
const LEAST_MS = 2_000;

export function waitingOf(times: AccountTimes, nowMs: number): Waiting | undefined {
  const { circuit, probeAt, silentUntil, rate, tokens = 0, rateAt = nowMs } = times;
  if (circuit !== undefined) return { why: 'outage', until: Math.max(nowMs, probeAt ?? nowMs) };
  if (silentUntil !== undefined && silentUntil - nowMs > LEAST_MS)
    return { why: 'silence', until: silentUntil };
  if (rate === undefined || rate <= 0 || 1000 / rate <= LEAST_MS) return undefined;
  return { why: 'rate', until: Math.max(nowMs, rateAt + ((1 - tokens) * 1000) / rate) };
}

/** The time of the day in this machine's zone, for people. */
export function timeOfDay(unixMs: number): string {
  return new Date(unixMs).toTimeString().slice(0, 8);
}

export function waitingInWords({ why, until }: Waiting, { progress }: Words): string {
  return progress[why]({ at: timeOfDay(until) });
}
