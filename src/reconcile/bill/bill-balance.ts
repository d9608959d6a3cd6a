// Compares our billable calls with a bill, by the bill's own periods: each call is given to at most one period, so that
// none explains two differences. Pure. It has totals alone, so it tells nothing of codes or five minutes, and invents
// no figure where the bill has none.

import { daysOfPeriod, isMonth, periodEnd, type BillLine, type BillPeriod } from '../../domain/bill.js';
import { chinaDay } from '../../domain/china-time.js';
import { daysOf, type DayRange } from '../../domain/days.js';
import { BUCKET_MS, type LedgerLine } from '../../domain/ledger.js';
import type { PriceList } from '../../domain/price-list.js';
import { dearest } from '../../domain/cost.js';
import type { ReturnCode } from '../../domain/return-codes.js';
import type { Assignment } from '../balance/assignment.js';
import { SETTLING_MS } from '../balance/cuts.js';
import { balanceLevel, type CodeBalance, type KnownCalls, type LevelInput } from '../balance/level.js';
import { worst, type Verdict } from '../balance/verdict.js';

/** A bill knows no codes: what it counts is one thing. */
export const BILLED: ReturnCode = 'billed';

export interface PeriodBalance {
  readonly period: BillPeriod;
  /** Our side, and what is left of the difference. */
  readonly calls: CodeBalance;
  /** Undefined where the bill has no line for the period. */
  readonly theirs: number | undefined;
  /** Whether the period is not over. */
  readonly open: boolean;
  readonly verdict: Verdict;
}

export interface BillBalance {
  readonly verdict: Verdict;
  readonly periods: readonly PeriodBalance[];
  /** How calls were given to periods, for each run of neighbouring periods that the bill has. */
  readonly assignments: readonly {
    readonly assignment: Assignment;
    /** The last day of the period of a slot. */
    readonly dayOf: (slot: number) => string;
  }[];
}

/** Calls of others that are known beforehand, in some days. */
export interface KnownCallsOfDays extends DayRange {
  readonly calls: number;
}

export interface BillInput {
  readonly range: DayRange;
  readonly lines: readonly LedgerLine[];
  readonly bill: readonly BillLine[];
  readonly billable: ReadonlySet<ReturnCode>;
  readonly baseline: readonly KnownCallsOfDays[];
  /** Whether batches of those days still make calls. */
  readonly running: boolean;
  /** Unix milliseconds. */
  readonly nowMs: number;
}

export function billBalance(input: BillInput): BillBalance {
  const periods = periodsOf(input.range, input.bill);
  const theirs = periods.map((period) => callsOf(period, input.bill));
  const lines = billableLines(input);
  const ours = level(input, lines, periods, []);
  const calls = periods.map((_, slot) => ours.slots.get(slot)?.get(BILLED));
  const assignments: BillBalance['assignments'][number][] = [];
  for (const { first, last } of runsOf(theirs)) {
    const some = periods.slice(first, last + 1);
    const compared = level(input, lines, some, theirs.slice(first, last + 1));
    const dayOf = (slot: number): string => daysOfPeriod(some[slot] ?? '').to;
    assignments.push({ assignment: compared.assignment, dayOf });
    for (const [slot, codes] of compared.slots) calls[first + slot] = codes.get(BILLED);
  }
  const balances = periods.map((period, slot) => {
    const own = calls[slot];
    if (own === undefined) throw new RangeError(`no balance of ${period}`);
    return balanceOf(period, own, theirs[slot], input);
  });
  const verdict = input.running ? 'unsettled' : worst(balances.map((balance) => balance.verdict));
  return { verdict, periods: balances, assignments };
}

/** The days, or the month where the bill has a sum of it. */
function periodsOf(range: DayRange, bill: readonly BillLine[]): BillPeriod[] {
  const months = new Set(bill.map(({ period }) => period).filter(isMonth));
  return [...new Set(daysOf(range).map((day) => (months.has(day.slice(0, 7)) ? day.slice(0, 7) : day)))];
}

/** Undefined where the bill says nothing of the period. A month has its own lines and those of its days. */
function callsOf(period: BillPeriod, bill: readonly BillLine[]): number | undefined {
  const own = bill.filter((line) => line.period.startsWith(period));
  return own.length === 0 ? undefined : own.reduce((sum, { calls }) => sum + calls, 0);
}

/** Neighbouring periods that the bill has, by their places. */
function runsOf(
  theirs: readonly (number | undefined)[],
): { readonly first: number; readonly last: number }[] {
  const runs: { first: number; last: number }[] = [];
  for (const [at, calls] of theirs.entries()) {
    if (calls === undefined) continue;
    const run = runs.at(-1);
    if (run?.last === at - 1) run.last = at;
    else runs.push({ first: at, last: at });
  }
  return runs;
}

/** Those calls that may be billed, all as one thing. A call in doubt whose code is not known may be, too. */
function billableLines({ lines, billable }: BillInput): LedgerLine[] {
  const lists = new Map<string, PriceList>();
  const listFor = ({ priceList, code }: LedgerLine): PriceList | undefined => {
    if (priceList === undefined) return undefined;
    const price = code === undefined ? dearest(priceList) : (priceList.prices[code] ?? '0');
    const key = `${price} ${priceList.currency}`;
    const list = lists.get(key) ?? { ...priceList, prices: { [BILLED]: price } };
    lists.set(key, list);
    return list;
  };
  return lines
    .filter(({ result, code }) =>
      code === undefined ? result === 'in_doubt' : result !== 'refused' && billable.has(code),
    )
    .map((line) => ({ ...line, code: BILLED, priceList: listFor(line) }));
}

function level(
  { baseline, running, nowMs }: BillInput,
  lines: readonly LedgerLine[],
  periods: readonly BillPeriod[],
  theirs: readonly (number | undefined)[],
) {
  const ends = periods.map(periodEnd);
  const start = daysOfPeriod(periods[0] ?? '').from;
  const slotOf = (bucket: number): number => {
    const day = chinaDay(bucket * BUCKET_MS);
    if (day < start) return -1;
    const at = ends.findIndex((end) => bucket * BUCKET_MS < end);
    return at === -1 ? periods.length : at;
  };
  const input: LevelInput = {
    slots: periods.length,
    slotOf: cached(slotOf),
    lines,
    theirs: new Map(theirs.map((calls, slot) => [slot, new Map([[BILLED, calls ?? 0]])] as const)),
    known: baseline.flatMap((known) => knownIn(known, periods)),
    reported: new Set([BILLED]),
    whenFewer: (slot) => (nowMs < (ends[slot] ?? 0) + SETTLING_MS ? 'unsettled' : 'unexplained'),
    everySlot: true,
    running,
  };
  return balanceLevel(input);
}

/** Many lines share a bucket, and a day's name is costly. */
function cached(slotOf: (bucket: number) => number): (bucket: number) => number {
  const known = new Map<number, number>();
  return (bucket) => {
    const slot = known.get(bucket) ?? slotOf(bucket);
    known.set(bucket, slot);
    return slot;
  };
}

/** Those of a month lie on any of its days. */
function knownIn({ from, to, calls }: KnownCallsOfDays, periods: readonly BillPeriod[]): KnownCalls[] {
  const touched = periods.flatMap((period, slot) => {
    const own = daysOfPeriod(period);
    return own.from <= to && own.to >= from ? [slot] : [];
  });
  const [first, last] = [touched[0], touched.at(-1)];
  if (first === undefined || last === undefined) return [];
  const [start, end] = [daysOfPeriod(periods[0] ?? '').from, daysOfPeriod(periods.at(-1) ?? '').to];
  return [{ first, last, code: BILLED, count: calls, outside: from < start || to > end }];
}

function balanceOf(
  period: BillPeriod,
  calls: CodeBalance,
  theirs: number | undefined,
  { nowMs }: BillInput,
): PeriodBalance {
  return { period, calls, theirs, open: nowMs < periodEnd(period), verdict: verdictOf(calls, theirs) };
}

function verdictOf(calls: CodeBalance, theirs: number | undefined): Verdict {
  if (theirs === undefined) {
    // A bill comes late, and until then nothing is known. For a period without calls there may never be a bill.
    return calls.ours + calls.inDoubt + calls.known === 0 ? 'balanced' : 'unsettled';
  }
  // More is taken back than was billed: none of our calls can be that.
  return theirs < 0 ? 'unexplained' : calls.verdict;
}
