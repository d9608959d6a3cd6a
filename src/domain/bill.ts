// A provider's bill: calls and amounts by settlement period. Values alone.

/** A day in China, such as `2026-11-20`, or a month, such as `2026-11`. */
export type BillPeriod = string;

export interface BillLine {
  readonly period: BillPeriod;
  /** All calls, those paid by packages included. */
  readonly calls: number;
  /** How many of the calls a package has paid; undefined where the bill doesn't say. */
  readonly deducted: number | undefined;
  /** The amount to pay, as a decimal; undefined where the bill doesn't say. */
  readonly amount: string | undefined;
}

export const BILL_PERIOD = /^\d{4}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?$/;
