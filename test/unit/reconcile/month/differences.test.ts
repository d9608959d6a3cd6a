// What is open in a month, how old it is, and what has come to a closed month since.

import { expect, test } from 'vitest';
import {
  accepted,
  ageDays,
  billDifferences,
  countDifferences,
  lateDifferences,
  type Difference,
} from '../../../../src/reconcile/month/differences.js';
import type { PublishedReport } from '../../../../src/reconcile/report/changes.js';
import type { PublishedBillReport } from '../../../../src/reconcile/bill/bill-changes.js';

function counts(over: object): PublishedReport {
  return { days: [], verdict: 'unexplained', batches: [], ...over } as unknown as PublishedReport;
}

const cell = (code: string, foreign: number, missing: number) => ({ code, foreign, missing });

test('each code of a day that is not accounted for is a difference of its own', () => {
  const days = [
    { date: '2026-11-20', codes: [cell('0', 3, 0), cell('-5803', 0, 2)] },
    { date: '2026-11-21', codes: [cell('0', 0, 0)] },
  ];
  expect(countDifferences(counts({ days }))).toEqual([
    { id: '2026-11-20/0/others', kind: 'others', date: '2026-11-20', code: '0', calls: 3 },
    { id: '2026-11-20/-5803/not_counted', kind: 'not_counted', date: '2026-11-20', code: '-5803', calls: 2 },
  ]);
});

test('a month that is not settled is open, one that is balanced or explained is not', () => {
  const days = [{ date: '2026-11-20', codes: [] }];
  const batches = [
    { finished: false, calls: 7 },
    { finished: true, calls: 5 },
  ];
  expect(countDifferences(counts({ days, batches, verdict: 'unsettled' }))).toMatchObject([
    { id: '2026-11-20/unsettled', calls: 7 },
  ]);
  expect(countDifferences(counts({ days, batches, verdict: 'explained' }))).toEqual([]);
});

test('a bill that lacks a period, or has more or fewer calls, is open', () => {
  const period = { ours: 5, in_doubt: 1, foreign: 0, missing: 0, verdict: 'unsettled' };
  const periods = [
    { ...period, period: '2026-11-01', theirs: null },
    { ...period, period: '2026-11-02', theirs: 7, foreign: 2 },
    { ...period, period: '2026-11-03', theirs: -1 },
  ];
  const report = { periods, verdict: 'unexplained', to: '2026-11-03' } as unknown as PublishedBillReport;
  expect(billDifferences(report).map(({ id, calls }) => [id, calls])).toEqual([
    ['2026-11-01/no_bill', 6],
    ['2026-11-02/others', 2],
    ['2026-11-03/not_counted', 1],
  ]);
});

test('what came to a closed month is told by side, day and code, and what went away, too', () => {
  const then = [
    { date: '2026-11-30', code: '0', ours: 10, theirs: 10 },
    { date: '2026-11-30', code: '15', ours: 1, theirs: null },
    { date: '2026-11-29', code: '0', ours: 4, theirs: 4 },
  ];
  const now = [
    { date: '2026-11-30', code: '0', ours: 12, theirs: 13 },
    { date: '2026-11-30', code: '15', ours: 1, theirs: null },
    { date: '2026-11-28', code: '0', ours: 0, theirs: 1 },
  ];
  expect(lateDifferences(then, now).map(({ id, calls }) => [id, calls])).toEqual([
    ['2026-11-30/0/late_ours', 2],
    ['2026-11-30/0/late_theirs', 3],
    ['2026-11-29/0/late_ours', -4],
    ['2026-11-29/0/late_theirs', -4],
    ['2026-11-28/0/late_theirs', 1],
  ]);
  expect(lateDifferences(then, then)).toEqual([]);
});

test('a bill by months and one by days are compared by months, so that no call is told that came to neither', () => {
  const byMonth = [{ date: '2026-11', code: '', ours: 9, theirs: 9 }];
  const byDay = [
    { date: '2026-11-01', code: '', ours: 4, theirs: 5 },
    { date: '2026-11-02', code: '', ours: 5, theirs: null },
    { date: '2026-11-03', code: '', ours: 0, theirs: 4 },
  ];
  expect(lateDifferences(byMonth, byDay)).toEqual([]);
  expect(lateDifferences(byDay, byMonth)).toEqual([]);
  const later = [...byDay, { date: '2026-11-30', code: '', ours: 2, theirs: 2 }];
  expect(lateDifferences(byMonth, later).map(({ id, calls }) => [id, calls])).toEqual([
    ['2026-11/late_ours', 2],
    ['2026-11/late_theirs', 2],
  ]);
});

test('a difference is as old as its day or month is over, in China', () => {
  const end = Date.parse('2026-12-01T00:00:00+08:00');
  expect([end - 1, end, end + 86_399_999, end + 86_400_000].map((now) => ageDays('2026-11-30', now))).toEqual(
    [0, 0, 0, 1],
  );
  expect(ageDays('2026-11', end + 3 * 86_400_000)).toBe(3);
});

test('texts accept the differences that they name, the others in their order, and none is left over unsaid', () => {
  const open = ['a/0/others', 'b/0/others', 'c/0/others'].map((id) => ({ id })) as Difference[];
  const { byId, unused } = accepted(open, ['b/0/others=known', 'first', 'third', 'too many']);
  expect(byId).toEqual(
    new Map([
      ['b/0/others', 'known'],
      ['a/0/others', 'first'],
      ['c/0/others', 'third'],
    ]),
  );
  expect(unused).toEqual(['too many']);
  const gone = '2026-11-20/0/others=known';
  expect(accepted(open, [gone])).toEqual({ byId: new Map(), unused: [gone] });
});
