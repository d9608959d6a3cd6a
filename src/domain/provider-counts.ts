// A provider's counts of calls by return code, for a range of days and for parts of it. Values alone.

import type { ReturnCode } from './return-codes.js';

export type CodeCounts = ReadonlyMap<ReturnCode, number>;

export interface FigureRow {
  /** The date in the provider's notation. */
  readonly date: string;
  readonly counts: CodeCounts;
}

/** The provider's figures for a range of days. */
export interface Figures {
  readonly summary: CodeCounts;
  readonly list: readonly FigureRow[];
  /** The figures of days that were asked for one by one. */
  readonly parts?: readonly { readonly day: string; readonly figures: Figures }[] | undefined;
}
