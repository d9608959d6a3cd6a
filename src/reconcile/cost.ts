// What calls cost: a price per billable code, calculated in whole units of the price's last decimal. Pure.

import { formatMoney, parseMoney, times, type Money } from '../domain/money.js';
import { compareCodes, type ReturnCode } from '../domain/return-codes.js';
import { UserError } from '../domain/user-error.js';
import type { CodeCounts } from '../domain/provider-counts.js';

export interface Tariff {
  /** A decimal as the user wrote it; undefined: no price is set, so no cost is stated. */
  readonly price: string | undefined;
  readonly currency: string;
  readonly billableCodes: readonly ReturnCode[];
}

export class Costs {
  readonly #price: Money | undefined;
  readonly #billable: ReadonlySet<ReturnCode>;

  /** @throws UserError where the price is no decimal */
  constructor({ price, billableCodes }: Tariff) {
    this.#price = price === undefined ? undefined : parseMoney(price);
    if (price !== undefined && this.#price === undefined) {
      throw new UserError('invalid-settings', ({ settings }) => settings.noPrice({ price }));
    }
    this.#billable = new Set(billableCodes);
  }

  /** The cost of these calls as a decimal, null where no price is set. */
  of(calls: CodeCounts): string | null {
    return this.ofCalls(this.billed(calls));
  }

  /** The cost of each billable code; null where no price is set. */
  byCode(calls: CodeCounts): Readonly<Record<string, string>> | null {
    const price = this.#price;
    if (price === undefined) return null;
    const billable = [...calls]
      .filter(([code]) => this.#billable.has(code))
      .sort(([a], [b]) => compareCodes(a, b));
    return Object.fromEntries(billable.map(([code, count]) => [code, formatMoney(times(price, count))]));
  }

  billed(calls: CodeCounts): number {
    let billed = 0;
    for (const [code, count] of calls) if (this.#billable.has(code)) billed += count;
    return billed;
  }

  /** @param calls counted as billed where their code is undefined, because that is the worst case */
  ofDoubtful(
    calls: Iterable<{ readonly code: ReturnCode | undefined; readonly count: number }>,
  ): string | null {
    let billed = 0;
    for (const { code, count } of calls) if (code === undefined || this.#billable.has(code)) billed += count;
    return this.ofCalls(billed);
  }

  ofCalls(billed: number): string | null {
    return this.#price === undefined ? null : formatMoney(times(this.#price, billed));
  }
}
