// The balance: our calls held against the provider's figures, by code, day and, for a single day, bucket. Pure:
// the ledger's lines, the figures and the time of day come in.

import { BUCKET_MS } from '../../domain/ledger.js';
import type { Assignment } from './assignment.js';
import { fatesOf, type CallFates } from './call-fates.js';
import { bucketLevel, dailyLevel, totalLevel, type BalanceInput } from './cuts.js';
import { bucketName, daysOf, firstBucketOf } from '../../domain/days.js';
import type { CodeBalance, Level } from './level.js';
import { listAddsUp } from './provider-checks.js';
import { worst, type Verdict } from './verdict.js';

export type { BalanceInput, BaselineCalls } from './cuts.js';

export interface SlotBalance {
  /** A day, or the start of a bucket in the provider's notation. */
  readonly date: string;
  readonly verdict: Verdict;
  readonly codes: readonly CodeBalance[];
}

export interface Balance {
  readonly verdict: Verdict;
  readonly codes: readonly CodeBalance[];
  readonly days: readonly SlotBalance[];
  /** Every bucket with any call where one day was asked for; none for several days. */
  readonly buckets: readonly SlotBalance[];
  /** What became of every call, by the finest cut that the verdict rests on. */
  readonly fates: CallFates;
  /** The finest cut that the verdict rests on, and how calls were assigned in it. */
  readonly finest: FinestCut;
  readonly assignment: Assignment;
  /** The day of a slot of that; the last one where nobody knows which. */
  readonly dayOf: (slot: number) => string;
  /**
   * The least clock difference, in milliseconds, under which the buckets of a day would agree, where only the day's
   * totals do. Undefined where no difference helps, or none is needed.
   */
  readonly agreesWithinMs: number | undefined;
}

export interface FinestCut {
  /** A period is a day or a month. */
  readonly by: 'period' | 'bucket';
  readonly slots: readonly SlotBalance[];
}

/** The clock differences that are tried, in buckets. */
const WIDER_BY = [1, 2, 3, 6, 12];

export function balance(input: BalanceInput): Balance {
  const days = daysOf(input.range);
  const oneDay = days.length === 1;
  const total = totalLevel(input);
  const daily = oneDay ? total : dailyLevel(input, days);
  const byBucket = oneDay ? bucketLevel(input) : undefined;
  // A list that contradicts its own summary proves nothing about our calls, and a check of the provider's figures says
  // so.
  const trusted = listAddsUp(input.figures);
  const finest = trusted ? (byBucket ?? daily) : total;
  const verdict = worst([total, trusted ? daily : total, finest].flatMap(verdictsOf));
  const codes = codesOf(total, finest);
  const ofDays = oneDay ? [slotOf(days[0] ?? '', codes)] : slotsOf(daily, (slot) => days[slot] ?? '');
  const buckets = byBucket === undefined ? [] : bucketsOf(byBucket, input);
  return {
    verdict: input.running ? 'unsettled' : verdict,
    codes,
    days: ofDays,
    buckets,
    fates: fatesOf(finest.assignment),
    assignment: finest.assignment,
    dayOf: (slot) => (finest === daily && !oneDay ? days[slot] : undefined) ?? days.at(-1) ?? '',
    finest: finest === byBucket ? { by: 'bucket', slots: buckets } : { by: 'period', slots: ofDays },
    agreesWithinMs: finest === byBucket ? agreesWithinMs(input, total, finest) : undefined,
  };
}

function agreesWithinMs(input: BalanceInput, total: Level, byBucket: Level): number | undefined {
  // A clock difference moves calls, so it needs some that are missing in one bucket and some that are too many in
  // another.
  const { foreign, missing } = fatesOf(byBucket.assignment);
  if (hasLeft(total) || foreign === 0 || missing === 0) return undefined;
  const buckets = WIDER_BY.find((by) => {
    const lines = input.lines.map((line) => ({ ...line, first: line.first - by, last: line.last + by }));
    const wider = bucketLevel({ ...input, lines });
    return wider !== undefined && !hasLeft(wider);
  });
  return buckets === undefined ? undefined : buckets * BUCKET_MS;
}

function hasLeft({ assignment }: Level): boolean {
  const { foreign, missing } = fatesOf(assignment);
  return foreign + missing > 0;
}

function verdictsOf({ slots }: Level): Verdict[] {
  return [...slots.values()].flatMap((codes) => [...codes.values()].map(({ verdict }) => verdict));
}

/**
 * The codes' totals. What can't be accounted for in the finest cut can't be in the total either, so its figures replace
 * the total's.
 */
function codesOf(total: Level, finest: Level): CodeBalance[] {
  return [...(total.slots.get(0)?.values() ?? [])].map((balanced) => {
    if (finest === total) return balanced;
    const cells = [...finest.slots.values()].flatMap((codes) => codes.get(balanced.code) ?? []);
    const foreign = cells.reduce((sum, cell) => sum + cell.foreign, 0);
    const missing = cells.reduce((sum, cell) => sum + cell.missing, 0);
    const grave = cells.map(({ verdict }) => verdict).filter((verdict) => verdict !== 'explained');
    return { ...balanced, foreign, missing, verdict: worst([balanced.verdict, ...grave]) };
  });
}

function slotsOf({ slots }: Level, nameOf: (slot: number) => string): SlotBalance[] {
  return [...slots].map(([slot, codes]) => slotOf(nameOf(slot), [...codes.values()]));
}

function slotOf(date: string, codes: readonly CodeBalance[]): SlotBalance {
  return { date, verdict: worst(codes.map(({ verdict }) => verdict)), codes };
}

function bucketsOf(detailed: Level, { range }: BalanceInput): SlotBalance[] {
  const start = firstBucketOf(range.from);
  return slotsOf(detailed, (slot) => bucketName(start + slot));
}
