// What outcomes are written to besides outcomes.csv, in the same pass.

import type { Row } from '../domain/row.js';
import type { OutcomeRow } from './outcome-line.js';

export interface ListedOutcome extends OutcomeRow {
  readonly row: Row;
}

export interface OutcomeSink {
  /** Some hundred rows, the next in the list's order. */
  write(rows: readonly ListedOutcome[]): Promise<void>;
  /** After the last row: what was written gets its final name. */
  complete(): Promise<void>;
  /** Instead of `complete`, or after it, where it does nothing. */
  discard(): Promise<void>;
}
