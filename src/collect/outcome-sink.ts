// What outcomes are written to besides outcomes.csv, in the same pass.

import type { Row } from '../domain/row.js';
import type { OutcomeRow } from './outcome-line.js';

export interface ListedOutcome extends OutcomeRow {
  readonly row: Row;
}

export interface OutcomeSink {
  /** Takes the next rows in the list's order, some hundred at a time. */
  write(rows: readonly ListedOutcome[]): Promise<void>;
  /** Called after the last row: gives the files their final names. */
  complete(): Promise<void>;
  /** Removes unfinished files; after `complete` it does nothing. */
  discard(): Promise<void>;
}
