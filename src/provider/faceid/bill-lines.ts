// What a detail of `DescribeBillDetail` says of FaceID: from the interface's fields to lines of the bill. A bill has
// details of everything that the account uses; of other products nothing is read, whatever form it has. Pure.

import { z } from 'zod';
import type { Bill, BillLine, BillNote } from '../../domain/bill.js';
import { inBoth } from '../../words/catalogue.js';
import { currencyNamed } from '../../domain/currency.js';
import { formatMoney, parseAmount } from '../../domain/money.js';

const BUSINESS = '人脸核身';
const UNIT = '次';

const text = z.union([z.string(), z.number().transform(String)]).nullish();
const componentSchema = z.looseObject({
  ComponentCodeName: text,
  ItemCodeName: text,
  PriceUnit: text,
  UsedAmount: text,
  UsedAmountUnit: text,
  RealTotalMeasure: text,
  DeductedMeasure: text,
  RealCost: text,
});
const detailSchema = z.looseObject({
  Id: text,
  BusinessCodeName: text,
  ProductCodeName: text,
  ActionTypeName: text,
  FeeBeginTime: text,
  FeeEndTime: text,
  ComponentSet: z.array(z.unknown()).nullish(),
});
const pageSchema = z.object({
  Response: z.looseObject({ DetailSet: z.array(detailSchema), Total: z.number().int().min(0).nullish() }),
});
export type Detail = z.infer<typeof detailSchema>;

export interface Page {
  readonly details: readonly Detail[];
  /** How many details the bill of the month has; undefined where the answer doesn't say. */
  readonly total: number | undefined;
}

/** Undefined where the answer is no page of a bill. */
export function readPage(answer: unknown): Page | undefined {
  const page = pageSchema.safeParse(answer);
  if (!page.success) return undefined;
  const { DetailSet: details, Total: total } = page.data.Response;
  return { details, total: total ?? undefined };
}

/** @param month that was asked for, for details that name no time of their own */
export function billOf(details: readonly Detail[], month: string): Bill {
  const lines: BillLine[] = [];
  const notes: BillNote[] = [];
  for (const detail of details) {
    if (!isOurs(detail)) continue;
    for (const part of detail.ComponentSet ?? []) {
      const line = lineOf(detail, part, month);
      if ('ok' in line) notes.push(line);
      else lines.push(line);
    }
  }
  return { lines, notes };
}

function isOurs({ BusinessCodeName: business, ProductCodeName: product }: Detail): boolean {
  return [business, product].some((name) => name?.includes(BUSINESS) === true);
}

function lineOf(detail: Detail, part: unknown, month: string): BillLine | BillNote {
  const period = periodOf(detail, month);
  const parsed = componentSchema.safeParse(part);
  if (!parsed.success) return uncounted(period, '', 'unreadablePart');
  const { UsedAmountUnit: unit, RealTotalMeasure, UsedAmount, DeductedMeasure, RealCost } = parsed.data;
  const item = [detail.ProductCodeName, parsed.data.ComponentCodeName, parsed.data.ItemCodeName]
    .filter((name) => name !== undefined && name !== null && name !== '')
    .join(' · ');
  const amount = amountOf(RealCost);
  const currency = currencyOf(parsed.data.PriceUnit);
  if (!isGiven(RealTotalMeasure) && !isGiven(UsedAmount) && amount === undefined)
    return uncounted(period, item, 'saysNothing');
  // Another unit, such as a package that was bought, is money without calls.
  const calls = (unit ?? UNIT) === UNIT ? wholeOf(RealTotalMeasure ?? UsedAmount ?? '0') : 0;
  const deducted = isGiven(DeductedMeasure) ? wholeOf(DeductedMeasure ?? '') : null;
  if (calls === undefined || deducted === undefined) return uncounted(period, item, 'noNumber');
  return { period, item, calls, deducted: deducted ?? undefined, amount, currency };
}

function isGiven(value: string | null | undefined): boolean {
  return value !== undefined && value !== null && value !== '';
}

function uncounted(
  period: string,
  item: string,
  why: 'unreadablePart' | 'saysNothing' | 'noNumber',
): BillNote {
  const where = item === '' ? period : `${period}, ${item}`;
  return { ok: false, ...inBoth(({ billChecks }) => billChecks[why]({ where })) };
}

/** Undefined where it is no whole number; the interface writes `100.00000000` for 100. */
function wholeOf(value: string): number | undefined {
  const match = /^(-?\d{1,15})(?:\.0*)?$/.exec(value.trim());
  return match === null ? undefined : Number(match[1]);
}

function amountOf(value: string | null | undefined): string | undefined {
  const money = parseAmount(value?.trim() ?? '');
  return money === undefined ? undefined : formatMoney(money);
}

/** A price is by so many of something: `元/次`. */
function currencyOf(priceUnit: string | null | undefined): string | undefined {
  const [name = ''] = (priceUnit ?? '').split('/');
  const currency = currencyNamed(name);
  return /^[A-Z]{3}$/.test(currency) ? currency : undefined;
}

const MIDNIGHT = ' 00:00:00';

/** A day where the fee's time lies within it, and else the month. A time that ends at midnight ends the day before. */
function periodOf({ FeeBeginTime: begin, FeeEndTime: end }: Detail, month: string): string {
  const from = begin?.slice(0, 10) ?? '';
  if (!/^\d{4}-\d{2}-\d{2}$/.test(from)) return month;
  const last =
    end?.endsWith(MIDNIGHT) === true && end.slice(0, 10) > from
      ? dayBefore(end.slice(0, 10))
      : end?.slice(0, 10);
  return last === from ? from : from.slice(0, 7);
}

function dayBefore(day: string): string {
  const ms = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(ms) ? day : new Date(ms - 86_400_000).toISOString().slice(0, 10);
}
