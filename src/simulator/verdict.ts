// Decides what becomes of a call: its code, whether it counts, and how its answer is sent or withheld. It knows
// settings and faults; the caller hands in the interface. It sends nothing and counts nothing.

import type { IncomingMessage } from 'node:http';
import type { ReturnCode } from '../domain/return-codes.js';
import type { Dialect, Judgement, ReadCall } from './dialect.js';
import type { Faults } from './faults.js';
import type { Settings } from './settings.js';
import type { TokenBucket } from './token-bucket.js';

type Delivery = 'answer' | 'unreadable' | 'http' | 'throttled' | 'cut' | 'drop' | 'hang';

export interface Verdict {
  /** Null where the call ended before a code was decided. */
  readonly code: ReturnCode | null;
  readonly message: string;
  readonly delivery: Delivery;
}

/** What the decision depends on besides the call. */
export interface Grounds {
  readonly settings: Settings;
  readonly faults: Faults;
  readonly rate: TokenBucket;
  readonly dialect: Dialect;
  readonly nowMs: number;
}

export function decideCall(request: IncomingMessage, read: ReadCall, grounds: Grounds): Verdict {
  const { settings, faults, dialect } = grounds;
  if (faults.strikes('cut', settings)) return { code: null, message: '', delivery: 'cut' };
  const gateway = faults.strikes('http', settings);
  if (gateway && !settings.httpCounted) return { code: null, message: '', delivery: 'http' };
  if (overRate(grounds)) {
    if (settings.throttleAs === 'http429') return { code: null, message: '', delivery: 'throttled' };
    return { ...inWords(dialect.throttled, dialect), delivery: 'answer' };
  }
  const judged = judge(request, read, grounds);
  return { ...judged, delivery: gateway ? 'http' : deliveryOf(faults, settings) };
}

function overRate({ settings, rate, nowMs }: Grounds): boolean {
  const { rateLimit, rateBurst } = settings;
  if (rateLimit === null) return false;
  return !rate.take(nowMs, rateLimit, rateBurst ?? Math.max(1, rateLimit));
}

function deliveryOf(faults: Faults, settings: Settings): Delivery {
  if (faults.strikes('drop', settings)) return 'drop';
  if (faults.strikes('hang', settings)) return 'hang';
  return faults.strikes('unreadable', settings) ? 'unreadable' : 'answer';
}

function judge(request: IncomingMessage, read: ReadCall, grounds: Grounds): Judgement {
  const { settings, faults, dialect } = grounds;
  if (faults.strikes('outage', settings)) return inWords(settings.outageCode, dialect);
  const nowMs = grounds.nowMs + settings.clockOffsetMs;
  const refusal = dialect.refusal(request, read, nowMs);
  if (refusal !== undefined) return refusal;
  if (settings.refuseCredentials) return inWords(dialect.wrongKey, dialect);
  if (!read.ok) return read;
  return forced(settings, dialect) ?? dialect.judge(read.asked, settings, grounds.nowMs);
}

function forced(settings: Settings, dialect: Dialect): Judgement | undefined {
  const { forceCode, forceCalls, forceMessage } = settings;
  if (forceCode === null || forceCalls === 0) return undefined;
  if (forceCalls !== null) settings.forceCalls = forceCalls - 1;
  return { code: forceCode, message: forceMessage ?? dialect.wordsOf(forceCode) };
}

function inWords(code: ReturnCode, dialect: Dialect): Judgement {
  return { code, message: dialect.wordsOf(code) };
}
