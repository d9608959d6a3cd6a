// A month as it stands: every day's verdict, what is open and since when, cost by label, the bill beside it. Pure; what was
// reconciled comes in.

import { daysOfPeriod } from '../../domain/bill.js';
import { chinaIso } from '../../domain/china-time.js';
import { dayEnd } from '../../domain/days.js';
import { worst, type Verdict } from '../balance/verdict.js';
import type { PublishedBillReport } from '../bill/bill-changes.js';
import type { PublishedReport } from '../report/changes.js';
import { totalsOf } from '../report/totals.js';
import { amountDifference, billSideOf } from './bill-amount.js';
import {
  ageDays,
  billDifferences,
  countDifferences,
  figuresOfBill,
  figuresOfCounts,
  lateDifferences,
  type DayFigures,
  type Difference,
  type OpenDifference,
} from './differences.js';

/** With the provider's counts, with its bill, or with both. */
export interface MonthReports {
  readonly counts?: PublishedReport | undefined;
  readonly bill?: PublishedBillReport | undefined;
}

/** What an earlier month was closed with. */
export interface EarlierMonth {
  readonly month: string;
  /** As they were when the month was closed, or when a later month was. */
  readonly figures: readonly DayFigures[];
}

export interface MonthInput {
  readonly month: string;
  readonly provider: string;
  readonly reports: MonthReports;
  /** Earlier months that are closed, and their figures of today; undefined: they can't be had. */
  readonly earlier: readonly {
    readonly seen: EarlierMonth;
    readonly now: readonly DayFigures[] | undefined;
  }[];
  /** Differences with which the month before was closed. */
  readonly carried: readonly OpenDifference[];
  readonly nowMs: number;
}

export function monthView(input: MonthInput) {
  const { month, provider, reports, nowMs } = input;
  const { counts, bill } = reports;
  const main = counts ?? bill;
  if (main === undefined) throw new Error('a month is shown by a report');
  const verdict = worst([counts?.verdict ?? 'balanced', bill?.verdict ?? 'balanced']);
  const { cost, labels, bridge, batches } = main;
  return {
    version: 1,
    month,
    provider,
    from: main.from,
    to: main.to,
    /** Whether the month is not over. */
    open: nowMs < dayEnd(daysOfPeriod(month).to),
    verdict,
    made_at: chinaIso(nowMs),
    days: daysOf(reports),
    differences: differencesOf(input),
    labels: labels.map((label) => ({ ...label })),
    batches: batches.map(({ batch, label, calls, cost: its }) => ({ batch, label, calls, cost: its })),
    bridge,
    cost,
    bill: bill === undefined ? null : billSideOf(bill),
    figures: figuresOf(reports),
    earlier: input.earlier.map(({ seen, now }) => ({ month: seen.month, figures: now ?? seen.figures })),
  };
}
export type MonthView = ReturnType<typeof monthView>;

export function figuresOf({ counts, bill }: MonthReports): DayFigures[] {
  if (counts !== undefined) return figuresOfCounts(counts);
  return bill === undefined ? [] : figuresOfBill(bill);
}

export interface MonthDay {
  readonly date: string;
  readonly verdict: Verdict;
  readonly ours: number;
  readonly in_doubt: number;
  readonly theirs: number | null;
  readonly difference: number | null;
}

function daysOf({ counts, bill }: MonthReports): MonthDay[] {
  if (counts !== undefined) {
    return counts.days.map(({ date, verdict, codes }) => {
      const { ours, theirs, difference } = totalsOf({ codes: [...codes] });
      // A call in doubt that may be any code stands under each.
      const inDoubt = Math.max(0, ...codes.map((code) => code.in_doubt));
      return { date, verdict, ours, in_doubt: inDoubt, theirs, difference };
    });
  }
  return (bill?.periods ?? []).map(({ period, verdict, ours, in_doubt: inDoubt, theirs, difference }) => {
    return { date: period, verdict, ours, in_doubt: inDoubt, theirs, difference };
  });
}

function differencesOf({ month, reports, earlier, carried, nowMs }: MonthInput): OpenDifference[] {
  const { counts, bill } = reports;
  const own = [
    ...(counts === undefined ? [] : countDifferences(counts)),
    ...(bill === undefined ? [] : billDifferences(bill)),
    ...(bill === undefined ? [] : amountDifference(billSideOf(bill), month)),
  ];
  const late = earlier.flatMap(({ seen, now }) =>
    now === undefined ? [] : lateDifferences(seen.figures, now).map((each) => ({ each, from: seen.month })),
  );
  return [
    ...own.map((each) => opened(each, null, nowMs)),
    ...late.map(({ each, from }) => opened(each, from, nowMs)),
    ...carried.map((each) => ({ ...each, age_days: ageDays(each.date, nowMs) })),
  ];
}

function opened(difference: Difference, from: string | null, nowMs: number): OpenDifference {
  return { ...difference, age_days: ageDays(difference.date, nowMs), carried_from: from, accepted: null };
}

/** Differences that keep a month from being closed, as nobody has accepted them. */
export function stillOpen({ differences }: Pick<MonthView, 'differences'>): OpenDifference[] {
  return differences.filter(({ accepted }) => accepted === null);
}
