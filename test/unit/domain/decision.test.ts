// The table of the design and the code tables of the provider's documents, line by line: what each end of a call
// leads to.

import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  decide,
  effectOfHttp,
  type CallEnd,
  type DecisionRules,
  type RowProgress,
} from '../../../src/domain/decision.js';
import { youtuCodes } from '../../../src/provider/youtu/codes.js';

const RULES: DecisionRules = {
  codes: youtuCodes,
  retryCodes: new Set(['15', '107', '108']),
  maxAttempts: 6,
  inDoubt: 'retry',
};
const HOLD: DecisionRules = { ...RULES, inDoubt: 'hold' };
const FIRST: RowProgress = { attemptsUsed: 1, signatureRenewed: false };
const LAST: RowProgress = { attemptsUsed: 6, signatureRenewed: false };
const RETRY = { kind: 'retry', atOnce: false, waitAtLeastMs: 0 };
const LOST: CallEnd = { kind: 'lost', reason: 'ECONNRESET' };
const REFUSED: CallEnd = { kind: 'refused', reason: 'ECONNREFUSED' };

function answered(code: number, retryAfterMs?: number): CallEnd {
  return { kind: 'answered', code: String(code), message: '', sessionId: 's', httpStatus: 200, retryAfterMs };
}

function unreadable(httpStatus: number, retryAfterMs?: number): CallEnd {
  return { kind: 'unreadable', httpStatus, reason: 'not of the documented shape', retryAfterMs };
}

describe('a documented code', () => {
  it.each([
    [0, 'match'],
    [-5803, 'mismatch'],
    [-5804, 'invalid_id'],
    [-5806, 'bad_format'],
    [-5807, 'lookup_failed'],
    [3, 'error'],
    [21, 'error'],
    [23, 'error'],
    [213, 'error'],
  ])('%i ends its row as %s', (code, status) => {
    expect(decide(answered(code), FIRST, RULES)).toEqual({ kind: 'done', status });
  });

  it.each([4, 5, 6, 10, 11, 12, 13, 14, 16, 24, 25])(
    '%i halts the account, with the code as its cause',
    (code) => {
      expect(decide(answered(code), FIRST, RULES)).toEqual({
        kind: 'halt',
        cause: { kind: 'code', code: String(code) },
      });
    },
  );

  it.each([107, 108])('%i is tried again', (code) => {
    expect(decide(answered(code), FIRST, RULES)).toEqual(RETRY);
  });

  it('15 throttles, however many attempts are used up', () => {
    expect(decide(answered(15), FIRST, RULES)).toEqual({ kind: 'throttle', waitAtLeastMs: 0 });
    expect(decide(answered(15, 2000), LAST, RULES)).toEqual({ kind: 'throttle', waitAtLeastMs: 2000 });
  });

  it('9 is signed anew once, at once, and halts when a new signature has expired too', () => {
    expect(decide(answered(9), FIRST, RULES)).toEqual({
      kind: 'retry',
      atOnce: true,
      waitAtLeastMs: 0,
    });
    expect(decide(answered(9), { ...FIRST, signatureRenewed: true }, RULES)).toEqual({
      kind: 'halt',
      cause: { kind: 'code', code: '9' },
    });
  });
});

describe('a code that no document lists', () => {
  it.each([-5801, -5802, 1, 2, 7, 8, 17, 22, 70001, 999_999, -1])('%i ends its row in error', (code) => {
    expect(decide(answered(code), FIRST, RULES)).toEqual({ kind: 'done', status: 'error' });
  });

  test('no code at all goes without a decision, and only the listed ones retry, throttle or halt', () => {
    const listed = new Set([
      0, -5803, -5804, -5806, -5807, 4, 5, 6, 9, 10, 11, 12, 13, 14, 15, 16, 24, 25, 107, 108,
    ]);
    fc.assert(
      fc.property(fc.integer(), (code) => {
        fc.pre(!listed.has(code));
        expect(decide(answered(code), FIRST, RULES)).toEqual({ kind: 'done', status: 'error' });
      }),
    );
  });
});

describe('a code that is to be retried', () => {
  it('ends in error when the attempts are used up', () => {
    expect(decide(answered(107), LAST, RULES)).toEqual({ kind: 'done', status: 'error' });
  });

  it('is tried again with the last attempt but one', () => {
    expect(decide(answered(107), { ...FIRST, attemptsUsed: 5 }, RULES)).toEqual(RETRY);
  });

  it('waits at least as long as the service asks', () => {
    expect(decide(answered(108, 1500), FIRST, RULES)).toEqual({ ...RETRY, waitAtLeastMs: 1500 });
  });
});

describe('ROLLCALL_RETRY_CODES', () => {
  const overridden: DecisionRules = { ...RULES, retryCodes: new Set(['-5807', '213', '25']) };

  it.each([-5807, 213, 25])('makes %i a code that is tried again', (code) => {
    expect(decide(answered(code), FIRST, overridden)).toEqual(RETRY);
  });

  it('keeps the verdict of a retried code once the attempts are used up', () => {
    expect(decide(answered(-5807), LAST, overridden)).toEqual({ kind: 'done', status: 'lookup_failed' });
    expect(decide(answered(213), LAST, overridden)).toEqual({ kind: 'done', status: 'error' });
  });

  it.each([15, 107, 108])('without %i makes it final', (code) => {
    expect(decide(answered(code), FIRST, overridden)).toEqual({ kind: 'done', status: 'error' });
  });

  it('wins over the signature of code 9', () => {
    expect(youtuCodes.effectOf('9', new Set(['9']))).toBe('failed');
    expect(youtuCodes.effectOf('9', new Set())).toBe('expired');
  });
});

describe('a call that never left', () => {
  it.each([RULES, HOLD])('is tried again, also where doubtful rows are held', (rules) => {
    expect(decide(REFUSED, FIRST, rules)).toEqual(RETRY);
  });

  it('ends in error when the attempts are used up, since it can’t have been counted', () => {
    expect(decide(REFUSED, LAST, HOLD)).toEqual({ kind: 'done', status: 'error' });
  });
});

describe('a call whose answer never came', () => {
  it('is made again by default, until the attempts are used up', () => {
    expect(decide(LOST, FIRST, RULES)).toEqual(RETRY);
    expect(decide(LOST, LAST, RULES)).toEqual({ kind: 'done', status: 'error' });
  });

  it('ends its row in doubt where doubtful rows are held', () => {
    expect(decide(LOST, FIRST, HOLD)).toEqual({ kind: 'done', status: 'in_doubt' });
  });
});

describe('an answer that can’t be read', () => {
  it.each([200, 204, 500, 502, 503, 504, 599])('is tried again with status %i', (httpStatus) => {
    expect(decide(unreadable(httpStatus), FIRST, RULES)).toEqual(RETRY);
    expect(decide(unreadable(httpStatus), LAST, RULES)).toEqual({ kind: 'done', status: 'error' });
    expect(decide(unreadable(httpStatus), FIRST, HOLD)).toEqual({ kind: 'done', status: 'in_doubt' });
  });

  it.each([300, 301, 302, 307, 308, 400, 401, 403, 404, 405, 407, 413, 422, 428, 430, 451, 499])(
    'with status %i is tried again within the attempts, whatever is to become of rows in doubt',
    (httpStatus) => {
      for (const rules of [RULES, HOLD]) {
        expect(decide(unreadable(httpStatus), FIRST, rules)).toEqual(RETRY);
        expect(decide(unreadable(httpStatus), LAST, rules)).toEqual({ kind: 'done', status: 'error' });
      }
    },
  );

  it('is tried again at once where an idle connection was closed, the first time', () => {
    for (const rules of [RULES, HOLD]) {
      expect(decide(unreadable(408), FIRST, rules)).toEqual({ ...RETRY, atOnce: true });
      expect(decide(unreadable(408), { ...FIRST, attemptsUsed: 2 }, rules)).toEqual(RETRY);
      expect(decide(unreadable(408), LAST, rules)).toEqual({ kind: 'done', status: 'error' });
      expect(decide(unreadable(425), FIRST, rules)).toEqual(RETRY);
    }
  });

  it('throttles with status 429, and uses no attempt', () => {
    expect(decide(unreadable(429, 3000), LAST, HOLD)).toEqual({ kind: 'throttle', waitAtLeastMs: 3000 });
    expect(decide(unreadable(429), FIRST, RULES)).toEqual({ kind: 'throttle', waitAtLeastMs: 0 });
  });

  it('waits as long as a 503 asks', () => {
    expect(decide(unreadable(503, 700), FIRST, RULES)).toEqual({ ...RETRY, waitAtLeastMs: 700 });
  });

  test('every status has an effect', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 599 }), (status) => {
        const ours = new Map([
          [408, 'unprocessed'],
          [425, 'unprocessed'],
          [429, 'throttled'],
        ]).get(status);
        const expected = ours ?? (status >= 300 && status < 500 ? 'rejected' : 'failed');
        expect(effectOfHttp(status)).toBe(expected);
      }),
    );
  });
});
