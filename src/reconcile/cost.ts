// What calls cost in a report: each by the price on record with it, others by the price of their date. Pure.

import { costOf, dearest } from '../domain/cost.js';
import { chinaDay } from '../domain/china-time.js';
import { dayEnd, dayStart } from '../domain/days.js';
import { BUCKET_MS, type LedgerLine } from '../domain/ledger.js';
import { parseMoney } from '../domain/money.js';
import { priceListIn, type PriceEntry } from '../domain/price-book.js';
import { priceListOf, type PriceList, type PriceSettings } from '../domain/price-list.js';
import { compareCodes, type ReturnCode } from '../domain/return-codes.js';
import { UserError } from '../domain/user-error.js';
import { inBoth } from '../words/catalogue.js';
import type { Finding } from './balance/findings.js';
import { bridgeOf, type Bridge, type DatedAssignment } from './bridge.js';
import type { BatchCalls } from './recorded-batch.js';

export interface Tariff extends PriceSettings {
  /** Prices by date, as the book stands now; absent: there are none. */
  readonly book?: { readonly entries: readonly PriceEntry[]; readonly provider: string } | undefined;
}

/** What calls of an instant cost that have no price on record: by the book as it stands now, else by the settings. */
function assumedList({ book, ...settings }: Tariff, instantMs: number): PriceList | undefined {
  const otherwise = priceListOf(settings, 0);
  const { billableCodes } = settings;
  const dated = book && priceListIn({ ...book, billableCodes, otherwise: undefined }, instantMs, Infinity);
  if (dated !== undefined) return { ...dated, from: 0, assumed: 'date' };
  return otherwise && { ...otherwise, assumed: 'settings' };
}

/** The calls with prices of their date where none is on record, so that a change of price splits these rightly, too. */
export function withDatedPrices(batches: readonly BatchCalls[], tariff: Tariff): BatchCalls[] {
  const lists = new Map<string, PriceList>();
  const byDay = new Map<string, PriceList | undefined>();
  const listOn = (day: string): PriceList | undefined => {
    if (byDay.has(day)) return byDay.get(day);
    const list = assumedList(tariff, dayStart(day));
    const key = JSON.stringify(list);
    const one = list && (lists.get(key) ?? list);
    if (one !== undefined) lists.set(key, one);
    byDay.set(day, one);
    return one;
  };
  const priced = (line: LedgerLine): LedgerLine =>
    line.priceList === undefined ? { ...line, priceList: listOn(chinaDay(line.home * BUCKET_MS)) } : line;
  return batches.map((batch) => ({
    ...batch,
    lines: batch.lines.map(priced),
    answered: batch.answered.map(priced),
    doubtful: batch.doubtful.map(priced),
  }));
}

/** Calls that cost the same by the same price, as a report lists them. */
export interface PriceUsed {
  readonly price: string;
  /** The number of the package that has paid them. */
  readonly package: number | null;
  readonly on_record: boolean;
  calls: number;
  amount: string;
}

export class Costs {
  readonly #now: PriceList | undefined;
  readonly #lists: readonly PriceList[];
  readonly #billable: ReadonlySet<ReturnCode>;
  readonly #currency: string;
  readonly #tariff: Tariff;
  readonly #lastMs: number;

  /**
   * @param lines all calls of the report
   * @param lastMs the last instant of it, by whose price calls of others are reckoned
   * @throws UserError where the price is no decimal
   */
  constructor(tariff: Tariff, lines: readonly LedgerLine[], lastMs = Infinity) {
    const { price, billableCodes } = tariff;
    if (price !== undefined && parseMoney(price) === undefined) {
      throw new UserError('invalid-settings', ({ settings }) => settings.noPrice({ price }));
    }
    [this.#tariff, this.#lastMs] = [tariff, lastMs];
    this.#now = assumedList(tariff, lastMs);
    const onRecord = new Set(lines.map(({ priceList }) => priceList).filter((list) => list !== undefined));
    const { currency } = tariff;
    this.#currency = currency;
    // A sum is stated in the settings' currency: beside prices in another one this list makes it none.
    const own = onRecord.size > 0 ? { from: 0, currency, prices: {} } : this.#now;
    this.#lists = own === undefined ? [] : [...onRecord, own];
    this.#billable = new Set(billableCodes);
  }

  /** The cost as a decimal, of doubtful calls the most; null where some calls have no price. */
  of(lines: Iterable<LedgerLine>): string | null {
    return costOf(this.#priced(lines), this.#lists);
  }

  /** The cost of each billable code; null where some calls have no price. */
  byCode(lines: readonly LedgerLine[]): Readonly<Record<string, string>> | null {
    const codes = [...new Set(lines.map(({ code }) => code))].filter((code) => code !== undefined);
    const costs: Record<string, string> = {};
    for (const code of codes.filter((each) => this.#billable.has(each)).sort(compareCodes)) {
      const cost = this.of(lines.filter((line) => line.code === code));
      if (cost === null) return null;
      costs[code] = cost;
    }
    return this.#lists.length === 0 ? null : costs;
  }

  /** What is to be said of prices on record in another currency than the settings'. */
  findings(): Finding[] {
    const recorded = this.#lists.find(({ currency }) => currency !== this.#currency)?.currency;
    if (recorded === undefined) return [];
    return [inBoth(({ findings }) => findings.otherCurrency({ recorded, currency: this.#currency }))];
  }

  /** How many calls have no price on record. */
  unpriced(lines: Iterable<LedgerLine>): number {
    let calls = 0;
    for (const { priceList, count, code } of lines)
      if (!isOnRecord(priceList) && (code === undefined || this.#billable.has(code))) calls += count;
    return calls;
  }

  /** How many of those are reckoned at a price that the book has for their date. */
  dated(lines: Iterable<LedgerLine>): number {
    return this.unpriced([...lines].filter(({ priceList }) => priceList?.assumed === 'date'));
  }

  /** The prices by which billed calls were reckoned, in the order of time. */
  pricesUsed(lines: Iterable<LedgerLine>): PriceUsed[] {
    const used = new Map<
      string,
      { readonly about: Omit<PriceUsed, 'calls' | 'amount'>; calls: LedgerLine[] }
    >();
    for (const line of [...this.#priced(lines)].toSorted((a, b) => a.home - b.home)) {
      const { priceList, code } = line;
      if (priceList === undefined || code === undefined || !this.#billable.has(code)) continue;
      const price = priceList.prices[code] ?? '0';
      const about = { price, package: priceList.package ?? null, on_record: isOnRecord(priceList) };
      const key = JSON.stringify(about);
      const same = used.get(key) ?? { about, calls: [] };
      same.calls.push(line);
      used.set(key, same);
    }
    return [...used.values()].map(({ about, calls }) => {
      return { ...about, calls: this.billed(calls), amount: this.of(calls) ?? '' };
    });
  }

  billed(lines: Iterable<LedgerLine>): number {
    let billed = 0;
    for (const { code, count } of lines) if (code !== undefined && this.#billable.has(code)) billed += count;
    return billed;
  }

  /**
   * From our calls to the provider's, in calls and money. Calls of others cost what was in force on their day.
   *
   * @param as what all billed calls are called where the provider knows no codes
   */
  bridge(assignments: readonly DatedAssignment[], as?: ReturnCode): Bridge {
    const lists = this.#lists;
    const priceOn = remembered((day) => this.#priceOn(day));
    if (as === undefined) return bridgeOf(assignments, { billable: this.#billable, lists, priceOn });
    const asOne = remembered((day) => {
      const list = priceOn(day);
      return list && { ...list, prices: { [as]: dearest(list) } };
    });
    return bridgeOf(assignments, { billable: new Set([as]), lists, priceOn: asOne });
  }

  /** Nobody has recorded what calls of others cost: it is what is in force on their day, as the book stands now. */
  #priceOn(day: string): PriceList | undefined {
    return (
      assumedList(this.#tariff, Math.min(dayEnd(day) - 1, this.#lastMs)) ?? this.#now ?? this.#lists.at(-1)
    );
  }

  *#priced(lines: Iterable<LedgerLine>): Generator<LedgerLine> {
    for (const line of lines) yield { ...line, priceList: line.priceList ?? this.#now };
  }
}

/** The same list for the same day, as sums go by lists. */
function remembered(priceOn: (day: string) => PriceList | undefined): (day: string) => PriceList | undefined {
  const known = new Map<string, PriceList | undefined>();
  return (day) => {
    if (!known.has(day)) known.set(day, priceOn(day));
    return known.get(day);
  };
}

function isOnRecord(list: PriceList | undefined): boolean {
  return list !== undefined && list.assumed === undefined;
}
