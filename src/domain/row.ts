// A record of the list after it was read, cleaned and pre-checked, and what is to become of it.

import type { Status } from './codes.js';

/** Who is asked about, cleaned: exactly what is sent to the provider. */
export interface Person {
  readonly idNumber: string;
  readonly name: string;
}

export type Fate =
  /** To be called. `note` says in words what was cleaned or warned about; empty where nothing was. */
  | { readonly kind: 'call'; readonly person: Person; readonly note: string }
  /** Decided here, without a call. */
  | {
      readonly kind: 'local';
      readonly status: Extract<Status, 'invalid_id' | 'bad_format'>;
      readonly message: string;
    }
  | { readonly kind: 'unreadable'; readonly message: string }
  /** The same person as an earlier row, which is called or carried in its place. */
  | { readonly kind: 'duplicate'; readonly of: number; readonly note: string };

export interface Row {
  /** 1 is the first record after the header. */
  readonly row: number;
  /** Line of the file on which the record begins, from 1. */
  readonly line: number;
  /** Offset of the record's first byte in the copied list. */
  readonly byteStart: number;
  /** As many cells as the header has columns, as they were. */
  readonly cells: readonly string[];
  readonly fate: Fate;
}
