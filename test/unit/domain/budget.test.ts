// What calls use of a budget as the disk knows them, and money in millionths.

import { expect, test } from 'vitest';
import type { Attempt } from '../../../src/domain/attempt.js';
import { formatUnits, monthBefore, unitsOf, UseTally } from '../../../src/domain/budget.js';
import { BUCKET_MS, type LedgerLine } from '../../../src/domain/ledger.js';

const DEC = Date.parse('2026-12-01T00:00:00+08:00');
const LIST = { from: 0, currency: 'CNY', prices: { '0': '0.30', '-1': '0.20' } };
const PRICES = { billed: new Set(['0', '-1']), lists: [LIST] };

function call(startedAt: number, over: Partial<Attempt> = {}): Attempt {
  const end = { finishedAt: startedAt + 500, httpStatus: 200, sessionId: '', message: '', probe: false };
  return { row: 1, attempt: 1, startedAt, result: 'answered', code: '0', ...end, ...over };
}

test('billed calls and those in doubt count in the month of their start, at their price or the dearest', () => {
  const tally = new UseTally(PRICES);
  tally.addAttempt(call(DEC - 1));
  tally.addAttempt(call(DEC, { code: '-1' }));
  tally.addAttempt(call(DEC, { result: 'in_doubt', code: undefined }));
  tally.addAttempt(call(DEC, { result: 'refused', code: undefined }));
  tally.addAttempt(call(DEC, { code: '15' }));
  expect([...tally.byMonth]).toEqual([
    ['2026-11', { calls: 1, units: 300_000 }],
    ['2026-12', { calls: 2, units: 500_000 }],
  ]);
});

test('a ledger tells the same, but for calls at the edge of a month, of which it says so', () => {
  const tally = new UseTally(PRICES);
  const home = DEC / BUCKET_MS;
  const line = (first: number, last: number): LedgerLine => ({
    first,
    last,
    home: last,
    result: 'answered',
    code: '0',
    count: 3,
    priceList: LIST,
  });
  expect([tally.addLine(line(home, home)), tally.addLine(line(home - 1, home))]).toEqual([true, false]);
  expect([...tally.byMonth]).toEqual([['2026-12', { calls: 3, units: 900_000 }]]);
});

test('money is exact to the millionth, rounded up behind it, and written with two places at least', () => {
  expect(['0.30', '1', '0.000001', '0.0000001', '999999999.99'].map(unitsOf)).toEqual([
    300_000, 1_000_000, 1, 1, 999_999_999_990_000,
  ]);
  expect([0, 300_000, 1_234_500, 1, 1_500_000_000].map(formatUnits)).toEqual([
    '0.00',
    '0.30',
    '1.2345',
    '0.000001',
    '1500.00',
  ]);
});

test('before January comes December of the year before', () => {
  expect([monthBefore('2026-12'), monthBefore('2027-01'), monthBefore('2026-10')]).toEqual([
    '2026-11',
    '2026-12',
    '2026-09',
  ]);
});
