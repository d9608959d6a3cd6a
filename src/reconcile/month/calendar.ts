// The calendar of months: for each day what the newest look at it said, what we called on it, and which months are closed. Pure.

import { dayStart, daysOf, DAY_MS } from '../../domain/days.js';
import { daysOfPeriod } from '../../domain/bill.js';
import { chinaDay } from '../../domain/china-time.js';
import { worst, type Verdict } from '../balance/verdict.js';

/** What a reconciliation said of a day, or of a whole month where a bill has no days. */
export interface LookedDay {
  readonly date: string;
  readonly verdict: Verdict;
  readonly ours: number;
  readonly in_doubt: number;
  readonly theirs: number | null;
  readonly difference: number | null;
}

export interface Look {
  /** The reconciliation's id. */
  readonly report: string;
  readonly made_at: string;
  readonly days: readonly LookedDay[];
}

interface CalendarDay {
  readonly date: string;
  /** Our calls by what is on record now, those in doubt too. */
  readonly calls: number;
  /** Null where nobody has reconciled the day. */
  readonly verdict: Verdict | null;
  readonly ours: number | null;
  readonly in_doubt: number | null;
  readonly theirs: number | null;
  readonly difference: number | null;
  /** Where that is from. */
  readonly report: string | null;
  readonly made_at: string | null;
}

export type MonthState = 'open' | 'awaiting_review' | 'closed';

export interface CalendarInput {
  /** In their order, none after the present one. */
  readonly months: readonly string[];
  readonly provider: string;
  readonly today: string;
  readonly looks: readonly Look[];
  readonly calls: ReadonlyMap<string, number>;
  readonly states: ReadonlyMap<string, { readonly state: MonthState } & ClosedAs>;
}

export interface ClosedAs {
  readonly verdict: Verdict | null;
  readonly closed_at: string | null;
  readonly closed_by: string | null;
}

export interface CalendarMonth extends ClosedAs {
  readonly month: string;
  readonly provider: string;
  readonly state: MonthState;
  readonly calls: number;
  /** Days with calls that nobody has reconciled since they were over. */
  readonly unreconciled: number;
  /** Days that are over, and today. */
  readonly days: readonly CalendarDay[];
}

const OPEN = { state: 'open', verdict: null, closed_at: null, closed_by: null } as const;

export function calendarOf({
  months,
  provider,
  today,
  looks,
  calls,
  states,
}: CalendarInput): CalendarMonth[] {
  const newest = newestOf(looks);
  return months.map((month) => {
    const { from, to } = daysOfPeriod(month);
    const begun = daysOf({ from, to: to < today ? to : today });
    const days = begun.map((date) => dayOf(date, calls.get(date) ?? 0, newest.get(date)));
    const known = states.get(month) ?? OPEN;
    const verdicts = days.flatMap(({ verdict }) => verdict ?? []);
    const ofMonth = newest.get(month)?.day.verdict;
    if (ofMonth !== undefined) verdicts.push(ofMonth);
    return {
      month,
      provider,
      ...known,
      verdict: known.verdict ?? (verdicts.length === 0 ? null : worst(verdicts)),
      calls: days.reduce((sum, day) => sum + day.calls, 0),
      unreconciled: days.filter(
        (day) => day.calls > 0 && ofMonth === undefined && isOpen(day, newest.get(day.date), today),
      ).length,
      days,
    };
  });
}

/** A look at a day that was not over yet says nothing of the rest of it. */
function isOpen({ date, verdict }: CalendarDay, seen: Seen | undefined, today: string): boolean {
  if (date >= today) return false;
  return verdict === null || seen === undefined || Date.parse(seen.look.made_at) < dayStart(date) + DAY_MS;
}

interface Seen {
  readonly look: Look;
  readonly day: LookedDay;
}

function newestOf(looks: readonly Look[]): Map<string, Seen> {
  const newest = new Map<string, Seen>();
  for (const look of looks.toSorted((a, b) => Date.parse(a.made_at) - Date.parse(b.made_at))) {
    for (const day of look.days) newest.set(day.date, { look, day });
  }
  return newest;
}

function dayOf(date: string, calls: number, seen: Seen | undefined): CalendarDay {
  const { verdict = null, ours = null, in_doubt: inDoubt = null } = seen?.day ?? {};
  const { theirs = null, difference = null } = seen?.day ?? {};
  const { report = null, made_at: madeAt = null } = seen?.look ?? {};
  return { date, calls, verdict, ours, in_doubt: inDoubt, theirs, difference, report, made_at: madeAt };
}

/** The months from one to another, both included, none after that of today. */
export function monthsBetween(from: string, to: string, today: string): string[] {
  const last = to < today.slice(0, 7) ? to : today.slice(0, 7);
  const months: string[] = [];
  for (let month = from; month <= last; month = monthAfter(month)) months.push(month);
  return months;
}

function monthAfter(month: string): string {
  return chinaDay(dayStart(daysOfPeriod(month).to) + DAY_MS).slice(0, 7);
}
