// What all rows of a process share: one client, one bound on its calls, whatever number of slices is open. Knows no queue
// and no file.

import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import pLimit from 'p-limit';
import type { BackoffRules } from '../domain/backoff.js';
import type { Person } from '../domain/row.js';
import type { Called, ProviderClient } from '../provider/client.js';
import type { Deadline } from '../provider/deadline.js';
import type { CallProtocol } from '../provider/port.js';
import { Semaphore } from './semaphore.js';

export interface CallContext {
  /** `notAfter`: the request is withheld if it could only leave later. */
  readonly call: (person: Person, notAfter: Deadline, onQuestioned: () => void) => Promise<Called>;
  readonly signer: Pick<CallProtocol, 'accepted' | 'expired'>;
  /** Bounds the calls that have a line in the journal while their end is not yet on its way there. */
  readonly journalSlots: Semaphore;
  /** Bounds open requests. */
  readonly withRequest: <T>(task: () => Promise<T>) => Promise<T>;
  readonly backoff: BackoffRules;
  /** A row that waits longer has its slice put back into the queue. */
  readonly longWaitMs: number;
  /** A row that is throttled for longer than this ends in error. */
  readonly throttleLimitMs: number;
  readonly nowMs: () => number;
  readonly random: () => number;
  /** Resolves after the wait, or earlier when the process is stopping. */
  readonly wait: (ms: number) => Promise<void>;
  readonly stopping: AbortSignal;
}

export interface CallLimits {
  /** Open requests at a time. */
  readonly concurrency: number;
  readonly backoff: BackoffRules;
  readonly throttleLimitMs: number;
}

/** How many more calls may have a line in the journal than are open, as a share of `concurrency`. */
const SLOTS_AHEAD = 0.25;
/** The most calls that may have a line in the journal and no end. */
export function journalSlotsOf(concurrency: number): number {
  return Math.max(concurrency, Math.floor(concurrency * (1 + SLOTS_AHEAD)));
}

/** See `longWaitMs`. */
const LONG_WAIT_MS = 2_000;

export function callContext(
  client: ProviderClient,
  { concurrency, backoff, throttleLimitMs }: CallLimits,
  stopping: AbortSignal,
): CallContext {
  // Every row in hand waits on it.
  setMaxListeners(0, stopping);
  return {
    call: (person, notAfter, onQuestioned) => client.call(person, notAfter, onQuestioned),
    signer: client.protocol,
    journalSlots: new Semaphore(journalSlotsOf(concurrency)),
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
