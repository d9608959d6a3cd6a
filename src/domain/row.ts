// A record of the list after it was read, cleaned and pre-checked, with its fate.

import type { Status } from './status.js';
import type { EarlierOutcome } from './earlier.js';

/** The person that is asked about, cleaned: exactly what is sent to the provider. */
export interface Person {
  readonly idNumber: string;
  readonly name: string;
}

/** Finds a person's outcome in an earlier batch. */
export type FindEarlier = (person: Person) => EarlierOutcome | undefined;

export type Fate =
  /** The row is called. `note` says in words what was cleaned or warned about; it is empty where nothing was. */
  | { readonly kind: 'call'; readonly person: Person; readonly note: string }
  /** The row is not called, because it takes over the outcome of an earlier batch. */
  | { readonly kind: 'carried'; readonly earlier: EarlierOutcome; readonly note: string }
  /** The row is decided here, without a call. */
  | {
      readonly kind: 'local';
      readonly status: Extract<Status, 'invalid_id' | 'bad_format'>;
      readonly message: string;
    }
  /** `reason`: the same without line and figures, so that many rows share it. */
  | { readonly kind: 'unreadable'; readonly message: string; readonly reason: string }
  /** The row names the same person as an earlier row, which is called or carried instead. */
  | { readonly kind: 'duplicate'; readonly of: number; readonly note: string };

export interface Row {
  /** The record's number; 1 is the first after the header. */
  readonly row: number;
  /** The line of the file on which the record begins, from 1; of a workbook, the spreadsheet's own row. */
  readonly line: number;
  /** The offset of the record's first byte in the copied list. */
  readonly byteStart: number;
  /** The cells as the list has them, as many as the header has columns. */
  readonly cells: readonly string[];
  readonly fate: Fate;
  /** What the earlier batch with which this one is compared says of the person; undefined where it says nothing. */
  readonly earlier?: EarlierOutcome;
}
