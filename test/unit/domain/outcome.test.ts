// A row's outcome: made from its fate and its attempts alone.

import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { Attempt } from '../../../src/domain/attempt.js';
import {
  codeInWords,
  outcomeOfCalls,
  outcomeWithoutCall,
  type OutcomeRules,
} from '../../../src/domain/outcome.js';
import { youtuCodes } from '../../../src/provider/youtu/codes.js';

const RULES: OutcomeRules = {
  codes: youtuCodes,
  retryCodes: new Set(['15', '107', '108']),
  inDoubt: 'retry',
};
const HOLD: OutcomeRules = { ...RULES, inDoubt: 'hold' };

type End = Partial<Pick<Attempt, 'result' | 'code' | 'httpStatus' | 'message' | 'probe' | 'finishedAt'>>;

function calls(...ends: readonly End[]): Attempt[] {
  return ends.map((end, index) => ({
    row: 7,
    attempt: index + 1,
    startedAt: 1000 + index,
    finishedAt: 2000 + index,
    result: end.code === undefined ? 'in_doubt' : 'answered',
    code: undefined,
    httpStatus: undefined,
    sessionId: end.code === undefined ? '' : `session-${index + 1}`,
    message: '',
    probe: false,
    ...end,
  }));
}

describe('the outcome of a row that was called', () => {
  it.each([
    ['0', 'match'],
    ['-5803', 'mismatch'],
    ['-5804', 'invalid_id'],
    ['-5806', 'bad_format'],
    ['-5807', 'lookup_failed'],
    ['213', 'error'],
    ['-5801', 'error'],
  ])('with the answer %s is %s', (code, status) => {
    expect(outcomeOfCalls(calls({ code }), true, RULES, '')).toMatchObject({
      status,
      code,
      source: 'api',
      duplicateOf: undefined,
      attempts: 1,
      sessionId: 'session-1',
      checkedAt: 2000,
    });
  });

  it('is that of the deciding answer, with all calls counted', () => {
    const outcome = outcomeOfCalls(
      calls({ code: '107' }, { result: 'in_doubt' }, { code: '-5803' }),
      true,
      RULES,
      '',
    );
    expect(outcome).toMatchObject({
      status: 'mismatch',
      attempts: 3,
      sessionId: 'session-3',
      checkedAt: 2002,
    });
  });

  it('is there as soon as the answer is, also while its slice is open', () => {
    expect(outcomeOfCalls(calls({ code: '0' }), false, RULES, '').status).toBe('match');
  });

  it('is an error with the last code where the attempts are used up', () => {
    expect(outcomeOfCalls(calls({ code: '108' }, { code: '107' }), true, RULES, '')).toMatchObject({
      status: 'error',
      code: '107',
      source: 'api',
      message: 'the authentication service is unavailable',
    });
  });

  it('keeps a verdict that was to be retried, once the attempts are used up', () => {
    const rules = { ...RULES, retryCodes: new Set(['-5807']) };
    expect(outcomeOfCalls(calls({ code: '-5807' }, { code: '-5807' }), true, rules, '').status).toBe(
      'lookup_failed',
    );
    expect(outcomeOfCalls(calls({ code: '-5807' }), false, rules, '').status).toBe('not_sent');
  });

  it('is an error without a code where no answer ever came', () => {
    expect(outcomeOfCalls(calls({}, { result: 'refused' }), true, RULES, '')).toMatchObject({
      status: 'error',
      code: undefined,
      source: '',
      attempts: 2,
      sessionId: '',
      checkedAt: undefined,
      message: 'no verdict in 2 calls: attempts used up',
    });
  });

  it('is in doubt where such rows are held', () => {
    expect(outcomeOfCalls(calls({}), true, HOLD, '')).toMatchObject({
      status: 'in_doubt',
      code: undefined,
      source: '',
    });
  });

  it('is an error where the calls of a held row never left', () => {
    expect(outcomeOfCalls(calls({ result: 'refused' }), true, HOLD, '').status).toBe('error');
  });

  it('adds what was cleaned to its message', () => {
    expect(outcomeOfCalls(calls({ code: '0' }), true, RULES, 'blanks taken away').message).toBe(
      'number and name match; blanks taken away',
    );
  });
});

describe('the outcome of a row that was cut short', () => {
  it('is not_sent without a call, or with calls that never left', () => {
    expect(outcomeOfCalls([], false, RULES, '')).toMatchObject({
      status: 'not_sent',
      attempts: 0,
      source: '',
    });
    expect(outcomeOfCalls(calls({ result: 'refused' }), false, RULES, '').status).toBe('not_sent');
  });

  it('is in_doubt where a call may have been counted', () => {
    expect(outcomeOfCalls(calls({ finishedAt: undefined }), false, RULES, '').status).toBe('in_doubt');
    expect(outcomeOfCalls(calls({}, { code: '107' }), false, RULES, '').status).toBe('in_doubt');
  });

  it('is not_sent where the service answered and decided nothing', () => {
    expect(outcomeOfCalls(calls({ code: '15' }, { code: '25' }), false, RULES, '')).toMatchObject({
      status: 'not_sent',
      code: undefined,
      attempts: 2,
    });
  });
});

describe('the outcome of a row that was not called', () => {
  it('says so for the pre-check', () => {
    const fate = { kind: 'local', status: 'invalid_id', message: 'the check character is wrong' } as const;
    expect(outcomeWithoutCall(fate, RULES)).toEqual({
      status: 'invalid_id',
      code: undefined,
      message: 'the check character is wrong',
      source: 'local',
      duplicateOf: undefined,
      attempts: 0,
      sessionId: '',
      checkedAt: undefined,
    });
  });

  it('has no source where the record could not be read', () => {
    const outcome = outcomeWithoutCall(
      { kind: 'unreadable', message: 'line 4: broken quoting', reason: 'broken quoting' },
      RULES,
    );
    expect(outcome).toMatchObject({ status: 'unreadable', source: '', attempts: 0 });
  });

  it('copies its original for a duplicate, but neither session, time nor attempts', () => {
    const original = outcomeOfCalls(
      calls({ code: '107' }, { code: '-5803' }),
      true,
      RULES,
      'of the original',
    );
    const copy = outcomeWithoutCall({ kind: 'duplicate', of: 3, note: 'own note' }, RULES, original);
    expect(copy).toMatchObject({
      status: 'mismatch',
      code: '-5803',
      source: 'duplicate',
      duplicateOf: 3,
      attempts: 0,
      sessionId: '',
      checkedAt: undefined,
    });
    expect(copy.message).toMatch(/; own note$/);
  });

  it('is not_sent for a duplicate of a row that was not sent', () => {
    const original = outcomeOfCalls([], false, RULES, '');
    expect(outcomeWithoutCall({ kind: 'duplicate', of: 3, note: '' }, RULES, original).status).toBe(
      'not_sent',
    );
  });
});

describe('a code in words', () => {
  it('is our meaning, then the provider’s words where they were kept', () => {
    expect(codeInWords('3', '账户已欠费', RULES)).toBe(
      'bad request (also seen with a message about arrears): 账户已欠费',
    );
    expect(codeInWords('-5801', 'number missing', RULES)).toBe('number missing');
    expect(codeInWords('-5801', '', RULES)).toBe('code -5801, not documented');
  });
});

test('an outcome with a code is from the service, and one without has neither session nor time', () => {
  const end = fc.record({
    code: fc.option(fc.constantFrom('0', '-5803', '15', '107', '213', '25', '9'), { nil: undefined }),
    probe: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(end, { maxLength: 8 }), fc.boolean(), fc.boolean(), (ends, closed, hold) => {
      const outcome = outcomeOfCalls(calls(...ends), closed, hold ? HOLD : RULES, '');
      expect(outcome.attempts).toBe(ends.length);
      expect(outcome.source).toBe(outcome.code === undefined ? '' : 'api');
      expect(
        outcome.code !== undefined || (outcome.sessionId === '' && outcome.checkedAt === undefined),
      ).toBe(true);
      expect(closed && outcome.status === 'not_sent').toBe(false);
      expect(outcomeOfCalls(calls(...ends), closed, hold ? HOLD : RULES, '')).toEqual(outcome);
    }),
  );
});
