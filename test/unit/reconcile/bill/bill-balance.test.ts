// Billable totals against a bill: what is balanced, explained, unsettled and unexplained, by days and by months.

import { describe, expect, it } from 'vitest';
import type { BillLine } from '../../../../src/domain/bill.js';
import { bucketOf, type LedgerLine } from '../../../../src/domain/ledger.js';
import { billBalance, type BillInput } from '../../../../src/reconcile/bill/bill-balance.js';

const DAY = '2026-11-20';
const NEXT = '2026-11-21';

function at(text: string): number {
  return Date.parse(`${text}+08:00`);
}

function line(
  time: string,
  code: string | undefined,
  count: number,
  span: [number, number] = [0, 0],
): LedgerLine {
  const home = bucketOf(at(time));
  const result = code === undefined ? 'in_doubt' : 'answered';
  return { first: home + span[0], last: home + span[1], home, result, code, count };
}

const bill = (calls: number, period = DAY): BillLine[] => [
  { period, item: '', calls, deducted: undefined, amount: undefined },
];

function balance(changed: Partial<BillInput>) {
  return billBalance({
    range: { from: DAY, to: DAY },
    lines: [
      line(`${DAY}T12:00:00`, '0', 90),
      line(`${DAY}T13:00:00`, '-1', 10),
      line(`${DAY}T13:00:00`, '-5', 7),
    ],
    bill: bill(100),
    billable: new Set(['0', '-1']),
    baseline: [],
    running: false,
    nowMs: at('2026-11-23T12:00:00'),
    ...changed,
  });
}

function first(changed: Partial<BillInput>) {
  const [period] = balance(changed).periods;
  if (period === undefined) throw new Error('no period');
  return { ...period.calls, theirs: period.theirs, open: period.open, verdict: period.verdict };
}

const known = (calls: number, from = DAY, to = DAY) => [{ from, to, calls }];

describe('a period', () => {
  it('is balanced where the bill has as many billed calls as are on record, others not counted', () => {
    expect(first({})).toMatchObject({ ours: 100, theirs: 100, difference: 0, verdict: 'balanced' });
  });

  it('is explained by calls in doubt, and by no more than there are', () => {
    const lines = [line(`${DAY}T12:00:00`, '0', 98), line(`${DAY}T12:00:00`, undefined, 2)];
    expect(first({ lines }).verdict).toBe('explained');
    expect(first({ lines, bill: bill(101) })).toMatchObject({ foreign: 1, verdict: 'unexplained' });
    const free = { ...line(`${DAY}T12:00:00`, '-5', 2), result: 'in_doubt' as const };
    expect(first({ lines: [line(`${DAY}T12:00:00`, '0', 98), free] }).verdict).toBe('unexplained');
  });

  it('is explained by calls at midnight, on either side', () => {
    const out = [line(`${DAY}T12:00:00`, '0', 99), line(`${DAY}T23:55:00`, '0', 2, [0, 1])];
    expect(first({ lines: out })).toMatchObject({ ours: 101, atEdge: 2, verdict: 'explained' });
    const into = [line(`${DAY}T12:00:00`, '0', 99), line(`${NEXT}T00:00:00`, '0', 1, [-1, 0])];
    expect(first({ lines: into })).toMatchObject({ ours: 99, atEdge: 1, verdict: 'explained' });
  });

  it('is not explained by a call at midnight that the other day needs: each call is billed once', () => {
    const lines = [
      line(`${DAY}T12:00:00`, '0', 10),
      line(`${DAY}T23:55:00`, '0', 1, [0, 1]),
      line(`${NEXT}T12:00:00`, '0', 10),
    ];
    const days = { range: { from: DAY, to: NEXT }, lines };
    const moved = balance({ ...days, bill: [...bill(10), ...bill(11, NEXT)] });
    expect(moved).toMatchObject({ verdict: 'explained' });
    const lost = balance({ ...days, bill: [...bill(10), ...bill(10, NEXT)] });
    expect(lost).toMatchObject({ verdict: 'unexplained' });
    const twice = balance({ ...days, bill: [...bill(11), ...bill(11, NEXT)] });
    expect(twice).toMatchObject({ verdict: 'unexplained' });
  });

  it('is explained by known calls of others, in a day or a month, and unexplained by unknown ones', () => {
    expect(first({ bill: bill(130), baseline: known(30) }).verdict).toBe('explained');
    const month = known(30, '2026-11-01', '2026-11-30');
    expect(first({ bill: bill(130), baseline: month }).verdict).toBe('explained');
    // A month's calls of others may all lie on its other days, a day's may not.
    expect(first({ baseline: month }).verdict).toBe('balanced');
    expect(first({ baseline: known(30) }).verdict).toBe('unexplained');
    expect(first({ bill: bill(130) })).toMatchObject({ difference: 30, verdict: 'unexplained' });
  });

  it('is unsettled until its bill is there, with no figure in its place', () => {
    expect(first({ bill: [] })).toMatchObject({ theirs: undefined, verdict: 'unsettled' });
    expect(first({ bill: [], lines: [] }).verdict).toBe('balanced');
    expect(first({ bill: [], lines: [], baseline: known(1) }).verdict).toBe('unsettled');
    const days = { range: { from: DAY, to: '2026-11-22' }, bill: [...bill(100), ...bill(0, '2026-11-22')] };
    const between = [line(`${DAY}T12:00:00`, '0', 100), line(`${NEXT}T12:00:00`, '0', 1)];
    expect(balance({ ...days, lines: between }).periods.map(({ verdict }) => verdict)).toEqual([
      'balanced',
      'unsettled',
      'balanced',
    ]);
  });

  it('is unsettled where it is short within a day of its end, and unexplained later', () => {
    expect(first({ bill: bill(80), nowMs: at(`${DAY}T12:00:00`) })).toMatchObject({
      verdict: 'unsettled',
      open: true,
    });
    expect(first({ bill: bill(80), nowMs: at('2026-11-21T23:59:59') })).toMatchObject({
      verdict: 'unsettled',
      open: false,
    });
    expect(first({ bill: bill(80), nowMs: at('2026-11-22T00:00:00') }).verdict).toBe('unexplained');
  });

  it('makes all of it unsettled where a batch still calls', () => {
    expect(balance({ running: true })).toMatchObject({ verdict: 'unsettled' });
  });

  it('is a month where the bill gives its sum, and that has the lines of its days, too', () => {
    const range = { from: '2026-11-01', to: '2026-11-30' };
    const nowMs = at('2026-12-03T00:00:00');
    const sum = balance({ range, bill: bill(100, '2026-11'), nowMs });
    expect(sum).toMatchObject({ periods: [{ period: '2026-11', theirs: 100, verdict: 'balanced' }] });
    const both = balance({ range, bill: [...bill(60, '2026-11'), ...bill(40)], nowMs });
    expect(both).toMatchObject({ periods: [{ period: '2026-11', theirs: 100, verdict: 'balanced' }] });
  });

  it('takes refunds off, and is unexplained where more is taken back than was billed', () => {
    expect(first({ bill: [...bill(103), ...bill(-3)] }).verdict).toBe('balanced');
    expect(first({ lines: [], bill: bill(-3) })).toMatchObject({ theirs: -3, verdict: 'unexplained' });
  });
});
