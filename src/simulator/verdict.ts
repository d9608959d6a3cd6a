// What becomes of a call: which code is decided, whether it counts, and how its answer goes out or doesn't.
// It knows settings, signature and body; it writes nothing to the wire and counts nothing.

import type { IncomingMessage } from 'node:http';
import type { ReturnCode } from '../domain/return-codes.js';
import { CODE, youtuCodes } from '../provider/youtu/codes.js';
import type { AuthorizationCheck } from './authorization.js';
import type { Faults } from './faults.js';
import { answerAbout } from './person-rule.js';
import type { ReadBody } from './request-body.js';
import type { Settings } from './settings.js';
import type { TokenBucket } from './token-bucket.js';

type Delivery = 'answer' | 'unreadable' | 'http' | 'throttled' | 'cut' | 'drop' | 'hang';

export interface Verdict {
  /** Null where the call was ended before a code was decided. */
  readonly code: ReturnCode | null;
  readonly message: string;
  readonly delivery: Delivery;
}

/** What the decision draws on beside the call itself. */
export interface Grounds {
  readonly settings: Settings;
  readonly faults: Faults;
  readonly rate: TokenBucket;
  readonly authorization: AuthorizationCheck;
  readonly nowMs: number;
}

export function decideCall(request: IncomingMessage, read: ReadBody, grounds: Grounds): Verdict {
  const { settings, faults } = grounds;
  if (faults.strikes('cut', settings)) return { code: null, message: '', delivery: 'cut' };
  const gateway = faults.strikes('http', settings);
  if (gateway && !settings.httpCounted) return { code: null, message: '', delivery: 'http' };
  if (overRate(grounds)) {
    if (settings.throttleAs === 'http429') return { code: null, message: '', delivery: 'throttled' };
    return { code: CODE.throttled, message: documented(CODE.throttled), delivery: 'answer' };
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

interface Judgement {
  readonly code: ReturnCode;
  readonly message: string;
}

function judge(request: IncomingMessage, read: ReadBody, grounds: Grounds): Judgement {
  const { settings, faults, authorization } = grounds;
  if (faults.strikes('outage', settings)) return inDocument(settings.outageCode);
  const header = request.headers.authorization ?? '';
  if (header === '') return inDocument(CODE.signatureEmpty);
  if (!read.ok) return read;
  const refusal = authorization.refusal(header, read.body, grounds.nowMs + settings.clockOffsetMs);
  if (refusal !== undefined) return inDocument(refusal);
  if (settings.refuseCredentials) return inDocument(CODE.signatureWrong);
  return forced(settings) ?? answerAbout(read.body.idcard_number, read.body.idcard_name);
}

function forced(settings: Settings): Judgement | undefined {
  const { forceCode, forceCalls, forceMessage } = settings;
  if (forceCode === null || forceCalls === 0) return undefined;
  if (forceCalls !== null) settings.forceCalls = forceCalls - 1;
  return { code: forceCode, message: forceMessage ?? documented(forceCode) };
}

function inDocument(code: ReturnCode): Judgement {
  return { code, message: documented(code) };
}

function documented(code: ReturnCode): string {
  return code === CODE.match ? 'OK' : (youtuCodes.meaningOf(code)?.zh ?? 'unknown error');
}
