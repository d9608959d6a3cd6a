// Makes one reconciliation with a bill: our calls of the days, the bill once it has settled, the balance, the calls behind
// the differences, the report. The caller hands in where calls are kept and where the bill comes from.

import { daysOfPeriod, isMonth, type Bill } from '../../domain/bill.js';
import type { DayRange } from '../../domain/days.js';
import type { FinestCut } from '../balance/balance.js';
import { collectCalls, mayGrow, searchCandidates, type CollectOptions } from '../collected-calls.js';
import { withDatedPrices, type Tariff } from '../cost.js';
import type { BatchCalls } from '../recorded-batch.js';
import { settled, type SettlingRules } from '../settling.js';
import { billBalance, type BillBalance, type KnownCallsOfDays } from './bill-balance.js';
import { billReport, type BillReport } from './bill-report.js';

interface BillReconciliation extends CollectOptions {
  readonly provider: string;
  readonly source: 'api' | 'file';
  readonly bill: () => Promise<Bill>;
  readonly settling: SettlingRules<Bill>;
  readonly tariff: Tariff;
  readonly baseline: readonly KnownCallsOfDays[];
  readonly searchCalls: number;
  /** Unix milliseconds. */
  readonly now: () => number;
}

/** @throws CountsError where the bill can't be had, UserError where an excluded batch is unknown */
export async function reconcileWithBill(options: BillReconciliation): Promise<BillReport> {
  const { range, tariff, rules, baseline, exclude, now } = options;
  const before = await collectCalls(options);
  const { figures: bill, settling } = await settled(
    options.bill,
    (one, other) => sameBill(one, other) && !isLate(balanceOf(options, range, other, before)),
    options.settling,
  );
  const wide = wholeMonths(range, bill);
  const batches = withDatedPrices(await collectCalls({ ...options, range: wide }), tariff);
  const balance = balanceOf(options, range, bill, batches);
  const nowMs = now();
  const unfinished = batches.filter((batch) => mayGrow(batch, wide, nowMs));
  return billReport({
    range,
    provider: options.provider,
    source: options.source,
    balance,
    bill,
    batches: batches.filter((batch) => batch.lines.length > 0 || unfinished.includes(batch)),
    unfinished: unfinished.map(({ batch }) => batch),
    ...(await searchCandidates({ ...options, range: wide }, batches, cutOf(balance, tariff))),
    settling,
    tariff,
    rules,
    baseline,
    exclude,
    nowMs,
  });
}

function balanceOf(
  { tariff, baseline, now }: BillReconciliation,
  range: DayRange,
  bill: Bill,
  batches: readonly BatchCalls[],
): BillBalance {
  const nowMs = now();
  return billBalance({
    range,
    lines: batches.flatMap(({ lines }) => lines),
    bill: bill.lines,
    billable: new Set(tariff.billableCodes),
    baseline,
    running: batches.some((batch) => mayGrow(batch, range, nowMs)),
    nowMs,
  });
}

/** Where the bill has only a month's sum, it is compared with all of our calls of that month. */
function wholeMonths({ from, to }: DayRange, { lines }: Bill): DayRange {
  const months = new Set(lines.map(({ period }) => period).filter(isMonth));
  const [first, last] = [from.slice(0, 7), to.slice(0, 7)];
  return {
    from: months.has(first) ? daysOfPeriod(first).from : from,
    to: months.has(last) ? daysOfPeriod(last).to : to,
  };
}

function sameBill(one: Bill, other: Bill): boolean {
  const text = ({ lines }: Bill): string =>
    lines
      .map(({ period, item, calls, deducted, amount }) =>
        JSON.stringify([period, item, calls, deducted, amount]),
      )
      .toSorted()
      .join('\n');
  return text(one) === text(other);
}

/** Whether days on which we called are not on the bill yet. */
function isLate({ periods }: BillBalance): boolean {
  return periods.some(({ theirs, verdict }) => theirs === undefined && verdict === 'unsettled');
}

/** The periods as the search for calls takes them: each billed code may be behind what is left of a difference. */
function cutOf({ periods }: BillBalance, { billableCodes }: Tariff): FinestCut {
  const slots = periods
    .filter(({ theirs }) => theirs !== undefined)
    .map(({ period, calls, verdict }) => {
      return { date: period, verdict, codes: billableCodes.map((code) => ({ ...calls, code })) };
    });
  return { by: 'period', slots };
}
