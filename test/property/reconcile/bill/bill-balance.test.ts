// For any calls of ours and any bill: the figures are sums of what came in, a period is explained exactly where some way
// to bill our calls gives the bill, and the bridge adds up in calls and money.

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BillLine } from '../../../../src/domain/bill.js';
import { BUCKETS_A_DAY, dayStart, daysOf } from '../../../../src/domain/days.js';
import { bucketOf, type LedgerLine } from '../../../../src/domain/ledger.js';
import { BILLED, billBalance, type BillBalance } from '../../../../src/reconcile/bill/bill-balance.js';
import { Costs } from '../../../../src/reconcile/cost.js';

const RANGE = { from: '2026-11-20', to: '2026-11-22' };
const DAYS = daysOf(RANGE);
const START = bucketOf(dayStart(RANGE.from));
const LONG_AFTER = dayStart('2026-12-24');
const BILLABLE = ['0', '-1'];
const TARIFF = { price: '0.3', currency: 'CNY', billableCodes: BILLABLE };

/** `edge`: 0 none, 1 the call may be billed on the next day as well, -1 on the day before. */
interface Drawn {
  readonly day: number;
  readonly edge: -1 | 0 | 1;
  readonly code: string | undefined;
  readonly count: number;
}

const drawn: fc.Arbitrary<Drawn> = fc.record({
  day: fc.integer({ min: -1, max: 3 }),
  edge: fc.constantFrom(-1 as const, 0 as const, 0 as const, 1 as const),
  code: fc.constantFrom('0', '-1', '-5', undefined),
  count: fc.integer({ min: 1, max: 3 }),
});

function lineOf({ day, edge, code, count }: Drawn): LedgerLine {
  const first = START + day * BUCKETS_A_DAY;
  const last = first + BUCKETS_A_DAY - 1;
  const home = edge === -1 ? first : edge === 1 ? last : first + 100;
  const result = code === undefined ? 'in_doubt' : 'answered';
  return { first: home + Math.min(edge, 0), last: home + Math.max(edge, 0), home, result, code, count };
}

const days = fc.array(fc.option(fc.integer({ min: 0, max: 6 }), { nil: undefined }), {
  minLength: 3,
  maxLength: 3,
});

function balanceOf(calls: readonly Drawn[], bill: readonly (number | undefined)[]): BillBalance {
  const lines = bill.flatMap((count, at): BillLine[] => {
    const line = { period: DAYS[at] ?? '', item: '', deducted: undefined, amount: undefined };
    return count === undefined ? [] : [{ ...line, calls: count }];
  });
  return billBalance({
    range: RANGE,
    lines: calls.map(lineOf),
    bill: lines,
    billable: new Set(BILLABLE),
    baseline: [],
    running: false,
    nowMs: LONG_AFTER,
  });
}

/** The days on which a call may be billed; undefined: none of those that the bill has, or not at all. */
function choices({ day, edge, code }: Drawn, bill: readonly (number | undefined)[]): (number | undefined)[] {
  const places = [day, ...(edge === 0 ? [] : [day + edge])];
  const billed = places.filter((place) => bill[place] !== undefined);
  const elsewhere = billed.length < places.length || code === undefined;
  return [...new Set(billed), ...(elsewhere ? [undefined] : [])];
}

/** Whether our calls can give exactly this bill: every way is tried. */
function canGive(calls: readonly Drawn[], bill: readonly (number | undefined)[]): boolean {
  const single = calls
    .filter(({ code }) => code !== '-5')
    .flatMap((call) => Array.from({ length: call.count }, () => choices(call, bill)));
  let reached = new Set([JSON.stringify(bill.map((count) => count ?? 0))]);
  for (const places of single) {
    const next = new Set<string>();
    for (const text of reached) {
      for (const place of places) {
        const left = JSON.parse(text) as number[];
        if (place !== undefined) left[place] = (left[place] ?? 0) - 1;
        if (left.every((count) => count >= 0)) next.add(JSON.stringify(left));
      }
    }
    reached = next;
  }
  return reached.has(JSON.stringify([0, 0, 0]));
}

test('the verdict says whether our calls can give the bill, and the figures are sums of both sides', () => {
  fc.assert(
    fc.property(fc.array(drawn, { maxLength: 6 }), days, (calls, bill) => {
      const { periods } = balanceOf(calls, bill);
      const billed = periods.filter(({ theirs }) => theirs !== undefined);
      const isGood = billed.every(({ verdict }) => verdict === 'balanced' || verdict === 'explained');
      expect(isGood).toBe(canGive(calls, bill));
      for (const [at, { calls: own, theirs, verdict }] of periods.entries()) {
        const home = calls.filter(({ day, code }) => day === at && BILLABLE.includes(code ?? ''));
        expect(own.ours).toBe(home.reduce((sum, { count }) => sum + count, 0));
        expect(theirs).toBe(bill[at]);
        expect(verdict !== 'balanced' || (theirs ?? 0) === own.ours).toBe(true);
        expect(theirs !== undefined || own.ours === 0 || verdict === 'unsettled').toBe(true);
      }
    }),
    { numRuns: 300 },
  );
});

test('the bridge leads from our calls to the bill’s, in calls and in money', () => {
  fc.assert(
    fc.property(fc.array(drawn, { maxLength: 6 }), days, (calls, bill) => {
      const { periods, assignments } = balanceOf(calls, bill);
      const bridge = new Costs(TARIFF, calls.map(lineOf)).bridge(assignments, BILLED);
      const named = new Map(bridge.map((line) => [line.line, line]));
      const billed = periods.filter(({ theirs }) => theirs !== undefined);
      const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
      expect(named.get('ours')?.calls).toBe(sum(billed.map(({ calls: own }) => own.ours)));
      expect(named.get('theirs')?.calls).toBe(sum(billed.map(({ theirs = 0 }) => theirs)));
      expect(sum(bridge.slice(0, -1).map((line) => line.calls))).toBe(named.get('theirs')?.calls);
      for (const { calls: count, amount } of bridge) expect(Number(amount)).toBeCloseTo(count * 0.3, 9);
    }),
    { numRuns: 300 },
  );
});
