// Billable totals against a bill: what is balanced, explained, unsettled and unexplained, by days and by months.

import { describe, expect, it } from 'vitest';
import { bucketOf, type LedgerLine } from '../../../../src/domain/ledger.js';
import { billBalance, type BillInput } from '../../../../src/reconcile/bill/bill-balance.js';

const DAY = '2026-11-20';

function line(
  at: string,
  code: string | undefined,
  count: number,
  span: [number, number] = [0, 0],
): LedgerLine {
  const home = bucketOf(Date.parse(`${at}+08:00`));
  const result = code === undefined ? 'in_doubt' : 'answered';
  return { first: home + span[0], last: home + span[1], home, result, code, count };
}

function verdictOf(changed: Partial<BillInput>) {
  const input: BillInput = {
    range: { from: DAY, to: DAY },
    lines: [
      line(`${DAY}T12:00:00`, '0', 90),
      line(`${DAY}T13:00:00`, '-1', 10),
      line(`${DAY}T13:00:00`, '-5', 7),
    ],
    bill: [{ period: DAY, calls: 100, deducted: undefined, amount: undefined }],
    billable: new Set(['0', '-1']),
    baseline: [],
    running: false,
    today: '2026-11-23',
    ...changed,
  };
  const [balance] = billBalance(input);
  return balance;
}

const bill = (calls: number, period = DAY) => [{ period, calls, deducted: undefined, amount: undefined }];

describe('a period', () => {
  it('is balanced where the bill has as many billed calls as are on record, others not counted', () => {
    expect(verdictOf({})).toMatchObject({ ours: 100, theirs: 100, difference: 0, verdict: 'balanced' });
  });

  it('is explained by calls in doubt, and by no more than there are', () => {
    const lines = [line(`${DAY}T12:00:00`, '0', 98), line(`${DAY}T12:00:00`, undefined, 2)];
    expect(verdictOf({ lines })?.verdict).toBe('explained');
    expect(verdictOf({ lines, bill: bill(101) })?.verdict).toBe('unexplained');
  });

  it('is explained by calls at midnight, on either side', () => {
    const out = [line(`${DAY}T12:00:00`, '0', 99), line(`${DAY}T23:55:00`, '0', 2, [0, 1])];
    expect(verdictOf({ lines: out })).toMatchObject({ ours: 101, edgeOut: 2, verdict: 'explained' });
    const into = [line(`${DAY}T12:00:00`, '0', 99), line('2026-11-21T00:00:00', '0', 1, [-1, 0])];
    expect(verdictOf({ lines: into })).toMatchObject({ ours: 99, edgeIn: 1, verdict: 'explained' });
  });

  it('is explained by known calls of others, and unexplained by unknown ones', () => {
    expect(verdictOf({ bill: bill(130), baseline: [{ day: DAY, calls: 30 }] })?.verdict).toBe('explained');
    expect(verdictOf({ bill: bill(130) })).toMatchObject({ difference: 30, verdict: 'unexplained' });
  });

  it('is unsettled until its bill is there, with no figure in its place', () => {
    expect(verdictOf({ bill: [] })).toMatchObject({ theirs: null, difference: null, verdict: 'unsettled' });
    expect(verdictOf({ bill: [], lines: [] })?.verdict).toBe('balanced');
  });

  it('is unsettled where a batch still calls, or the day is not over', () => {
    expect(verdictOf({ bill: bill(80), running: true })?.verdict).toBe('unsettled');
    expect(verdictOf({ bill: bill(80), today: DAY })?.verdict).toBe('unsettled');
    expect(verdictOf({ bill: bill(80) })?.verdict).toBe('unexplained');
  });

  it('is a month where the bill gives it as a whole', () => {
    const range = { from: '2026-11-01', to: '2026-11-30' };
    const found = verdictOf({ range, bill: bill(100, '2026-11'), today: '2026-12-03' });
    expect(found).toMatchObject({ period: '2026-11', ours: 100, verdict: 'balanced' });
  });
});
