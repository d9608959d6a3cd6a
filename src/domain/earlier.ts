// A person's outcome in an earlier batch, and which persons are called again. Pure: it knows no file and no clock.

import type { ReturnCode } from './return-codes.js';
import type { Status } from './status.js';

/** A person's keyed hash has this many words of 32 bits. */
export const HASH_WORDS = 4;

/** A person's outcome in the earlier batch. */
export interface EarlierOutcome {
  /** The person's place in the earlier batch, which identifies the person there. */
  readonly place: number;
  /** The person's first row in the earlier list. */
  readonly row: number;
  readonly status: Status;
  readonly code: ReturnCode | undefined;
  /** Unix milliseconds of the answer that decided. */
  readonly checkedAt: number | undefined;
  readonly sessionId: string;
  /** Empty where the code says everything. */
  readonly message: string;
  /** The batch in which the person was called, however many batches ago; undefined where nobody was called. */
  readonly calledIn: string | undefined;
  /** Whether the outcome is carried over; otherwise the person is called again. */
  readonly isCarried: boolean;
  /** Whether the person is new beside the batch that this one is compared with, and was found by the index of people. */
  readonly isElsewhere?: true | undefined;
}

/** Statuses that say nothing final about a person. */
export const CALLED_AGAIN: readonly Status[] = ['lookup_failed', 'error', 'in_doubt', 'not_sent'];

export interface CarryRules {
  /** Whoever has one of these statuses is called again. */
  readonly callAgain: ReadonlySet<Status>;
  /** Unix milliseconds; people whose call began before are called again too. */
  readonly calledBefore: number | undefined;
}

/**
 * A person who was never called has no outcome to carry and is treated as new.
 *
 * @param calledAt Unix milliseconds; undefined where nobody was called
 */
export function isCarried(status: Status, calledAt: number | undefined, rules: CarryRules): boolean {
  if (calledAt === undefined || rules.callAgain.has(status)) return false;
  return rules.calledBefore === undefined || calledAt >= rules.calledBefore;
}
