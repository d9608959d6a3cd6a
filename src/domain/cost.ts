// What recorded calls cost, each at the price that stands with it, without binary fractions. Pure.

import type { LedgerLine } from './ledger.js';
import { addMoney, formatMoney, parseMoney, times, type Money } from './money.js';
import type { PriceList } from './price-list.js';
import type { ReturnCode } from './return-codes.js';

/** Calls that are alike. */
export interface PricedCalls {
  /** Undefined where the calls may have been counted under any code. */
  readonly code: ReturnCode | undefined;
  readonly count: number;
  /** Undefined where the calls have no price on record. */
  readonly priceList?: PriceList | undefined;
}

const NOTHING: Money = { units: 0n, scale: 0 };

/** What one call of this code costs; of one whose code is not known the dearest, because that is the worst case. */
function priceOf({ prices }: PriceList, code: ReturnCode | undefined): Money {
  return moneyOf(code === undefined ? dearest({ prices }) : (prices[code] ?? '0'));
}

/** The highest price of the list, as a decimal. */
export function dearest({ prices }: Pick<PriceList, 'prices'>): string {
  return formatMoney(Object.values(prices).map(moneyOf).reduce(greater, NOTHING));
}

/**
 * The cost of all of these calls as a decimal, with as many places as the price has; null where some have no price on
 * record, or where the prices are in several currencies.
 */
export function costOf(calls: Iterable<PricedCalls>, lists: readonly PriceList[]): string | null {
  let sum = NOTHING;
  const known = new Set(lists);
  for (const { code, count, priceList } of calls) {
    if (count === 0) continue;
    if (priceList === undefined) return null;
    known.add(priceList);
    sum = addMoney(sum, times(priceOf(priceList, code), count));
  }
  if (new Set([...known].map(({ currency }) => currency)).size !== 1) return null;
  return formatMoney(addMoney(sum, { units: 0n, scale: scaleOf([...known]) }));
}

export interface CallCost {
  readonly currency: string;
  /** Of the calls whose answer is recorded. */
  readonly amount: string;
  /** What calls in doubt may add at most. */
  readonly in_doubt: string;
}

/** Null where there is no price on record for some call: a cost that is not known is not guessed. */
export function costOfLedger(lines: Iterable<LedgerLine>, lists: readonly PriceList[]): CallCost | null {
  const all = [...lines];
  const amount = costOf(
    all.filter(({ result }) => result === 'answered'),
    lists,
  );
  const inDoubt = costOf(
    all.filter(({ result }) => result === 'in_doubt'),
    lists,
  );
  const currency = lists.at(-1)?.currency;
  if (currency === undefined || amount === null || inDoubt === null) return null;
  return { currency, amount, in_doubt: inDoubt };
}

/** The most places that a price of these lists has. */
function scaleOf(lists: readonly PriceList[]): number {
  const prices = lists.flatMap(({ prices: own }) => Object.values(own));
  return Math.max(0, ...prices.map((price) => moneyOf(price).scale));
}

function moneyOf(price: string): Money {
  const money = parseMoney(price);
  if (money === undefined) throw new RangeError(`"${price}" is no decimal`);
  return money;
}

function greater(one: Money, other: Money): Money {
  const scale = Math.max(one.scale, other.scale);
  const at = ({ units, scale: own }: Money): bigint => units * 10n ** BigInt(scale - own);
  return at(one) >= at(other) ? one : other;
}
