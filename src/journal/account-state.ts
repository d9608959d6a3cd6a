// What people are shown of an account: its rate, circuit and halt, and what holds up its calls. Redis has times of the
// account's clock; they are converted to this machine's.

import { waitingOf, type Waiting } from '../domain/waiting.js';
import { numberIfAny } from '../domain/optional-number.js';
import { accountKey } from './keys.js';
import type { Redis } from '../redis/connection.js';

export interface AccountState {
  /** The cause as JSON. */
  readonly halted: string | undefined;
  /** Calls a second; undefined until the first call. */
  readonly rate: number | undefined;
  /** Since when calls have stopped but for probes, in Unix milliseconds. */
  readonly circuit: number | undefined;
  /** Until a time of this machine's clock. */
  readonly waiting: Waiting | undefined;
  /** What has held the rate down lately. */
  readonly held: HeldRate | undefined;
}

/** `cap`: the lowest rate that an owner of a batch has said for all; `throttling`: the service's. */
type HeldRate = { readonly by: 'cap'; readonly rate: number } | { readonly by: 'throttling' };

/** The service's limit is tried again and again, so the rate is held down until it was not met for so long. */
const THROTTLED_MS = 30_000;

const TIMES = [
  'circuit',
  'circuit:probe',
  'rate:until',
  'rate',
  'rate:tokens',
  'rate:at',
  'clock:ahead',
  'rate:event',
];

export async function accountState(redis: Redis, scope: string): Promise<AccountState> {
  const [clock, [halted, said, ...times]] = await Promise.all([
    redis.time(),
    redis.hmget(accountKey(scope), 'halted', 'ceilings', ...TIMES),
  ]);
  const [circuit, probeAt, silentUntil, rate, tokens, rateAt, aheadMs = 0, throttledAt] =
    times.map(numberIfAny);
  const [seconds, microseconds] = clock.map(Number);
  const nowMs = (seconds ?? 0) * 1000 + (microseconds ?? 0) / 1000 + aheadMs;
  const waiting = waitingOf({ circuit, probeAt, silentUntil, rate, tokens, rateAt }, nowMs);
  return {
    halted: halted ?? undefined,
    rate,
    circuit,
    held: heldRate(rate, said ?? '', throttledAt, nowMs),
    waiting: waiting && { why: waiting.why, until: Math.round(waiting.until - nowMs + Date.now()) },
  };
}

/** @param said the rate caps in the form of rate-cap.lua: an owner, calls a second, and until when, of each */
function heldRate(
  rate: number | undefined,
  said: string,
  throttledAt: number | undefined,
  nowMs: number,
): HeldRate | undefined {
  if (rate === undefined) return undefined;
  const caps = [...said.matchAll(/\S+ (\S+) (\S+);/g)]
    .filter(([, , until]) => Number(until) > nowMs)
    .map(([, cap]) => Number(cap));
  const cap = Math.min(...caps);
  if (caps.length > 0 && rate >= cap) return { by: 'cap', rate: cap };
  return throttledAt !== undefined && throttledAt > 0 && nowMs - throttledAt < THROTTLED_MS
    ? { by: 'throttling' }
    : undefined;
}
