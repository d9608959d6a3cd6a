// The summary's figures: counted from outcomes and attempts, adding up.

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { summaryOf, Tally } from '../../../src/collect/summary.js';
import { STATUSES } from '../../../src/domain/status.js';
import type { Outcome } from '../../../src/domain/outcome.js';
import { attempts, call } from './fakes.js';

const FRAME = {
  provider: 'youtu',
  batch: 'b',
  label: 'L',
  file: 'f.csv',
  sha256: 'abc',
  state: 'completed',
  startedAt: Date.parse('2026-11-24T09:30:00+08:00'),
  finishedAt: Date.parse('2026-11-24T09:30:10+08:00'),
  nowMs: 0,
  cost: null,
};

function outcome(over: Partial<Outcome> = {}): Outcome {
  const none = {
    code: undefined,
    message: '',
    duplicateOf: undefined,
    sessionId: '',
    checkedAt: undefined,
    carriedFrom: undefined,
  };
  return { ...none, status: 'match', source: 'api', attempts: 0, ...over };
}

test('rows whose answer came for another row, too, are named where there are any', () => {
  const tally = new Tally();
  tally.add(outcome(), [call(1, 1, { result: 'in_doubt', code: undefined, sessionId: 'a' }), call(1, 2)]);
  const counts = tally.counts();
  expect([...counts.questionedIds]).toEqual(['a']);
  expect(summaryOf(FRAME, counts)).not.toHaveProperty('rows_in_question');
  expect(summaryOf(FRAME, { ...counts, inQuestion: [3] })).toMatchObject({ rows_in_question: [3] });
});

test('the figures are those of the contract', () => {
  const tally = new Tally();
  tally.add(outcome(), [call(1, 1, { code: '107' }), call(1, 2, { result: 'in_doubt' }), call(1, 3)]);
  tally.add(outcome({ status: 'error' }), [
    call(2, 1, { result: 'refused' }),
    call(2, 2, { result: 'refused' }),
  ]);
  tally.add(outcome({ status: 'mismatch' }), [
    call(3, 1, { result: 'refused' }),
    call(3, 2, { code: '-5803' }),
  ]);
  tally.add(outcome({ source: 'duplicate', duplicateOf: 1 }), []);
  tally.add(outcome({ status: 'bad_format', source: 'local' }), []);
  expect(summaryOf(FRAME, tally.counts())).toEqual({
    version: 2,
    provider: 'youtu',
    batch: 'b',
    label: 'L',
    file: 'f.csv',
    sha256: 'abc',
    state: 'completed',
    rows: 5,
    by_status: {
      match: 2,
      mismatch: 1,
      invalid_id: 0,
      bad_format: 1,
      lookup_failed: 0,
      error: 1,
      unreadable: 0,
      in_doubt: 0,
      not_sent: 0,
    },
    by_code: { '0': 1, '107': 1, '-5803': 1 },
    calls: 4,
    answered: 3,
    in_doubt: 1,
    refused: 3,
    retries: 2,
    duplicates: 1,
    local: 1,
    carried: 0,
    cost: null,
    started_at: '2026-11-24T09:30:00.000+08:00',
    finished_at: '2026-11-24T09:30:10.000+08:00',
    rows_per_second: 0.5,
  });
});

test('an empty list has a summary of zeros', () => {
  const summary = summaryOf({ ...FRAME, finishedAt: FRAME.startedAt }, new Tally().counts());
  expect(summary).toMatchObject({ rows: 0, calls: 0, by_code: {}, rows_per_second: 0 });
});

test('a batch that is suspended has its reason and no end', () => {
  const frame = {
    ...FRAME,
    state: 'halted',
    reason: 'why',
    finishedAt: undefined,
    nowMs: FRAME.startedAt + 1000,
  };
  const tally = new Tally();
  tally.add(outcome(), []);
  expect(summaryOf(frame, tally.counts())).toMatchObject({
    reason: 'why',
    finished_at: null,
    rows_per_second: 1,
  });
});

test('rows are the sum of by_status, and calls are answered plus in doubt, whatever was added', () => {
  const outcomes = fc.record({
    status: fc.constantFrom(...STATUSES),
    source: fc.constantFrom('api' as const, 'local' as const, 'duplicate' as const, '' as const),
  });
  fc.assert(
    fc.property(fc.array(fc.tuple(outcomes, fc.array(attempts, { maxLength: 5 }))), (rows) => {
      const tally = new Tally();
      for (const [ended, calls] of rows) tally.add(outcome(ended), calls);
      const summary = summaryOf(FRAME, tally.counts());
      const all = rows.flatMap(([, calls]) => calls);
      expect(summary.rows).toBe(rows.length);
      expect(Object.values(summary.by_status).reduce((sum, count) => sum + count, 0)).toBe(rows.length);
      expect(summary.calls).toBe(all.filter(({ result }) => result !== 'refused').length);
      expect(summary.calls).toBe(summary.answered + summary.in_doubt);
      expect(summary.calls + summary.refused).toBe(all.length);
      const answered = all.filter(({ result, code }) => result === 'answered' && code !== undefined);
      expect(Object.values(summary.by_code).reduce((sum, count) => sum + count, 0)).toBe(answered.length);
    }),
  );
});
