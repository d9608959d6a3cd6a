// The answers of FaceID's `IdCardVerification`: what each means, what it says of a person, what it leads to and what to do
// about it. The table follows docs/design/provider-faceid.md.

import type { CodeEffect, CodeMeaning, ReturnCode } from '../../domain/return-codes.js';
import type { Status } from '../../domain/status.js';
import type { Say } from '../../words/words.js';
import { clockRemedy } from '../clock-remedy.js';
import type { ProviderCodes } from '../port.js';
import { ERRORS, KEYS, RESULTS, type ErrorEntry, type ResultEntry } from './code-table.js';

/** Names for the results, so that no other file has to write their numbers. */
export const RESULT = {
  match: '0',
  mismatch: '-1',
  invalidNumber: '-2',
  invalidName: '-3',
  lookupBroken: '-4',
  noSuchNumber: '-5',
  upgrading: '-6',
  overToday: '-7',
} as const satisfies Readonly<Record<string, ReturnCode>>;

/** Names for the errors that are treated in a way of their own, which the table alone does not say. */
export const ERROR = {
  expired: 'AuthFailure.SignatureExpire',
  throttled: 'RequestLimitExceeded',
  internal: 'InternalError',
} as const satisfies Readonly<Record<string, ReturnCode>>;

const TABLE: ReadonlyMap<ReturnCode, ResultEntry | ErrorEntry> = new Map(
  [...RESULTS, ...ERRORS].map((entry) => [entry.code, entry]),
);

/** The code's own entry, else that of the nearest family that it belongs to: of `A.B.C` that of `A.B`, then of `A`. */
function entryOf(code: ReturnCode): ResultEntry | ErrorEntry | undefined {
  const own = TABLE.get(code);
  if (own !== undefined) return own;
  for (let end = code.lastIndexOf('.'); end > 0; end = code.lastIndexOf('.', end - 1)) {
    const family = TABLE.get(code.slice(0, end));
    if (family !== undefined && 'family' in family) return family;
  }
  return undefined;
}

function isRetried(code: ReturnCode, entry: ReturnType<typeof entryOf>, retryCodes: ReadonlySet<ReturnCode>) {
  return retryCodes.has(code) || (entry !== undefined && 'family' in entry && retryCodes.has(entry.code));
}

const PERSON_VERDICTS: ReadonlyMap<ReturnCode, Status> = new Map(
  RESULTS.filter(({ effect }) => effect === 'final').map(({ code, status }) => [code, status]),
);

export const faceidCodes: ProviderCodes = {
  pattern: /^(?=.{1,100}$)(?!.*\d{8})(?:0|-?[1-9]\d*|[A-Za-z]\w*(?:\.\w+)*)$/,
  example: '-4,-6,InternalError',
  verdicts: PERSON_VERDICTS,
  overToday: new Set([RESULT.overToday]),
  monitored: [...RESULTS.map(({ code }) => code), ERROR.throttled],
  retried: [...TABLE.values()]
    .filter(({ effect }) => effect === 'failed' || effect === 'throttled')
    .map(({ code }) => code),
  billable: RESULTS.filter(({ billed }) => billed).map(({ code }) => code),
  statusOf(code): Status {
    const entry = entryOf(code);
    return entry !== undefined && 'status' in entry ? entry.status : 'error';
  },
  meaningOf(code): CodeMeaning | undefined {
    return entryOf(code)?.meaning;
  },
  effectOf(code, retryCodes): CodeEffect {
    const entry = entryOf(code);
    if (isRetried(code, entry, retryCodes)) return entry?.effect === 'throttled' ? 'throttled' : 'failed';
    const effect = entry?.effect ?? 'final';
    // Taken off the list of those that are tried again.
    return effect === 'failed' || effect === 'throttled' ? 'final' : effect;
  },
  remedyOf(code, clockAheadMs): Say {
    if (code === ERROR.expired && clockAheadMs !== undefined) return clockRemedy(clockAheadMs);
    const entry = entryOf(code);
    return (entry !== undefined && 'remedy' in entry ? entry.remedy : undefined) ?? KEYS;
  },
};
