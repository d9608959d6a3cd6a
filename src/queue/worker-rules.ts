// What the workers of both queues share: when a dead one is noticed, what BullMQ keeps of a job that is over, how a job is
// put back. Knows neither slices nor batches.

import { DelayedError, type Job, type WorkerOptions } from 'bullmq';
import { traced } from '../tracing/tracing.js';

/**
 * A worker that dies is noticed when its lock ends; its slices go to another at the next check after that: at most
 * LOCK_MS + STALLED_CHECK_MS after its death. Shorter would take slices from workers that are merely slow.
 */
export const LOCK_MS = 5_000;
const STALLED_CHECK_MS = 2_500;
/** How often a worker reports the same trouble. */
export const SAID_EVERY_MS = 60_000;

export function workerRules(): Omit<WorkerOptions, 'connection'> {
  return {
    ...traced(),
    lockDuration: LOCK_MS,
    // A LockRenewal does this.
    skipLockRenewal: true,
    stalledInterval: STALLED_CHECK_MS,
    maxStalledCount: Number.MAX_SAFE_INTEGER,
    removeOnComplete: { count: 0 },
    removeOnFail: { count: 0 },
  };
}

/** Uses no attempt of the job. @param at Unix milliseconds */
export async function putBack(job: Job, token: string | undefined, at: number): Promise<never> {
  await job.moveToDelayed(at, token);
  throw new DelayedError();
}
