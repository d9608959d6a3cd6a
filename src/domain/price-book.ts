// The price book: what a call costs by day, provider and code, as people have set it. Nothing in it is ever changed or
// removed, only added or taken back, each with its time: so what was in force at any moment can be told at any later one.
// Pure.

import { chinaDayStart } from './china-time.js';
import { withPriceNow, type PriceList } from './price-list.js';
import type { ReturnCode } from './return-codes.js';

export interface TakenBack {
  /** Unix milliseconds. */
  readonly at: number;
  readonly by: string;
}

export interface PriceEntry {
  /** Counted from 1, in the order in which prices were set. */
  readonly number: number;
  /** Unix milliseconds: when it was set, or some seconds later where batches had to be told first. */
  readonly at: number;
  readonly by: string;
  readonly provider: string;
  /** Undefined: of every billed code that has no price of its own. */
  readonly code?: ReturnCode | undefined;
  /** A decimal. */
  readonly price: string;
  readonly currency: string;
  /** The first day in China on which it holds. */
  readonly from: string;
  readonly removed?: TakenBack | undefined;
}

/** Whose calls are priced, and what they cost where the book has no price. */
export interface PriceSource {
  readonly entries: readonly PriceEntry[];
  readonly provider: string;
  readonly billableCodes: readonly ReturnCode[];
  readonly otherwise: PriceList | undefined;
}

/**
 * What a call costs at an instant.
 *
 * @param knownAt what was set or taken back later counts as not yet known; Infinity: as the book stands
 * @returns undefined where some billed code has no price: then nothing is said of costs
 */
export function priceListIn(
  { entries, provider, billableCodes, otherwise }: PriceSource,
  instantMs: number,
  knownAt = instantMs,
): PriceList | undefined {
  const inForce = entries.filter(
    (entry) =>
      entry.provider === provider &&
      entry.at <= knownAt &&
      (entry.removed === undefined || entry.removed.at > knownAt) &&
      startOf(entry) <= instantMs,
  );
  const currency = inForce.at(-1)?.currency;
  if (currency === undefined) return otherwise && { ...otherwise, from: instantMs };
  const own = inForce.filter((entry) => entry.currency === currency);
  const last = otherwise?.currency === currency ? otherwise.prices : {};
  const prices: Record<ReturnCode, string> = {};
  for (const code of billableCodes) {
    const price = latest(own, code)?.price ?? latest(own, undefined)?.price ?? last[code];
    if (price === undefined) return undefined;
    prices[code] = price;
  }
  return { from: instantMs, currency, prices };
}

/** Of several of one code the one that begins last holds, and of those the one that was set last. */
function latest(entries: readonly PriceEntry[], code: ReturnCode | undefined): PriceEntry | undefined {
  let found: PriceEntry | undefined;
  for (const entry of entries) {
    if (entry.code === code && (found === undefined || entry.from >= found.from)) found = entry;
  }
  return found;
}

/** Midnight in China of the first day on which it holds. */
function startOf({ from }: Pick<PriceEntry, 'from'>): number {
  return chinaDayStart(from) ?? Infinity;
}

/** The instants after one and up to another at which the book may have changed what calls cost, in their order. */
export function changesOf(
  { entries, provider }: Pick<PriceSource, 'entries' | 'provider'>,
  afterMs: number,
  untilMs: number,
): number[] {
  const instants = entries
    .filter((entry) => entry.provider === provider)
    // A price that is set for a day that has begun holds from when it is set: calls before were made at another.
    .flatMap((entry) => [Math.max(entry.at, startOf(entry)), ...(entry.removed ? [entry.removed.at] : [])])
    .filter((at) => at > afterMs && at <= untilMs);
  return [...new Set(instants)].toSorted((a, b) => a - b);
}

/**
 * The prices on record with a batch, with those that the book has put in force since, each from its own instant on.
 *
 * @param sinceMs from when on the batch may have called; what is on record for later than that stays
 */
export function withBook(
  lists: readonly PriceList[] | undefined,
  source: PriceSource,
  sinceMs: number,
  nowMs: number,
): readonly PriceList[] | undefined {
  const after = Math.max(sinceMs, lists?.at(-1)?.from ?? 0);
  return changesOf(source, after, nowMs).reduce(
    (known, at) => withPriceNow(known, priceListIn(source, at)),
    lists,
  );
}

/** Whether it is in force now, will be, has been, or was taken back. */
export type PriceState = 'in-force' | 'later' | 'earlier' | 'removed';

export function stateOf(entry: PriceEntry, entries: readonly PriceEntry[], nowMs: number): PriceState {
  if (entry.removed !== undefined) return 'removed';
  if (startOf(entry) > nowMs) return 'later';
  const { provider, code, currency } = entry;
  const rivals = entries.filter(
    (other) =>
      other.removed === undefined &&
      other.provider === provider &&
      other.currency === currency &&
      startOf(other) <= nowMs,
  );
  return latest(rivals, code) === entry ? 'in-force' : 'earlier';
}
