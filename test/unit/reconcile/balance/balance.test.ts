// The balance holds our calls against figures by code, day and bucket.

import { expect, test } from 'vitest';
import { BUCKET_MS, type LedgerLine } from '../../../../src/domain/ledger.js';
import { balance, type Balance, type BalanceInput } from '../../../../src/reconcile/balance/balance.js';
import { bucketName, dayStart, firstBucketOf } from '../../../../src/domain/days.js';
import type { Figures } from '../../../../src/domain/provider-counts.js';
import { youtuCodes } from '../../../../src/provider/youtu/codes.js';

const DAY = '2026-11-20';
const RANGE = { from: DAY, to: DAY };
const FIRST = firstBucketOf(DAY);
const LONG_AFTER = dayStart('2026-11-25');
const NEXT_MORNING = dayStart('2026-11-21') + 8 * 3_600_000;

/** Calls of one bucket; `to` for those that may have been counted in a later one too. */
function calls(
  bucket: number,
  number: number | undefined,
  count: number,
  more: Partial<LedgerLine> = {},
): LedgerLine {
  const at = FIRST + bucket;
  const code = number === undefined ? undefined : String(number);
  return { first: at, last: at, home: at, result: 'answered', code, count, ...more };
}

function doubtful(bucket: number, code: number | undefined, count: number): LedgerLine {
  return calls(bucket, code, count, { result: 'in_doubt' });
}

/** One day's figures, by bucket from midnight; the summary is their sum. */
function figures(rows: Readonly<Record<number, Readonly<Record<string, number>>>>): Figures {
  const summary = new Map<string, number>();
  const list = Object.entries(rows).map(([bucket, row]) => {
    const counts = new Map(Object.entries(row));
    for (const [code, count] of counts) summary.set(code, (summary.get(code) ?? 0) + count);
    return { date: bucketName(FIRST + Number(bucket)), counts };
  });
  return { summary, list };
}

function balanced(lines: readonly LedgerLine[], theirs: Figures, more: Partial<BalanceInput> = {}): Balance {
  const defaults = {
    codes: youtuCodes,
    range: RANGE,
    baseline: [],
    billableCodes: ['0'],
    running: false,
    nowMs: LONG_AFTER,
  };
  return balance({ ...defaults, lines, figures: theirs, ...more });
}

function codeOf(result: Balance, wanted: number) {
  return result.codes.find(({ code: found }) => found === String(wanted));
}

test('equal figures are balanced', () => {
  const result = balanced(
    [calls(10, 0, 3), calls(11, -5803, 1)],
    figures({ 10: { 0: 3 }, 11: { '-5803': 1 } }),
  );
  expect(result.verdict).toBe('balanced');
  expect(codeOf(result, 0)).toMatchObject({ ours: 3, theirs: 3, difference: 0, verdict: 'balanced' });
  expect(result.days).toMatchObject([{ date: DAY, verdict: 'balanced' }]);
});

test('a day without calls and without figures is balanced', () => {
  expect(balanced([], { summary: new Map(), list: [] }).verdict).toBe('balanced');
});

test('a call that was counted although its answer never came is explained', () => {
  const result = balanced([calls(10, 0, 3), doubtful(10, 0, 1)], figures({ 10: { 0: 4 } }));
  expect(result.verdict).toBe('explained');
  expect(codeOf(result, 0)).toMatchObject({ ours: 3, inDoubt: 1, theirs: 4, difference: 1, foreign: 0 });
});

test('a call in doubt explains nothing in another bucket', () => {
  const result = balanced([calls(10, 0, 3), doubtful(11, 0, 1)], figures({ 10: { 0: 4 } }));
  expect(result.verdict).toBe('unexplained');
});

test('a call in doubt explains nothing under another code than its row got', () => {
  const result = balanced([calls(10, 0, 3), doubtful(10, 0, 1)], figures({ 10: { 0: 3, '-5803': 1 } }));
  expect(codeOf(result, -5803)).toMatchObject({ difference: 1, foreign: 1, verdict: 'unexplained' });
  expect(codeOf(result, 0)).toMatchObject({ verdict: 'balanced' });
});

test('a call in doubt whose row got no code explains any one', () => {
  const lines = [calls(10, 0, 3), doubtful(10, undefined, 1)];
  expect(balanced(lines, figures({ 10: { 0: 3, '-5803': 1 } })).verdict).toBe('explained');
  expect(balanced(lines, figures({ 10: { 0: 4, '-5803': 1 } })).verdict).toBe('unexplained');
});

test('a call at an edge may stand in either bucket', () => {
  const edge = calls(10, 0, 1, { last: FIRST + 11 });
  const result = balanced([calls(10, 0, 2), edge], figures({ 10: { 0: 2 }, 11: { 0: 1 } }));
  expect(result.verdict).toBe('explained');
  expect(result.buckets.map(({ date, verdict }) => [date, verdict])).toEqual([
    [bucketName(FIRST + 10), 'explained'],
    [bucketName(FIRST + 11), 'explained'],
  ]);
  expect(codeOf(result, 0)).toMatchObject({ difference: 0, verdict: 'balanced' });
});

test('equal totals whose buckets contradict each other are unexplained', () => {
  const result = balanced([calls(10, 0, 3)], figures({ 10: { 0: 2 }, 40: { 0: 1 } }));
  expect(result.verdict).toBe('unexplained');
  expect(codeOf(result, 0)).toMatchObject({ difference: 0, foreign: 1, missing: 1, verdict: 'unexplained' });
});

test('a call over midnight may stand in the day or not', () => {
  const last = calls(287, 0, 1, { last: FIRST + 288 });
  expect(balanced([last], figures({ 287: { 0: 1 } })).verdict).toBe('balanced');
  expect(balanced([last], figures({})).verdict).toBe('explained');
  const next = calls(287, 0, 1, { last: FIRST + 288, home: FIRST + 288 });
  expect(balanced([next], figures({ 287: { 0: 1 } })).verdict).toBe('explained');
  expect(balanced([next], figures({})).verdict).toBe('balanced');
});

test("somebody else's calls are unexplained at any time", () => {
  const theirs = figures({ 10: { 0: 5 } });
  expect(balanced([calls(10, 0, 3)], theirs).verdict).toBe('unexplained');
  expect(balanced([calls(10, 0, 3)], theirs, { nowMs: NEXT_MORNING }).verdict).toBe('unexplained');
});

test('fewer than we know of is unsettled for a day, later unexplained', () => {
  const theirs = figures({ 10: { 0: 2 } });
  const endOfDay = dayStart(DAY) + 86_400_000;
  expect(balanced([calls(10, 0, 3)], theirs, { nowMs: endOfDay + 86_399_999 }).verdict).toBe('unsettled');
  expect(balanced([calls(10, 0, 3)], theirs, { nowMs: endOfDay + 86_400_000 }).verdict).toBe('unexplained');
});

test('what batches that still run may account for is unsettled', () => {
  const running = { running: true };
  expect(balanced([calls(10, 0, 3)], figures({ 10: { 0: 3 } }), running).verdict).toBe('unsettled');
  const result = balanced([calls(10, 0, 3)], figures({ 10: { 0: 4 } }), running);
  expect(result.verdict).toBe('unsettled');
  expect(codeOf(result, 0)).toMatchObject({ verdict: 'unsettled' });
});

test('a day that is not over is not unsettled by that alone', () => {
  const nowMs = dayStart(DAY) + 3600_000;
  expect(balanced([calls(10, 0, 3)], figures({ 10: { 0: 3 } }), { nowMs }).verdict).toBe('balanced');
});

test('a code that the provider does not report is shown and not compared', () => {
  const result = balanced([calls(10, 0, 3), calls(10, 107, 9)], figures({ 10: { 0: 3 } }));
  expect(result.verdict).toBe('balanced');
  expect(codeOf(result, 107)).toMatchObject({ ours: 9, theirs: 0, reported: false });
});

test('a code that the provider reports is compared, documented or not', () => {
  const result = balanced([calls(10, 107, 9)], figures({ 10: { 107: 8 } }));
  expect(codeOf(result, 107)).toMatchObject({ difference: -1, reported: true, verdict: 'unexplained' });
});

test('a documented code that the provider leaves out counts as zero', () => {
  const result = balanced([calls(10, 0, 1), calls(10, -5804, 2)], figures({ 10: { 0: 1 } }));
  expect(codeOf(result, -5804)).toMatchObject({ difference: -2, verdict: 'unexplained' });
});

test('refused calls are not compared', () => {
  const refused = calls(10, undefined, 4, { result: 'refused' });
  expect(balanced([refused], figures({})).verdict).toBe('balanced');
});

test('a list that does not add up proves nothing: the summary is compared', () => {
  const { summary } = figures({ 10: { 0: 3 } });
  const cut = { summary, list: [] };
  expect(balanced([calls(10, 0, 3)], cut).verdict).toBe('balanced');
  expect(balanced([calls(10, 0, 2)], cut).verdict).toBe('unexplained');
});

test('known calls of others explain what they cover and no more', () => {
  const baseline = [{ day: DAY, code: '0', count: 2 }];
  const lines = [calls(10, 0, 3)];
  expect(balanced(lines, figures({ 10: { 0: 4 }, 20: { 0: 1 } }), { baseline }).verdict).toBe('explained');
  expect(balanced(lines, figures({ 10: { 0: 4 }, 20: { 0: 2 } }), { baseline }).verdict).toBe('unexplained');
  expect(balanced(lines, figures({ 10: { 0: 3 } }), { baseline }).verdict).toBe('unexplained');
});

const TWO_DAYS = { from: DAY, to: '2026-11-21' };

function daily(first: number, second: number): Figures {
  return {
    summary: new Map([['0', first + second]]),
    list: [
      { date: DAY, counts: new Map([['0', first]]) },
      { date: '2026-11-21', counts: new Map([['0', second]]) },
    ],
  };
}

test('several days are compared day by day', () => {
  const lines = [calls(10, 0, 3), calls(300, 0, 4)];
  const result = balanced(lines, daily(3, 5), { range: TWO_DAYS });
  expect(result.days.map(({ date, verdict }) => [date, verdict])).toEqual([
    [DAY, 'balanced'],
    ['2026-11-21', 'unexplained'],
  ]);
  expect(result.buckets).toEqual([]);
});

test('a total that may still settle is unexplained where one of its days is too old to', () => {
  const lines = [calls(10, 0, 3), calls(300, 0, 4)];
  const nowMs = dayStart('2026-11-22') + BUCKET_MS;
  const recent = balanced(lines, daily(3, 3), { range: TWO_DAYS, nowMs });
  expect([recent.verdict, codeOf(recent, 0)?.verdict]).toEqual(['unsettled', 'unsettled']);
  const old = balanced(lines, daily(2, 4), { range: TWO_DAYS, nowMs });
  expect([old.verdict, codeOf(old, 0)?.verdict]).toEqual(['unexplained', 'unexplained']);
});
