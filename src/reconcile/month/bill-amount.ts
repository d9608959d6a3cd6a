// The bill's amount beside what our calls cost: by how much the bill's own rounding may make them differ, and whether it does.
// Pure.

import { formatMoney, minus, parseAmount, type Money } from '../../domain/money.js';
import type { PublishedBillReport } from '../bill/bill-changes.js';
import type { Difference } from './differences.js';

export interface BillSide {
  readonly source: 'api' | 'file';
  readonly calls: number;
  readonly amount: string | null;
  /** Theirs less ours; null where one of them is not known. */
  readonly difference: string | null;
  /** Each line of a bill is rounded, by half a unit of its last place at most. */
  readonly rounding_at_most: string | null;
}

export function billSideOf(report: PublishedBillReport): BillSide {
  const { source, periods, cost, items } = report;
  const amounts = items.flatMap(({ amount }) => (amount === null ? [] : [amount]));
  const lines = Math.max(periods.filter(({ amount }) => amount !== null).length, amounts.length);
  return {
    source,
    calls: periods.reduce((sum, { theirs }) => sum + (theirs ?? 0), 0),
    amount: cost.theirs,
    difference: cost.difference,
    rounding_at_most: cost.theirs === null ? null : roundingOf(cost.theirs, lines),
  };
}

function roundingOf(amount: string, lines: number): string {
  const scale = (parseAmount(amount)?.scale ?? 2) + 1;
  return formatMoney({ units: 5n * BigInt(Math.max(1, lines)), scale });
}

/** Nothing where rounding accounts for it, or one side is not known. */
export function amountDifference(
  { difference, rounding_at_most: rounding }: BillSide,
  month: string,
): Difference[] {
  const [own, most] = [parseAmount(difference ?? ''), parseAmount(rounding ?? '')];
  if (own === undefined || most === undefined || !isMore(absolute(own), most)) return [];
  return [
    { id: `${month}/amount`, kind: 'amount', date: month, code: null, calls: 0, amount: difference ?? '' },
  ];
}

function absolute({ units, scale }: Money): Money {
  return { units: units < 0n ? -units : units, scale };
}

function isMore(one: Money, other: Money): boolean {
  return minus(one, other).units > 0n;
}
