// Verifies the slices of one process: one client, one bound on its calls, whatever number of slices is open. Knows
// no queue and no file.

import { setTimeout as sleep } from 'node:timers/promises';
import pLimit from 'p-limit';
import type { BackoffRules } from '../domain/backoff.js';
import type { DecisionRules } from '../domain/decision.js';
import type { ReturnCodes } from '../domain/return-codes.js';
import type { ProviderClient } from '../provider/client.js';
import { Semaphore } from './semaphore.js';
import type { CallContext, CallJournal } from './row.js';
import { verifySlice, type SliceEnd, type SliceInHand } from './slice.js';

export interface VerifierOptions {
  readonly client: ProviderClient;
  /** The provider's. */
  readonly codes: ReturnCodes;
  /** Open requests at a time. */
  readonly concurrency: number;
  readonly backoff: BackoffRules;
  readonly throttleLimitMs: number;
  readonly stopping: AbortSignal;
}

/** So many of `concurrency` calls may have a line in the journal beyond those that are open. */
const SLOTS_AHEAD = 0.25;
/** Calls that may have a line in the journal and no end at a time. */
export function journalSlotsOf(concurrency: number): number {
  return Math.max(concurrency, Math.floor(concurrency * (1 + SLOTS_AHEAD)));
}

/** A row that waits longer gives its slice back. */
const LONG_WAIT_MS = 2_000;

export class Verifier {
  readonly #context: CallContext;
  readonly #codes: ReturnCodes;
  #onReady: (rows: number) => void = () => undefined;

  constructor({ client, codes, concurrency, backoff, throttleLimitMs, stopping }: VerifierOptions) {
    this.#codes = codes;
    this.#context = {
      call: (person, notAfter, onQuestioned) => client.call(person, notAfter, onQuestioned),
      signer: client.protocol,
      journalSlots: new Semaphore(journalSlotsOf(concurrency), (rows) => {
        this.#onReady(rows);
      }),
      withRequest: pLimit(concurrency),
      backoff,
      longWaitMs: LONG_WAIT_MS,
      throttleLimitMs,
      nowMs: Date.now,
      random: Math.random,
      wait: (ms) => sleep(ms, undefined, { signal: stopping }).catch(() => undefined),
      stopping,
    };
  }

  /** Tells, whenever it changes, how many rows could be called at once but for the bounds of this process. */
  watchReady(listener: (rows: number) => void): void {
    this.#onReady = listener;
  }

  verify(slice: SliceInHand, rules: Omit<DecisionRules, 'codes'>, journal: CallJournal): Promise<SliceEnd> {
    return verifySlice(slice, { ...rules, codes: this.#codes }, journal, this.#context);
  }
}
