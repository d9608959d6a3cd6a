// Compares our billable calls with a bill, by the bill's own periods. Pure. It has totals alone, so it tells nothing of
// codes or five minutes, and invents no figure where the bill has none.

import { chinaDay } from '../../domain/china-time.js';
import { daysOf, type DayRange } from '../../domain/days.js';
import { BUCKET_MS, type LedgerLine } from '../../domain/ledger.js';
import type { BillLine, BillPeriod } from '../../domain/bill.js';
import type { ReturnCode } from '../../domain/return-codes.js';
import type { Verdict } from '../balance/verdict.js';

export interface PeriodBalance {
  readonly period: BillPeriod;
  /** Billable calls whose answer is recorded. */
  readonly ours: number;
  /** Calls without an answer, which may have been billed. */
  readonly inDoubt: number;
  /**
   * Our calls around midnight that may be billed in the next period, and those of the period before that may be billed
   * in this one.
   */
  readonly edgeOut: number;
  readonly edgeIn: number;
  /** Calls of others that are known beforehand. */
  readonly known: number;
  /** Null where the bill has no line for the period. */
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
  /** Whether batches of those days still make calls. */
  readonly running: boolean;
  readonly today: string;
}

export function billBalance(input: BillInput): PeriodBalance[] {
  return periodsOf(input).map((period) => balanceOf(period, input));
}

/** The days, or the month where the bill has only its sum. */
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
  // A bill comes late, and until then nothing is known. For a period without calls there may never be a bill.
  if (theirs === null) return ours + inDoubt === 0 && period < today ? 'balanced' : 'unsettled';
  const rest = theirs - ours - known;
  if (rest === 0) return known === 0 ? 'balanced' : 'explained';
  if (rest > 0 && rest <= inDoubt + edgeIn) return 'explained';
  if (rest < 0 && -rest <= edgeOut) return 'explained';
  // A day's bill may grow until the day after, and batches that run may add calls.
  return running || (rest < 0 && period >= today) ? 'unsettled' : 'unexplained';
}
