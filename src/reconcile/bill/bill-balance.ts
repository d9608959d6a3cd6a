// Holds billable calls of ours against a bill, by the bill's own periods. Pure: it has totals alone, so it tells no code and
// no five minutes, and invents no figure where the bill has none.

import { chinaDay } from '../../domain/china-time.js';
import { daysOf, type DayRange } from '../../domain/days.js';
import { BUCKET_MS, type LedgerLine } from '../../domain/ledger.js';
import type { BillLine, BillPeriod } from '../../domain/bill.js';
import type { ReturnCode } from '../../domain/return-codes.js';
import type { Verdict } from '../balance/verdict.js';

export interface PeriodBalance {
  readonly period: BillPeriod;
  /** Billable calls that are on record with their answer. */
  readonly ours: number;
  /** Calls that may have been billed, and whose answer nobody saw. */
  readonly inDoubt: number;
  /** Calls of ours at midnight that may stand in the next period instead, and the other way round. */
  readonly edgeOut: number;
  readonly edgeIn: number;
  /** Known calls of others. */
  readonly known: number;
  /** Null where the bill has nothing of the period. */
  readonly theirs: number | null;
  readonly difference: number | null;
  readonly verdict: Verdict;
}

export interface BillInput {
  readonly range: DayRange;
  readonly lines: readonly LedgerLine[];
  readonly bill: readonly BillLine[];
  readonly billable: ReadonlySet<ReturnCode>;
  readonly baseline: readonly { readonly day: string; readonly calls: number }[];
  /** Batches of those days still call. */
  readonly running: boolean;
  readonly today: string;
}

export function billBalance(input: BillInput): PeriodBalance[] {
  return periodsOf(input).map((period) => balanceOf(period, input));
}

/** Days, but for months that the bill gives as a whole. */
function periodsOf({ range, bill }: BillInput): BillPeriod[] {
  const months = new Set(bill.map(({ period }) => period).filter((period) => period.length === 7));
  return [...new Set(daysOf(range).map((day) => (months.has(day.slice(0, 7)) ? day.slice(0, 7) : day)))];
}

function balanceOf(period: BillPeriod, input: BillInput): PeriodBalance {
  const { lines, bill, billable, baseline } = input;
  const within = (bucket: number): boolean => chinaDay(bucket * BUCKET_MS).startsWith(period);
  let [ours, inDoubt, edgeOut, edgeIn] = [0, 0, 0, 0];
  for (const { first, last, home, result, code, count } of lines) {
    if (result === 'refused' || (code !== undefined && !billable.has(code))) continue;
    const [isHome, touches] = [within(home), within(first) || within(last)];
    if (!isHome && touches) edgeIn += count;
    if (!isHome) continue;
    if (result === 'in_doubt') inDoubt += count;
    else ours += count;
    if (result === 'answered' && !(within(first) && within(last))) edgeOut += count;
  }
  const billed = bill.filter((line) => line.period === period);
  const theirs = billed.length === 0 ? null : billed.reduce((sum, { calls }) => sum + calls, 0);
  const known = baseline
    .filter(({ day }) => day.startsWith(period))
    .reduce((sum, { calls }) => sum + calls, 0);
  const counts = { period, ours, inDoubt, edgeOut, edgeIn, known, theirs };
  const difference = theirs === null ? null : theirs - ours;
  return { ...counts, difference, verdict: verdictOf(counts, input) };
}

function verdictOf(
  counts: Omit<PeriodBalance, 'difference' | 'verdict'>,
  { running, today }: BillInput,
): Verdict {
  const { period, ours, inDoubt, edgeOut, edgeIn, known, theirs } = counts;
  // A bill comes late: until it is there nothing is known. Where nothing was called there may never be one.
  if (theirs === null) return ours + inDoubt === 0 && period < today ? 'balanced' : 'unsettled';
  const rest = theirs - ours - known;
  if (rest === 0) return known === 0 ? 'balanced' : 'explained';
  if (rest > 0 && rest <= inDoubt + edgeIn) return 'explained';
  if (rest < 0 && -rest <= edgeOut) return 'explained';
  // A day's bill may grow until the day after it, and calls of batches that run come still.
  return running || (rest < 0 && period >= today) ? 'unsettled' : 'unexplained';
}
