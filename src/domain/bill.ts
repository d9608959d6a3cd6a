// What a provider bills: calls and amounts by settlement period. Values alone.

/** A day, `2026-11-20`, or a month, `2026-11`, in China. */
export type BillPeriod = string;

export interface BillLine {
  readonly period: BillPeriod;
  /** Before packages. */
  readonly calls: number;
  /** Of these, paid by a package; undefined where the bill doesn't say. */
  readonly deducted: number | undefined;
  /** To be paid, as a decimal; undefined where the bill doesn't say. */
  readonly amount: string | undefined;
}

export const BILL_PERIOD = /^\d{4}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?$/;
