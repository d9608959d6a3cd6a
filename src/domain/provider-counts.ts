// What a provider counts: calls by return code, for a range of days and for parts of it. Values alone.

import type { ReturnCode } from './return-codes.js';

export type CodeCounts = ReadonlyMap<ReturnCode, number>;

export interface FigureRow {
  /** As the provider wrote it. */
  readonly date: string;
  readonly counts: CodeCounts;
}

/** What the provider says for a range of days. */
export interface Figures {
  readonly summary: CodeCounts;
  readonly list: readonly FigureRow[];
  /** Days that were asked for one by one, with what the provider said to each. */
  readonly parts?: readonly { readonly day: string; readonly figures: Figures }[] | undefined;
}
