// What a label may call in a month, in calls or in money, and what its calls use of that. Pure: the script that permits calls
// decides; this reckons alike what stands on disk.

import type { Attempt } from './attempt.js';
import { chinaDay } from './china-time.js';
import { dearest } from './cost.js';
import type { LedgerLine } from './ledger.js';
import { BUCKET_MS } from './ledger.js';
import { formatMoney, parseMoney } from './money.js';
import { priceListAt, type PriceList } from './price-list.js';
import type { ReturnCode } from './return-codes.js';

export interface Budget {
  /** The label that pays; empty: batches without one. */
  readonly label: string;
  /** A month in China, such as `2026-12`. */
  readonly month: string;
  /** Undefined: not limited. */
  readonly calls?: number | undefined;
  /** A decimal; undefined: not limited. */
  readonly amount?: string | undefined;
  readonly currency: string;
}

/** Money is counted in millionths, as whole numbers that a script of Redis adds exactly. */
const PLACES = 6;
export const AMOUNT_AT_MOST = 1_000_000_000;

/** In millionths; what is finer is rounded up, so that a budget is never passed. */
export function unitsOf(decimal: string): number {
  const money = parseMoney(decimal);
  if (money === undefined) throw new RangeError(`"${decimal}" is no decimal`);
  const { units, scale } = money;
  if (scale <= PLACES) return Number(units * 10n ** BigInt(PLACES - scale));
  const by = 10n ** BigInt(scale - PLACES);
  return Number((units + by - 1n) / by);
}

/** As a decimal with two places at least. */
export function formatUnits(units: number): string {
  return formatMoney({ units: BigInt(units), scale: PLACES }).replace(/(\.\d\d\d*?)0+$/, '$1');
}

export function monthOf(instantMs: number): string {
  return chinaDay(instantMs).slice(0, 7);
}

export function monthBefore(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return number === 1
    ? `${String(year - 1).padStart(4, '0')}-12`
    : `${month.slice(0, 5)}${String(number - 1).padStart(2, '0')}`;
}

/** What calls use of a budget: those that are billed, and those whose answer nobody knows. */
export interface Use {
  readonly calls: number;
  readonly units: number;
}

export interface BudgetPrices {
  readonly lists: readonly PriceList[];
  readonly billed: ReadonlySet<ReturnCode>;
}

/** Adds up what a batch's calls use, by the month in which each was begun. */
export class UseTally {
  readonly #prices: BudgetPrices;
  readonly #byMonth = new Map<string, { calls: number; units: number }>();

  constructor(prices: BudgetPrices) {
    this.#prices = prices;
  }

  addAttempt({ startedAt, result, code }: Attempt): void {
    if (result === 'refused') return;
    const list = priceListAt(this.#prices.lists, startedAt);
    this.#add(monthOf(startedAt), 1, list, result === 'answered' ? (code ?? '') : undefined);
  }

  /** @returns false where the line's calls may have been begun in two months: then the attempts tell */
  addLine({ first, last, home, result, code, count, priceList }: LedgerLine): boolean {
    if (result === 'refused') return true;
    const month = monthOf(home * BUCKET_MS);
    if (monthOf(first * BUCKET_MS) !== month || monthOf(last * BUCKET_MS) !== month) return false;
    this.#add(month, count, priceList, result === 'answered' ? (code ?? '') : undefined);
    return true;
  }

  /** @param code undefined: nobody knows which */
  #add(month: string, calls: number, list: PriceList | undefined, code: ReturnCode | undefined): void {
    if (code !== undefined && !this.#prices.billed.has(code)) return;
    const use = this.#byMonth.get(month) ?? { calls: 0, units: 0 };
    const price = list === undefined ? '0' : code === undefined ? dearest(list) : (list.prices[code] ?? '0');
    use.calls += calls;
    use.units += calls * unitsOf(price);
    this.#byMonth.set(month, use);
  }

  get byMonth(): ReadonlyMap<string, Use> {
    return this.#byMonth;
  }
}
