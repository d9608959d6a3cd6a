// The answer to a worker that has asked for a slice. It knows words alone.

import type { Attempt } from '../domain/attempt.js';
import type { HeldSlice } from './exchange.js';
import type { BatchSettings } from './settings.js';

export type Taken =
  | { readonly kind: 'done' | 'suspended' | 'waiting' | 'newer' }
  /** Somebody without the key has written calls into the slice. No worker takes it, and the batch's owner is told. */
  | { readonly kind: 'forged' }
  /** As far as is known, a live worker has the slice. It should be asked for again after this time. */
  | { readonly kind: 'held'; readonly waitMs: number }
  | {
      readonly kind: 'taken';
      readonly held: HeldSlice;
      readonly settings: BatchSettings;
      readonly attempts: readonly Attempt[];
      /**
       * By row, the last attempt whose answer no longer counts, because it may have counted towards a halt of the
       * account whose cause was mended.
       */
      readonly excusedUpTo: ReadonlyMap<number, number>;
      /** Rows that may have been called while Redis lost data. */
      readonly gapRows: ReadonlySet<number>;
    };
