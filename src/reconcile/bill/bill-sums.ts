// Sums of a bill's lines: calls, what packages have paid, amounts; undefined or null where some line doesn't say. Pure.

import type { BillLine, BillPeriod } from '../../domain/bill.js';
import { addMoney, formatMoney, parseAmount, type Money } from '../../domain/money.js';

interface BillSums {
  readonly calls: number;
  /** How many of the calls a package has paid; null where the bill doesn't say. */
  readonly deducted_calls: number | null;
  /** The amount to pay; null where the bill doesn't say. */
  readonly amount: string | null;
}

/** Null where there is no line. */
export function sumsOf(lines: readonly BillLine[]): BillSums | null {
  if (lines.length === 0) return null;
  return {
    calls: lines.reduce((sum, { calls }) => sum + calls, 0),
    deducted_calls: deductedOf(lines),
    amount: amountOf(lines),
  };
}

export function linesOf(period: BillPeriod, bill: readonly BillLine[]): BillLine[] {
  return bill.filter((line) => line.period.startsWith(period));
}

/** What the bill has of each item, in its own words. */
export function itemsOf(bill: readonly BillLine[]) {
  const items = [...new Set(bill.map(({ item }) => item))];
  return items.flatMap((item) => {
    const sums = sumsOf(bill.filter((line) => line.item === item));
    return sums === null ? [] : [{ item, ...sums }];
  });
}

function amountOf(lines: readonly BillLine[]): string | null {
  let sum: Money = { units: 0n, scale: 0 };
  for (const { amount, calls } of lines) {
    // A line without calls and without an amount says nothing of money.
    if (amount === undefined && calls === 0) continue;
    const money = parseAmount(amount ?? '');
    if (money === undefined) return null;
    sum = addMoney(sum, money);
  }
  return formatMoney(sum);
}

function deductedOf(lines: readonly BillLine[]): number | null {
  let sum = 0;
  for (const { deducted, calls } of lines) {
    if (deducted === undefined && calls !== 0) return null;
    sum += deducted ?? 0;
  }
  return sum;
}
