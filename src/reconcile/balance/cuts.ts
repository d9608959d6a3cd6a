// The three ways in which time is cut for the balance: the whole range, days, buckets. Each with the provider's
// figures that belong to it. Pure.

import type { LedgerLine } from '../../domain/ledger.js';
import type { ReturnCode, ReturnCodes } from '../../domain/return-codes.js';
import { BUCKETS_A_DAY, DAY_MS, dayEnd, firstBucketOf, parseDate, type DayRange } from '../../domain/days.js';
import type { CodeCounts, Figures } from '../../domain/provider-counts.js';
import { balanceLevel, type KnownCalls, type Level, type LevelInput } from './level.js';

/** Calls of others that were declared beforehand. */
export interface BaselineCalls {
  readonly day: string;
  readonly code: ReturnCode;
  readonly count: number;
}

export interface BalanceInput {
  readonly range: DayRange;
  /** Of all batches; lines of other days may be among them. */
  readonly lines: readonly LedgerLine[];
  readonly figures: Figures;
  readonly baseline: readonly BaselineCalls[];
  /** The provider's. */
  readonly codes: ReturnCodes;
  /** Codes that the provider reports beside those that it documents and those in its answer. */
  readonly billableCodes: readonly ReturnCode[];
  /** Batches of those days still run. */
  readonly running: boolean;
  /** Unix milliseconds. */
  readonly nowMs: number;
}

/** Within this time after a day's end its figures may still grow. */
export const SETTLING_MS = DAY_MS;

/** Codes of the provider's document, those billed, and whatever else its answer names. */
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

/** The whole range as one slot, against the summary. */
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

/** Undefined where the provider did not give its list by buckets. */
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

/** Rows of the same slot are added up; rows outside the range are the provider checks' to tell. */
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
