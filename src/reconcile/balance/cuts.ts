// The three cuts of time for the balance: the whole range, days, buckets, each with the provider's figures for it.
// Pure.

import type { LedgerLine } from '../../domain/ledger.js';
import type { ReturnCode, ReturnCodes } from '../../domain/return-codes.js';
import { BUCKETS_A_DAY, DAY_MS, dayEnd, firstBucketOf, parseDate, type DayRange } from '../../domain/days.js';
import type { CodeCounts, Figures } from '../../domain/provider-counts.js';
import { balanceLevel, type KnownCalls, type Level, type LevelInput } from './level.js';

/** Calls of others that the user has declared beforehand. */
export interface BaselineCalls {
  readonly day: string;
  readonly code: ReturnCode;
  readonly count: number;
}

export interface BalanceInput {
  readonly range: DayRange;
  /** The ledger lines of all batches; some may be of other days. */
  readonly lines: readonly LedgerLine[];
  readonly figures: Figures;
  readonly baseline: readonly BaselineCalls[];
  /** The return codes of the account's provider. */
  readonly codes: ReturnCodes;
  /** Codes that the provider reports besides those in its document and in its answer. */
  readonly billableCodes: readonly ReturnCode[];
  /** Whether batches of those days are still running. */
  readonly running: boolean;
  /** Unix milliseconds. */
  readonly nowMs: number;
}

/** For this time after a day's end the provider's figures of the day may still grow. */
export const SETTLING_MS = DAY_MS;

/** Codes that the provider's document lists, those that are billed, and any other that the answer names. */
function reportedCodes({ codes, figures, billableCodes }: BalanceInput): ReadonlySet<ReturnCode> {
  const named = [figures.summary, ...figures.list.map(({ counts }) => counts)].flatMap((counts) => [
    ...counts.keys(),
  ]);
  return new Set([...codes.verdicts.keys(), ...billableCodes, ...named]);
}

type Common = Pick<LevelInput, 'lines' | 'reported' | 'running'>;

function common(input: BalanceInput): Common {
  return { lines: input.lines, reported: reportedCodes(input), running: input.running };
}

function fewer({ nowMs }: BalanceInput, day: string): 'unsettled' | 'unexplained' {
  return nowMs < dayEnd(day) + SETTLING_MS ? 'unsettled' : 'unexplained';
}

/** The whole range as one slot, compared with the provider's summary. */
export function totalLevel(input: BalanceInput): Level {
  const { from, to } = input.range;
  const [start, end] = [firstBucketOf(from), firstBucketOf(to) + BUCKETS_A_DAY];
  return balanceLevel({
    ...common(input),
    slots: 1,
    slotOf: (bucket) => (bucket < start ? -1 : bucket < end ? 0 : 1),
    theirs: new Map([[0, input.figures.summary]]),
    known: known(input, () => [0, 0]),
    everySlot: true,
    whenFewer: () => fewer(input, to),
  });
}

export function dailyLevel(input: BalanceInput, days: readonly string[]): Level {
  const start = firstBucketOf(input.range.from);
  return balanceLevel({
    ...common(input),
    slots: days.length,
    slotOf: (bucket) => Math.floor((bucket - start) / BUCKETS_A_DAY),
    theirs: theirsBy(input.figures, days.length, ({ day }) => days.indexOf(day)),
    known: known(input, (day) => [days.indexOf(day), days.indexOf(day)]),
    everySlot: true,
    whenFewer: (slot) => fewer(input, days[slot] ?? input.range.to),
  });
}

/** Undefined where the provider's list is not by buckets. */
export function bucketLevel(input: BalanceInput): Level | undefined {
  if (input.figures.list.some(({ date }) => parseDate(date)?.bucket === undefined)) return undefined;
  const start = firstBucketOf(input.range.from);
  return balanceLevel({
    ...common(input),
    slots: BUCKETS_A_DAY,
    slotOf: (bucket) => bucket - start,
    theirs: theirsBy(input.figures, BUCKETS_A_DAY, ({ bucket }) => (bucket ?? -1) - start),
    known: known(input, () => [0, BUCKETS_A_DAY - 1]),
    everySlot: false,
    whenFewer: () => fewer(input, input.range.to),
  });
}

function known(
  { baseline, range }: BalanceInput,
  slotsOfDay: (day: string) => [number, number],
): KnownCalls[] {
  return baseline
    .filter(({ day }) => day >= range.from && day <= range.to)
    .map(({ day, code, count }) => {
      const [first, last] = slotsOfDay(day);
      return { first, last, code, count };
    });
}

type Place = NonNullable<ReturnType<typeof parseDate>>;

/** Adds up the rows of the same slot. Rows outside the range are left to the checks of the provider's figures. */
function theirsBy(
  { list }: Figures,
  limit: number,
  slotOf: (place: Place) => number,
): Map<number, CodeCounts> {
  const slots = new Map<number, Map<ReturnCode, number>>();
  for (const { date, counts } of list) {
    const place = parseDate(date);
    const slot = place === undefined ? -1 : slotOf(place);
    if (slot < 0 || slot >= limit) continue;
    const sums = slots.get(slot) ?? new Map<ReturnCode, number>();
    slots.set(slot, sums);
    for (const [code, count] of counts) sums.set(code, (sums.get(code) ?? 0) + count);
  }
  return slots;
}
