// A provider's bill: calls and amounts by settlement period. Values alone.

import { chinaDayStart } from './china-time.js';
import { DAY_MS, dayStart, type DayRange } from './days.js';

/** A day in China, such as `2026-11-20`, or a month, such as `2026-11`. */
export type BillPeriod = string;

export interface BillLine {
  readonly period: BillPeriod;
  /** What was billed, in the bill's own words; empty where the bill doesn't say. */
  readonly item: string;
  /** All calls, those paid by packages included; below 0 on a line that takes calls back. */
  readonly calls: number;
  /** How many of the calls a package has paid; undefined where the bill doesn't say. */
  readonly deducted: number | undefined;
  /** The amount to pay, as a decimal, below 0 for a refund; undefined where the bill doesn't say. */
  readonly amount: string | undefined;
  /** That of the amount, as a code such as `CNY`; undefined where the bill doesn't say. */
  readonly currency?: string | undefined;
}

/** What was noticed of a bill while it was read. */
export interface BillNote {
  readonly ok: boolean;
  readonly en: string;
  readonly zh: string;
}

export interface Bill {
  readonly lines: readonly BillLine[];
  readonly notes: readonly BillNote[];
}

const MONTH = /^\d{4}-(?:0[1-9]|1[0-2])$/;

export function isMonth(period: BillPeriod): boolean {
  return MONTH.test(period);
}

export function isBillPeriod(text: string): boolean {
  return isMonth(text) || chinaDayStart(text) !== undefined;
}

/** The days of a period: the day itself, or all of the month. */
export function daysOfPeriod(period: BillPeriod): DayRange {
  return isMonth(period) ? { from: `${period}-01`, to: lastDayOf(period) } : { from: period, to: period };
}

/** @returns Unix milliseconds */
export function periodEnd(period: BillPeriod): number {
  return dayStart(daysOfPeriod(period).to) + DAY_MS;
}

function lastDayOf(month: string): string {
  const [year, number] = month.split('-').map(Number);
  return new Date(Date.UTC(year ?? 0, number ?? 0, 0)).toISOString().slice(0, 10);
}
