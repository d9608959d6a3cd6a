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
}

const TIMES = ['circuit', 'circuit:probe', 'rate:until', 'rate', 'rate:tokens', 'rate:at', 'clock:ahead'];

export async function accountState(redis: Redis, scope: string): Promise<AccountState> {
  const [clock, [halted, ...times]] = await Promise.all([
    redis.time(),
    redis.hmget(accountKey(scope), 'halted', ...TIMES),
  ]);
  const [circuit, probeAt, silentUntil, rate, tokens, rateAt, aheadMs = 0] = times.map(numberIfAny);
  const [seconds, microseconds] = clock.map(Number);
  const nowMs = (seconds ?? 0) * 1000 + (microseconds ?? 0) / 1000 + aheadMs;
  const waiting = waitingOf({ circuit, probeAt, silentUntil, rate, tokens, rateAt }, nowMs);
  return {
    halted: halted ?? undefined,
    rate,
    circuit,
    waiting: waiting && { why: waiting.why, until: Math.round(waiting.until - nowMs + Date.now()) },
  };
}
