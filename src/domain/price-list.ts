// What calls cost from an instant on, as it is recorded with their batch: a price for each billed code, in exact
// decimals. Pure; it does not know who sets prices.

import type { ReturnCode } from './return-codes.js';

export interface PriceList {
  /** Unix milliseconds; 0: from the batch's beginning. */
  readonly from: number;
  readonly currency: string;
  /** Decimals by code. A code that is not among them costs nothing. */
  readonly prices: Readonly<Record<ReturnCode, string>>;
  /** The number of the package that has paid the calls; absent: none has. */
  readonly package?: number | undefined;
  /** Where none was on record: in force on the day of the calls, or set by settings. Never written with a batch. */
  readonly assumed?: 'date' | 'settings' | undefined;
}

export interface PriceSettings {
  /** A decimal as the user wrote it; undefined: no price is set. */
  readonly price: string | undefined;
  readonly currency: string;
  readonly billableCodes: readonly ReturnCode[];
}

/** Undefined where no price is set: then nothing is said of costs. */
export function priceListOf(
  { price, currency, billableCodes }: PriceSettings,
  from: number,
): PriceList | undefined {
  if (price === undefined) return undefined;
  return { from, currency, prices: Object.fromEntries(billableCodes.map((code) => [code, price])) };
}

/** The list in force at an instant; undefined where calls of that time have no price on record. */
export function priceListAt(lists: readonly PriceList[], instantMs: number): PriceList | undefined {
  return lists.findLast(({ from }) => from <= instantMs);
}

/**
 * The lists with the one that holds from now on, where it says something else than the last. A price that is not set
 * any more leaves the lists as they are.
 */
export function withPriceNow(
  lists: readonly PriceList[] | undefined,
  now: PriceList | undefined,
): readonly PriceList[] | undefined {
  if (now === undefined) return lists;
  const last = lists?.at(-1);
  return last !== undefined && samePrices(last, now) ? lists : [...(lists ?? []), now];
}

function samePrices(one: PriceList, other: PriceList): boolean {
  const [prices, others] = [Object.entries(one.prices), Object.entries(other.prices)];
  return (
    one.currency === other.currency &&
    prices.length === others.length &&
    prices.every(([code, price]) => other.prices[code] === price)
  );
}
