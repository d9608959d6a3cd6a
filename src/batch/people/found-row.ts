// Where a person stands in a batch. It knows nobody who asks.

import type { Person } from '../../domain/row.js';
import type { Status } from '../../domain/status.js';
import type { BatchRecord } from '../record.js';

export interface FoundRow {
  /** Which of the people it is about, from 0. */
  readonly person: number;
  readonly record: BatchRecord;
  readonly row: number;
  /** Undefined where the batch has not ended. */
  readonly status: Status | undefined;
  /** Unix milliseconds of the call that decided. */
  readonly calledAt: number | undefined;
}

/** A row that a correction has replaced. */
export interface ReplacedRow extends FoundRow {
  /** As whom the person stands in it. */
  readonly its: Person;
}
