// What a batch's owner hears of it several times a second.

import { waitingOf, type Waiting } from '../domain/waiting.js';
import { accountKey } from './keys.js';
import type { Redis } from './redis.js';
import type { Wish } from './wish.js';

/** What people and workers have said about the batch and its account. */
export interface BatchSignals {
  /** What a person wants of it. */
  readonly wish: Wish | undefined;
  /** The cap on calls is reached and a row wanted another one. */
  readonly capped: boolean;
  /** Why the account's calls are stopped, as JSON. */
  readonly halted: string | undefined;
  /** What holds up the account's calls for more than a moment, by this machine's clock. */
  readonly waiting: Waiting | undefined;
  /** Calls that have left and whose end is not recorded yet. */
  readonly open: number;
  /** How many times a person has changed its options. */
  readonly retuned: number;
  /** Calls that count against the cap. */
  readonly used: number;
}

const TIMES = ['circuit', 'circuit:probe', 'rate:until', 'rate', 'rate:tokens', 'rate:at'];

export async function accountSignals(
  redis: Redis,
  scope: string,
): Promise<Pick<BatchSignals, 'halted' | 'waiting'>> {
  const [clock, [halted, ...times]] = await Promise.all([
    redis.time(),
    redis.hmget(accountKey(scope), 'halted', ...TIMES),
  ]);
  const [seconds, microseconds] = clock.map(Number);
  const serverMs = (seconds ?? 0) * 1000 + (microseconds ?? 0) / 1000;
  const [circuit, probeAt, silentUntil, rate, tokens, rateAt] = times.map(numberOrNone);
  const waiting = waitingOf({ circuit, probeAt, silentUntil, rate, tokens, rateAt }, serverMs);
  if (waiting === undefined) return { halted: halted ?? undefined, waiting };
  const until = Math.round(waiting.until - serverMs + Date.now());
  return { halted: halted ?? undefined, waiting: { why: waiting.why, until } };
}

function numberOrNone(text: string | null): number | undefined {
  return text === null ? undefined : Number(text);
}
