// Where a row stands, read from its attempts alone.

import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { Attempt } from '../../../src/domain/attempt.js';
import type { DecisionRules } from '../../../src/domain/decision.js';
import { standingOf } from '../../../src/domain/history.js';
import { youtuCodes } from '../../../src/provider/youtu/codes.js';

const RULES: DecisionRules = {
  codes: youtuCodes,
  retryCodes: new Set(['15', '107', '108']),
  maxAttempts: 3,
  inDoubt: 'retry',
};
const HOLD: DecisionRules = { ...RULES, inDoubt: 'hold' };

type End = Partial<Pick<Attempt, 'result' | 'code' | 'httpStatus' | 'probe'>>;

function history(...ends: readonly End[]): Attempt[] {
  return ends.map((end, index) => ({
    row: 7,
    attempt: index + 1,
    startedAt: 1000 + index,
    finishedAt: 2000 + index,
    result: end.code === undefined ? 'in_doubt' : 'answered',
    code: undefined,
    httpStatus: undefined,
    sessionId: '',
    message: '',
    probe: false,
    ...end,
  }));
}

describe('a row', () => {
  it('without attempts is open and begins with the first', () => {
    expect(standingOf([], RULES)).toEqual({
      finished: false,
      nextAttempt: 1,
      attemptsUsed: 0,
      signatureRenewed: false,
      throttledInARow: 0,
      throttledMs: 0,
    });
  });

  it.each(['0', '-5803', '-5804', '-5806', '-5807', '3', '21', '23', '213', '-5801'])(
    'with an answer %s is finished',
    (code) => {
      expect(standingOf(history({ code }), RULES)).toMatchObject({
        finished: true,
        nextAttempt: 2,
        attemptsUsed: 0,
      });
    },
  );

  it.each(['4', '5', '6', '10', '11', '12', '13', '14', '16', '24', '25'])(
    'that met the account error %s is whole',
    (code) => {
      expect(standingOf(history({ code }), RULES)).toMatchObject({
        finished: false,
        nextAttempt: 2,
        attemptsUsed: 0,
      });
    },
  );

  it('of a batch of version 0.1.0 is whole after statuses that halted the account there, and counts those since', () => {
    const from = { ...RULES, rejectedCountFrom: 1003 };
    const early = [{ httpStatus: 403 }, { httpStatus: 404 }, { httpStatus: 403 }];
    expect(standingOf(history(...early), RULES)).toMatchObject({ finished: true });
    expect(standingOf(history(...early), from)).toMatchObject({ finished: false, attemptsUsed: 0 });
    const later = [...early, { httpStatus: 403 }, { httpStatus: 500 }];
    expect(standingOf(history(...later), from)).toMatchObject({ finished: false, attemptsUsed: 2 });
    expect(standingOf(history({ httpStatus: 500 }), from)).toMatchObject({ attemptsUsed: 1 });
  });

  it('stays finished, whatever comes after its answer', () => {
    expect(standingOf(history({ code: '0' }, { code: '107' }), RULES).finished).toBe(true);
  });
});

describe('an attempt', () => {
  it.each<[string, End]>([
    ['that was never answered', { result: 'in_doubt' }],
    ['that never left', { result: 'refused' }],
    ['answered with 107', { code: '107' }],
    ['answered with 108', { code: '108' }],
    ['answered with HTTP 503', { httpStatus: 503 }],
    ['answered with HTTP 302', { httpStatus: 302 }],
    ['rejected with HTTP 403', { httpStatus: 403 }],
    ['on an idle connection, with HTTP 408', { httpStatus: 408 }],
    ['answered with HTTP 200 and no document', { httpStatus: 200 }],
  ])('%s is used up', (_what, end) => {
    expect(standingOf(history(end), RULES)).toMatchObject({ finished: false, attemptsUsed: 1 });
    expect(standingOf(history(end, end), RULES)).toMatchObject({ finished: false, attemptsUsed: 2 });
    expect(standingOf(history(end, end, end), RULES)).toMatchObject({ finished: true, attemptsUsed: 3 });
  });

  it.each<[string, End]>([
    ['throttled by code', { code: '15' }],
    ['throttled by HTTP 429', { httpStatus: 429 }],
    ['with an expired signature', { code: '9' }],
    ['that was a probe', { result: 'in_doubt', probe: true }],
    ['that was a probe and never left', { result: 'refused', probe: true }],
  ])('%s is not used up', (_what, end) => {
    const ends = Array.from({ length: 10 }, () => end);
    expect(standingOf(history(...ends), RULES)).toMatchObject({
      finished: false,
      attemptsUsed: 0,
      nextAttempt: 11,
    });
  });

  it('rejected by HTTP does not count where the account was at fault and was mended', () => {
    const rejected = history(
      { httpStatus: 403 },
      { httpStatus: 403 },
      { httpStatus: 403 },
      { httpStatus: 403 },
    );
    expect(standingOf(rejected, RULES, 3)).toMatchObject({
      finished: false,
      attemptsUsed: 1,
      nextAttempt: 5,
    });
    expect(standingOf(history({ code: '107' }, ...rejected), RULES, 5)).toMatchObject({ attemptsUsed: 1 });
  });

  it('rejected by HTTP leaves its row open where rows in doubt are held', () => {
    expect(standingOf(history({ httpStatus: 403 }, { httpStatus: 408 }), HOLD).finished).toBe(false);
  });

  it('in doubt finishes its row where such rows are held, and only there', () => {
    expect(standingOf(history({ result: 'in_doubt' }), HOLD).finished).toBe(true);
    expect(standingOf(history({ httpStatus: 500 }), HOLD).finished).toBe(true);
    expect(standingOf(history({ result: 'refused' }), HOLD).finished).toBe(false);
    expect(standingOf(history({ result: 'in_doubt' }), RULES).finished).toBe(false);
  });
});

describe('throttled calls', () => {
  it('are counted in a row, from the first of them', () => {
    const standing = standingOf(history({ code: '107' }, { code: '15' }, { httpStatus: 429 }), RULES);
    expect(standing).toMatchObject({ attemptsUsed: 1, throttledInARow: 2, throttledMs: 1 });
  });

  it('are forgotten with the first other end', () => {
    const standing = standingOf(history({ code: '15' }, { code: '15' }, { code: '108' }), RULES);
    expect(standing).toMatchObject({ throttledInARow: 0, throttledMs: 0 });
  });

  it('don’t make a renewed signature forgotten', () => {
    expect(standingOf(history({ code: '9' }, { code: '15' }), RULES).signatureRenewed).toBe(true);
  });
});

describe('a signature', () => {
  it('counts as renewed after code 9, until another end', () => {
    expect(standingOf(history({ code: '9' }), RULES).signatureRenewed).toBe(true);
    expect(standingOf(history({ code: '9' }, { code: '107' }), RULES).signatureRenewed).toBe(false);
  });
});

describe('an anomalous answer that was made void', () => {
  it('doesn’t finish its row, and a later one does', () => {
    expect(standingOf(history({ code: '3' }), RULES, 1)).toMatchObject({ finished: false, nextAttempt: 2 });
    expect(standingOf(history({ code: '3' }, { code: '3' }), RULES, 1).finished).toBe(true);
    expect(standingOf(history({ code: '3' }, { code: '0' }), RULES, 1).finished).toBe(true);
  });

  it.each(['0', '-5803', '-5804', '-5806', '-5807'])('is never the verdict %s', (code) => {
    expect(standingOf(history({ code }), RULES, 1).finished).toBe(true);
  });
});

test('attempts used are the failed ones that were no probes, and the next number follows the last', () => {
  const end = fc.oneof(
    fc.record({ code: fc.constantFrom('15', '107', '108', '9', '25') }),
    fc.record({ result: fc.constantFrom('refused', 'in_doubt'), probe: fc.boolean() }),
    fc.record({ httpStatus: fc.constantFrom(403, 429, 500) }),
  );
  fc.assert(
    fc.property(fc.array(end, { maxLength: 20 }), (ends) => {
      const attempts = history(...(ends as End[]));
      const failed = attempts.filter(
        ({ code, httpStatus, probe }) =>
          !probe && (code === '107' || code === '108' || (code === undefined && httpStatus !== 429)),
      );
      const standing = standingOf(attempts, RULES);
      expect(standing.attemptsUsed).toBe(failed.length);
      expect(standing.finished).toBe(failed.length >= RULES.maxAttempts);
      expect(standing.nextAttempt).toBe(attempts.length + 1);
    }),
  );
});
