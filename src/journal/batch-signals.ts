// What a batch's owner learns of the batch from Redis, several times a second.

import type { Waiting } from '../domain/waiting.js';
import type { DesiredState } from './desired-state.js';

/** What people and workers have said about the batch and its account. */
export interface BatchSignals {
  /** What a person wants of it. */
  readonly desired: DesiredState | undefined;
  /** The cap on calls is reached and a row wanted another one. */
  readonly capped: boolean;
  /** The budget of its label is used up for the month and a row wanted another call. */
  readonly spent: boolean;
  /** Why the account's calls are stopped, as JSON. */
  readonly halted: string | undefined;
  /** What holds up the account's calls for more than a moment, by this machine's clock. */
  readonly waiting: Waiting | undefined;
  /** Calls that have left and whose end is not recorded yet. */
  readonly open: number;
  /** How many times a person has changed its options. */
  readonly retuned: number;
  /** Calls that count against the cap. */
  readonly used: number;
  /** What somebody else than Rollcall has changed of it in Redis, in words. */
  readonly tampering: string | undefined;
}
