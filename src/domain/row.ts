// A record of the list after it was read, cleaned and pre-checked, and what is to become of it.

import type { Status } from './status.js';
import type { EarlierOutcome } from './earlier.js';

/** Who is asked about, cleaned: exactly what is sent to the provider. */
export interface Person {
  readonly idNumber: string;
  readonly name: string;
}

/** What an earlier batch says of a person. */
export type FindEarlier = (person: Person) => EarlierOutcome | undefined;

export type Fate =
  /** To be called. `note` says in words what was cleaned or warned about; empty where nothing was. */
  | { readonly kind: 'call'; readonly person: Person; readonly note: string }
  /** Not called: the outcome is the one of an earlier batch. `note` as above. */
  | { readonly kind: 'carried'; readonly earlier: EarlierOutcome; readonly note: string }
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
  /** What the batch that this one is held against says of the person; undefined where it says nothing. */
  readonly earlier?: EarlierOutcome;
}
