// What calls cost in a report: each by the price on record with it, others by the price that is set today. Pure.

import { costOf, dearest } from '../domain/cost.js';
import type { LedgerLine } from '../domain/ledger.js';
import { parseMoney } from '../domain/money.js';
import { priceListOf, type PriceList, type PriceSettings } from '../domain/price-list.js';
import { compareCodes, type ReturnCode } from '../domain/return-codes.js';
import { UserError } from '../domain/user-error.js';
import { inBoth } from '../words/catalogue.js';
import type { Assignment } from './balance/assignment.js';
import type { Finding } from './balance/findings.js';
import { bridgeOf, type Bridge } from './bridge.js';

export type Tariff = PriceSettings;

export class Costs {
  readonly #now: PriceList | undefined;
  readonly #lists: readonly PriceList[];
  readonly #billable: ReadonlySet<ReturnCode>;
  readonly #currency: string;

  /**
   * @param lines all calls of the report
   * @throws UserError where the price is no decimal
   */
  constructor(tariff: Tariff, lines: readonly LedgerLine[]) {
    const { price, billableCodes } = tariff;
    if (price !== undefined && parseMoney(price) === undefined) {
      throw new UserError('invalid-settings', ({ settings }) => settings.noPrice({ price }));
    }
    this.#now = priceListOf(tariff, 0);
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

  /** How many calls have no price on record, and are reckoned at the price that is set today. */
  unpriced(lines: Iterable<LedgerLine>): number {
    let calls = 0;
    for (const { priceList, count, code } of lines)
      if (priceList === undefined && (code === undefined || this.#billable.has(code))) calls += count;
    return calls;
  }

  billed(lines: Iterable<LedgerLine>): number {
    let billed = 0;
    for (const { code, count } of lines) if (code !== undefined && this.#billable.has(code)) billed += count;
    return billed;
  }

  /**
   * From our calls to the provider's, in calls and money. Calls of others cost what ours do at last.
   *
   * @param as what all billed calls are called where the provider knows no codes
   */
  bridge(assignments: readonly Assignment[], as?: ReturnCode): Bridge {
    const last = this.#now ?? this.#lists.at(-1);
    const lists = this.#lists;
    if (as === undefined) return bridgeOf(assignments, { billable: this.#billable, lists, otherwise: last });
    const otherwise = last && { ...last, prices: { [as]: dearest(last) } };
    return bridgeOf(assignments, { billable: new Set([as]), lists, otherwise });
  }

  *#priced(lines: Iterable<LedgerLine>): Generator<LedgerLine> {
    for (const line of lines) yield { ...line, priceList: line.priceList ?? this.#now };
  }
}
