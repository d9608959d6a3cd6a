// The findings say what accounts for a difference and which cause is the likelier.

import { expect, test } from 'vitest';
import type { LedgerLine } from '../../../../src/domain/ledger.js';
import { balance } from '../../../../src/reconcile/balance/balance.js';
import { bucketName, dayStart, firstBucketOf } from '../../../../src/domain/days.js';
import { findingsOf } from '../../../../src/reconcile/balance/findings.js';
import { youtuCodes } from '../../../../src/provider/youtu/codes.js';

const DAY = '2026-11-20';
const RANGE = { from: DAY, to: DAY };
const FIRST = firstBucketOf(DAY);
const LATER = dayStart('2026-11-25');

/** @param ours calls of code 0 by bucket @param theirs the same of the provider */
function findings(
  ours: Readonly<Record<number, number>>,
  theirs: Readonly<Record<number, number>>,
  { nowMs = LATER, unfinished = [] }: { nowMs?: number; unfinished?: string[] } = {},
): string {
  const lines = Object.entries(ours).map(([bucket, count]): LedgerLine => {
    const at = FIRST + Number(bucket);
    return { first: at, last: at, home: at, result: 'answered', code: '0', count };
  });
  const list = Object.entries(theirs).map(([bucket, count]) => {
    return { date: bucketName(FIRST + Number(bucket)), counts: new Map([['0', count]]) };
  });
  const summary = new Map([['0', Object.values(theirs).reduce((sum, count) => sum + count, 0)]]);
  const figures = { summary, list };
  const running = unfinished.length > 0;
  const result = balance({
    range: RANGE,
    lines,
    figures,
    codes: youtuCodes,
    baseline: [],
    billableCodes: [],
    running,
    nowMs,
  });
  const found = findingsOf({ balance: result, figures, unfinished, nowMs });
  expect(found.every(({ zh, en }) => zh !== '' && en !== '')).toBe(true);
  return found.map(({ en }) => en).join('\n');
}

test('where everything agrees there is nothing to say', () => {
  expect(findings({ 10: 3 }, { 10: 3 })).toBe('');
});

test('calls where we made none are likelier those of somebody else', () => {
  expect(findings({ 10: 3 }, { 10: 3, 50: 2 })).toContain('likelier that somebody else uses the account');
});

test('calls among our own may also be missing from the record', () => {
  expect(findings({ 10: 3 }, { 10: 5 })).toContain('missing from the record');
});

test('equal totals in other rows point to the clocks, with the tolerance that would do', () => {
  expect(findings({ 10: 3 }, { 12: 3 })).toContain('--clock-tolerance 10m');
});

test('calls of others are not taken for a matter of clocks', () => {
  expect(findings({ 10: 3 }, { 10: 3, 11: 1 })).not.toContain('--clock-tolerance');
});

test('fewer on a recent day is likelier not settled, with the time until which it may be', () => {
  const nowMs = dayStart('2026-11-21') + 3_600_000;
  expect(findings({ 10: 3 }, { 10: 2 }, { nowMs })).toContain('until 2026-11-22T00:00:00.000+08:00');
});

test('fewer on an old day is for the provider to answer', () => {
  expect(findings({ 10: 3 }, { 10: 2 })).toContain('ask the provider');
});

test('batches that are not finished are named', () => {
  expect(findings({ 10: 3 }, { 10: 3 }, { unfinished: ['b-1', 'b-2'] })).toContain('b-1, b-2');
});
