// What is open in a month: calls that nobody has accounted for, days that are not settled, and what has come to a closed month
// since. Each has an id that stays, so that a person can accept it by name. Pure.

import { dayEnd } from '../../domain/days.js';
import { daysOfPeriod, isBillPeriod, isMonth } from '../../domain/bill.js';
import type { PublishedBillReport } from '../bill/bill-changes.js';
import type { PublishedReport } from '../report/changes.js';

/**
 * `others`: the provider's calls that are none of ours. `not_counted`: answered calls that it has not counted. `unsettled`: the
 * days are not settled. `no_bill`: the bill says nothing. `amount`: what is to be paid is not what our calls cost. `late_ours`, `late_theirs`: more, or fewer, calls of a closed month
 * than when it was closed.
 */
export const DIFFERENCE_KINDS = [
  'others',
  'not_counted',
  'unsettled',
  'no_bill',
  'amount',
  'late_ours',
  'late_theirs',
] as const;
export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number];

export interface Difference {
  /** Such as `2026-11-20/-5803/others`. */
  readonly id: string;
  readonly kind: DifferenceKind;
  /** A day or a month, in China. */
  readonly date: string;
  readonly code: string | null;
  readonly calls: number;
  /** A decimal, of `amount`. */
  readonly amount?: string | undefined;
}

export interface OpenDifference extends Difference {
  /** Whole days since the end of its day. */
  readonly age_days: number;
  /** The month of which it was carried here. */
  readonly carried_from: string | null;
  /** Why it is accepted, in the words of who accepted it. */
  readonly accepted: string | null;
}

function difference(kind: DifferenceKind, date: string, code: string | null, calls: number): Difference {
  return { id: [date, code, kind].filter((part) => part !== null).join('/'), kind, date, code, calls };
}

/** Of a reconciliation with the provider's counts. */
export function countDifferences({ days, verdict, batches }: PublishedReport): Difference[] {
  const found = days.flatMap(({ date, codes }) =>
    codes.flatMap(({ code, foreign, missing }) => [
      ...(foreign > 0 ? [difference('others', date, code, foreign)] : []),
      ...(missing > 0 ? [difference('not_counted', date, code, missing)] : []),
    ]),
  );
  if (found.length > 0 || verdict === 'balanced' || verdict === 'explained') return found;
  const running = batches.filter(({ finished }) => !finished);
  const calls = running.reduce((sum, batch) => sum + batch.calls, 0);
  return [difference('unsettled', days.at(-1)?.date ?? '', null, calls)];
}

/** Of a reconciliation with a bill. */
export function billDifferences({ periods, verdict, to }: PublishedBillReport): Difference[] {
  const found = periods.flatMap(
    ({ period, theirs, foreign, missing, ours, in_doubt: inDoubt, verdict: own }) => {
      if (theirs === null)
        return own === 'unsettled' ? [difference('no_bill', period, null, ours + inDoubt)] : [];
      return [
        ...((foreign ?? 0) > 0 ? [difference('others', period, null, foreign ?? 0)] : []),
        ...((missing ?? 0) > 0 ? [difference('not_counted', period, null, missing ?? 0)] : []),
        ...(theirs < 0 ? [difference('not_counted', period, null, -theirs)] : []),
      ];
    },
  );
  if (found.length > 0 || verdict === 'balanced' || verdict === 'explained') return found;
  return [difference('unsettled', to, null, 0)];
}

/** Our calls and theirs of a day, by code; with a bill the code is empty. */
export interface DayFigures {
  readonly date: string;
  readonly code: string;
  readonly ours: number;
  readonly theirs: number | null;
}

export function figuresOfCounts({ days }: Pick<PublishedReport, 'days'>): DayFigures[] {
  return days.flatMap(({ date, codes }) =>
    codes.map(({ code, ours, theirs, reported }) => ({ date, code, ours, theirs: reported ? theirs : null })),
  );
}

export function figuresOfBill({ periods }: Pick<PublishedBillReport, 'periods'>): DayFigures[] {
  return periods.map(({ period, ours, theirs }) => ({ date: period, code: '', ours, theirs }));
}

/** What a closed month has more, or fewer, than when it was closed. */
export function lateDifferences(closed: readonly DayFigures[], now: readonly DayFigures[]): Difference[] {
  // One bill may have been by days and the other by months: then months are compared.
  const months = new Set([...closed, ...now].map(({ date }) => date).filter(isMonth));
  const [before, after] = [summed(closed, months), summed(now, months)];
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((key) => {
    const [then, since] = [before.get(key), after.get(key)];
    const { date, code } = then ?? since ?? { date: '', code: '' };
    const named = code === '' ? null : code;
    const ours = (since?.ours ?? 0) - (then?.ours ?? 0);
    const theirs = (since?.theirs ?? 0) - (then?.theirs ?? 0);
    return [
      ...(ours === 0 ? [] : [difference('late_ours', date, named, ours)]),
      ...(theirs === 0 ? [] : [difference('late_theirs', date, named, theirs)]),
    ];
  });
}

/** By date and code, the days of these months together. */
function summed(figures: readonly DayFigures[], months: ReadonlySet<string>): Map<string, DayFigures> {
  const sums = new Map<string, DayFigures>();
  for (const each of figures) {
    const month = each.date.slice(0, MONTH_LENGTH);
    const date = months.has(month) ? month : each.date;
    const key = `${date}/${each.code}`;
    const { ours = 0, theirs = null } = sums.get(key) ?? {};
    const both = theirs === null ? each.theirs : theirs + (each.theirs ?? 0);
    sums.set(key, { ...each, date, ours: ours + each.ours, theirs: both });
  }
  return sums;
}

const MONTH_LENGTH = '2026-11'.length;

/** The age of a difference in whole days; 0 while its day is not over. */
export function ageDays(date: string, nowMs: number): number {
  if (!isBillPeriod(date)) return 0;
  return Math.max(0, Math.floor((nowMs - dayEnd(daysOfPeriod(date).to)) / 86_400_000));
}

/** A text for a difference that has gone is for no other one. */
const NAMES_ONE = /^\d{4}-\d{2}[^=\s]*\/[a-z_]+=/;

/**
 * Which differences are accepted. A text that begins with the id of one and `=` is for that one; others are for those that are
 * left, in their order.
 *
 * @returns the texts by id, and those that no difference is left for
 */
export function accepted(
  open: readonly Difference[],
  texts: readonly string[],
): { readonly byId: ReadonlyMap<string, string>; readonly unused: readonly string[] } {
  const byId = new Map<string, string>();
  const unnamed: string[] = [];
  const gone: string[] = [];
  for (const text of texts) {
    const named = open.find(({ id }) => text.startsWith(`${id}=`));
    if (named === undefined) (NAMES_ONE.test(text) ? gone : unnamed).push(text);
    else byId.set(named.id, text.slice(named.id.length + 1).trim());
  }
  const left = open.filter(({ id }) => !byId.has(id));
  for (const [index, { id }] of left.entries()) {
    const text = unnamed[index];
    if (text !== undefined) byId.set(id, text);
  }
  return { byId, unused: [...gone, ...unnamed.slice(left.length)] };
}
