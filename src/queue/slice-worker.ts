// Adapts slices to BullMQ: takes them off the queue `verify`, takes them up in the journal, has them verified, and puts
// back those that have to wait.

import { Worker, type Job } from 'bullmq';
import type { Redis } from '../redis/connection.js';
import type { Attempt } from '../domain/attempt.js';
import { NewerFormat } from '../domain/newer.js';
import { Prefetch } from './prefetch.js';
import { Heartbeat } from '../journal/heartbeat.js';
import type { HeldSlice, Journal } from '../journal/journal.js';
import { faultsOnly } from '../redis/connection-error.js';
import { aboutSliceJob, accountPrefix, VERIFY_QUEUE, type SliceAbout } from '../journal/keys.js';
import { LockRenewal } from './lock-renewal.js';
import type { BatchSettings } from '../journal/settings.js';
import { decryptSlice, keyPrint, parsePayload, type SlicePayload, type SliceRow } from './slice-payload.js';
import { ForeignJobs } from './foreign-jobs.js';
import { LOCK_MS, putBack, workerRules } from './worker-rules.js';

/** What became of a slice in the hands of a verifier. */
export type SliceResult =
  /** `over`: rows that are not called today because of the provider's daily limit; absent: none. */
  | { readonly kind: 'finished'; readonly over?: readonly number[] }
  /** Put back until this time, in Unix milliseconds. */
  | { readonly kind: 'later'; readonly at: number }
  /** Another worker has the slice, or its batch was cancelled. */
  | { readonly kind: 'parked' };

export interface TakenSlice {
  readonly held: HeldSlice;
  readonly rows: readonly SliceRow[];
  readonly attempts: readonly Attempt[];
  readonly excusedUpTo: ReadonlyMap<number, number>;
  readonly gapRows: ReadonlySet<number>;
  readonly settings: BatchSettings;
}

export interface SliceWorkerOptions {
  readonly redis: Redis;
  readonly scope: string;
  readonly key: Buffer;
  readonly journal: Journal;
  /** The most slices that are open at a time. */
  readonly openSlices: number;
  /** How many calls the process makes at a time. */
  readonly calls: number;
  /** Registers the listener for how many rows could be called at once but for this process's own limits. */
  readonly watchReady: (listener: (rows: number) => void) => void;
  /** The slice's rows are counted as ready when it returns its promise. */
  readonly verify: (slice: TakenSlice) => Promise<SliceResult>;
  /** `about`: the slice that the error concerns; undefined where it concerns none. */
  readonly onError: (error: Error, about?: SliceAbout) => void;
  /** Told of each slice of a dead worker that this one has put back. */
  readonly onStalled: (about: SliceAbout) => void;
}

const NOT_OURS_WAIT_MS = 5_000;
const OTHER_KEY =
  "a slice was encrypted with another key: give this worker the ROLLCALL_KEY of the batch's owner, or the data directory's file `key`";
const FORGED = 'a call of a slice was written into Redis without its key: the slice is left alone';
const NEWER_BATCH = 'a batch is owned by a newer Rollcall: its slices are left to newer workers';
/** How long a slice waits whose batch may not call just now. */
const WAITING_MS = 1_000;

export function startSliceWorker(options: SliceWorkerOptions): Worker {
  const process = async (job: Job, token?: string): Promise<void> => {
    const release = locks.hold(job, token);
    try {
      const again = await processSlice(job, options, { prefetch, foreignJobs, heartbeat });
      if (again !== undefined) await putBack(job, token, again);
    } finally {
      release();
    }
  };
  const worker = new Worker<unknown>(VERIFY_QUEUE, process, {
    ...workerRules(),
    connection: options.redis,
    prefix: accountPrefix(options.scope),
    concurrency: options.openSlices,
  });
  worker.on('error', faultsOnly(options.onError));
  const onFailed = faultsOnly(options.onError);
  worker.on('failed', (job, error) => {
    onFailed(error, job?.id === undefined ? undefined : aboutSliceJob(job.id));
  });
  worker.on('stalled', (jobId) => {
    options.onStalled(aboutSliceJob(jobId));
  });
  const locks = new LockRenewal(worker, LOCK_MS, onFailed);
  const prefetch = new Prefetch(worker, options.calls);
  const heartbeat = new Heartbeat(options.redis, options.scope, onFailed);
  worker.on('closed', () => {
    heartbeat.close();
  });
  const foreignJobs = new ForeignJobs(worker, options.onError);
  options.watchReady((rows) => {
    prefetch.ready(rows);
  });
  return worker;
}

interface Hands {
  readonly prefetch: Prefetch;
  readonly foreignJobs: ForeignJobs;
  readonly heartbeat: Heartbeat;
}

/** @returns when the slice is to be taken off the queue again, in Unix milliseconds; undefined: this worker is done with it */
async function processSlice(
  job: Job,
  options: SliceWorkerOptions,
  { prefetch, foreignJobs, heartbeat }: Hands,
): Promise<number | undefined> {
  const id = job.id ?? '';
  const leave = (why: Error): number => {
    foreignJobs.backOff(why, aboutSliceJob(id));
    return Date.now() + NOT_OURS_WAIT_MS;
  };
  const payload = readable(job.data);
  if (payload instanceof NewerFormat) return leave(payload);
  if (payload.key !== keyPrint(options.key)) return leave(new Error(OTHER_KEY));
  // BullMQ hands a job out twice where its lock ended while Redis was away. This process still works on it.
  if (heartbeat.has(id)) return Date.now() + WAITING_MS;
  const rows = decryptSlice(options.key, payload);
  const reservation = prefetch.taken(rows.length);
  try {
    const taken = await options.journal.take(payload.name, payload.slice, job.priority);
    if (taken.kind === 'newer') return leave(new Error(NEWER_BATCH));
    foreignJobs.goOn();
    if (taken.kind === 'forged') options.onError(new Error(FORGED), aboutSliceJob(id));
    if (taken.kind === 'waiting' || taken.kind === 'forged') return Date.now() + WAITING_MS;
    if (taken.kind === 'held') return Date.now() + taken.waitMs;
    if (taken.kind !== 'taken') return undefined;
    const release = heartbeat.hold(taken.held);
    try {
      const verified = options.verify({ ...taken, rows });
      reservation.arrived();
      const result = await verified;
      if (result.kind === 'later') return result.at;
      const left = result.kind === 'finished' && (await finish(taken.held, result.over ?? [], options));
      // Where another worker has the slice, that worker holds the job's lock, and putting the job back does nothing.
      // Where a failover has lost that the slice was taken up, no worker has it.
      return left ? undefined : Date.now() + WAITING_MS;
    } finally {
      await release();
    }
  } finally {
    reservation.left();
  }
}

/** @returns false where the slice is somebody else's */
async function finish(
  held: HeldSlice,
  over: readonly number[],
  { journal }: SliceWorkerOptions,
): Promise<boolean> {
  if (over.length > 0 && !(await journal.setAside(held, over, Date.now()))) return false;
  return journal.announce(held);
}

function readable(data: unknown): SlicePayload | NewerFormat {
  try {
    return parsePayload(data);
  } catch (error) {
    if (error instanceof NewerFormat) return error;
    throw error;
  }
}
