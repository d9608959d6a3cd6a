// The queue `batches` of a data directory: one job a batch. Its worker owns the batch for as long as the job runs;
// when a worker dies, BullMQ hands the job to another.

import { DelayedError, Queue, Worker, type Job } from 'bullmq';
import { atMostEvery } from '../log.js';
import { clientsOf, type Redis } from '../redis/connection.js';
import { z } from 'zod';
import { BATCH_ID } from '../domain/batch-id.js';
import { NewerFormat, refuseNewer } from '../domain/newer.js';
import { placesBack, type Priority } from '../domain/priority.js';
import { faultsOnly } from '../redis/connection-error.js';
import { scheduleJobOf, type ScheduleJob, type ScheduleJobRecord } from './schedule-job.js';
import { ScheduleQueue, SCHEDULER_SETTINGS } from './schedule-queue.js';
import { BATCHES_QUEUE, dataPrefix, knownKey, placesKey } from '../journal/keys.js';
import { LockRenewal } from './lock-renewal.js';
import { LOCK_MS, putBack, SAID_EVERY_MS, workerRules } from './worker-rules.js';
import { traced } from '../tracing/tracing.js';
import { LAST_TURN } from './fair-order.js';

/** A change of what a job holds raises the version; jobs of the version before must still be read. */
const JOB_VERSION = 1;

const jobSchema = z.object({
  v: z.literal(JOB_VERSION),
  batch: z.string().regex(BATCH_ID),
  /** The process in which a person waits for the batch. Another such process does not take the batch over uninvited. */
  foreground: z.string().optional(),
});
export type BatchJob = z.infer<typeof jobSchema>;

const EVENTS_KEPT = 100;
/** Batches that one worker runs at a time. */
const BATCHES_AT_ONCE = 32;
/** Names of workers, as `CLIENT LIST` shows them. */
export const SHARED_WORKER = 'every-batch';
const FOREGROUND_WORKER = 'foreground';
const NOT_OURS_WAIT_MS = 2_000;
/**
 * Short, so that the process in which a person waits gets its batch at the first or second time that the job is handed
 * out.
 */
const OTHERS_WAIT_MS = 200;
const LOCK_LOOK_MS = 200;
const AFTER_FAULT_MS = 10_000;
/** Until a batch that is left to a newer worker is looked at again. */
const NEWER_WAIT_MS = 5_000;

function lockOf(dataId: string, batch: string): string {
  return `${dataPrefix(dataId)}:${BATCHES_QUEUE}:${batch}:lock`;
}

export async function isBatchHeld(redis: Redis, dataId: string, batch: string): Promise<boolean> {
  return (await redis.pttl(lockOf(dataId, batch))) > 0;
}

export class BatchQueue {
  readonly #redis: Redis;
  readonly #dataId: string;
  readonly #queue: Queue<BatchJob | ScheduleJobRecord>;
  readonly schedules: ScheduleQueue;
  readonly #places: string;

  /** @param looksOnly whether nothing is to be written, not even the queue's settings */
  constructor(redis: Redis, dataId: string, onError: (error: Error) => void, looksOnly = false) {
    this.#redis = redis;
    this.#dataId = dataId;
    this.#places = placesKey(dataId);
    this.#queue = new Queue(BATCHES_QUEUE, {
      ...traced(),
      connection: redis,
      prefix: dataPrefix(dataId),
      streams: { events: { maxLen: EVENTS_KEPT } },
      defaultJobOptions: { removeOnComplete: true, removeOnFail: true, stackTraceLimit: 1 },
      settings: SCHEDULER_SETTINGS,
      skipMetasUpdate: looksOnly,
    });
    this.schedules = new ScheduleQueue(this.#queue);
    this.#queue.on('error', faultsOnly(onError));
  }

  /** @param priority of the batch, where more batches wait than workers take at a time */
  async add(batch: string, priority?: Priority, foreground?: string): Promise<void> {
    const data: BatchJob = { v: JOB_VERSION, batch, ...(foreground === undefined ? {} : { foreground }) };
    // Jobs are taken by their position in a common count, and a low priority moves a batch back by a bounded number of
    // positions: only so many later batches can pass it.
    const place = (await this.#redis.incr(this.#places)) + placesBack(priority);
    await this.#queue.add(BATCHES_QUEUE, data, { jobId: batch, priority: Math.min(place, LAST_TURN) });
  }

  /** False where Redis was emptied since `sayKnown`. */
  async isKnown(): Promise<boolean> {
    return (await this.#redis.exists(knownKey(this.#dataId))) === 1;
  }

  async sayKnown(): Promise<void> {
    await this.#redis.set(knownKey(this.#dataId), '1');
  }

  /** How far the batch is, as its owner last said; undefined where it is not in the queue. */
  async progressOf(batch: string): Promise<unknown> {
    return (await this.#queue.getJob(batch))?.progress;
  }

  /** Whether the batch is in the queue, waiting for a worker or run by one. */
  async has(batch: string): Promise<boolean> {
    return (await this.#queue.getJob(batch)) !== undefined;
  }

  /** Whether a live worker runs the batch: it holds the job's lock, which ends with it. */
  isHeld(batch: string): Promise<boolean> {
    return isBatchHeld(this.#redis, this.#dataId, batch);
  }

  /** Whether a worker that takes every batch is alive on this queue. */
  async hasWorkers(): Promise<boolean> {
    const workers = await this.#queue.getWorkers();
    return workers.some(({ rawname }) => rawname?.endsWith(`:${SHARED_WORKER}`) === true);
  }

  /**
   * Removes the job that a dead worker left behind. Waits at most for a lock's duration to see whether the worker is
   * dead.
   *
   * @returns false where a live worker has the batch, as its lock was renewed
   */
  async release(batch: string): Promise<boolean> {
    const lock = lockOf(this.#dataId, batch);
    let left = await this.#redis.pttl(lock);
    while (left > 0) {
      await new Promise((resolve) => setTimeout(resolve, LOCK_LOOK_MS));
      const now = await this.#redis.pttl(lock);
      if (now > left) return false;
      left = now;
    }
    const job = await this.#queue.getJob(batch);
    if (job === undefined) return true;
    try {
      await job.remove();
      return true;
    } catch (error) {
      // A worker has taken the batch up since its lock was looked at.
      if (await this.isHeld(batch)) return false;
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.#queue.close();
  }
}

export interface BatchWorkerOptions {
  readonly redis: Redis;
  readonly dataId: string;
  /** This process's name as a foreground process; undefined for a worker that takes every batch. */
  readonly foreground: string | undefined;
  /**
   * Runs a batch until it is suspended or has ended. `unfinished`: it goes on in another worker, or in the next one.
   *
   * @throws NewerFormat where it is left to a newer worker
   */
  readonly run: (batch: string, report: (progress: object) => void) => Promise<'left' | 'unfinished'>;
  /**
   * Does a step of what schedules want, and returns when the next one is due (Unix milliseconds), undefined where it
   * is done. Undefined for a process that leaves all that to others.
   */
  readonly scheduleJob?: ((scheduleJob: ScheduleJob) => Promise<number | undefined>) | undefined;
  /** Queues a batch again that Redis has lost; undefined where the process looks for that itself. */
  readonly addAgain?: ((batch: string) => Promise<void>) | undefined;
  /** `batch`: the batch that the error concerns; undefined where it concerns none. */
  readonly onError: (error: Error, batch?: string) => void;
}

/** Resolves when others can see that the worker is alive. */
export async function startBatchWorker(options: BatchWorkerOptions): Promise<Worker> {
  const say = atMostEvery(SAID_EVERY_MS, options.onError, ({ message }) => message);
  const process = async (job: Job, token?: string): Promise<void> => {
    const release = locks.hold(job, token);
    try {
      await processJob(job, token, options);
    } catch (error) {
      if (!(error instanceof NewerFormat)) throw error;
      say(error);
      await putBack(job, token, Date.now() + NEWER_WAIT_MS);
    } finally {
      release();
    }
  };
  const worker = new Worker<unknown>(BATCHES_QUEUE, process, {
    ...workerRules(),
    connection: options.redis,
    prefix: dataPrefix(options.dataId),
    name: options.foreground === undefined ? SHARED_WORKER : `${FOREGROUND_WORKER}:${options.foreground}`,
    concurrency: BATCHES_AT_ONCE,
    settings: SCHEDULER_SETTINGS,
  });
  worker.on('error', faultsOnly(options.onError));
  const onFailed = faultsOnly(options.onError);
  worker.on('failed', (job, error) => {
    onFailed(error, job?.id);
  });
  const locks = new LockRenewal(worker, LOCK_MS, onFailed);
  await worker.waitUntilReady();
  return worker;
}

async function processJob(job: Job, token: string | undefined, options: BatchWorkerOptions): Promise<void> {
  const scheduleJob = scheduleJobOf(job);
  if (scheduleJob === undefined) return processBatch(job, token, options);
  const nextAt = await stepOf(scheduleJob, options);
  if (nextAt === undefined) return;
  return putBack(job, token, nextAt);
}

/** A fault (a full disk, say) must not lose a night: it is tried again. */
async function stepOf(scheduleJob: ScheduleJob, options: BatchWorkerOptions): Promise<number | undefined> {
  if (options.scheduleJob === undefined) return Date.now() + NOT_OURS_WAIT_MS;
  try {
    return await options.scheduleJob(scheduleJob);
  } catch (error) {
    options.onError(error as Error);
    return Date.now() + AFTER_FAULT_MS;
  }
}

async function processBatch(job: Job, token: string | undefined, options: BatchWorkerOptions): Promise<void> {
  refuseNewer(({ faults }) => faults.queuedBatch({ batch: job.id ?? '' }), job.data, JOB_VERSION, 'v');
  const { batch, foreground } = jobSchema.parse(job.data);
  if (foreground !== options.foreground) {
    // A person waits for this batch in a live process, which alone may run it.
    if (foreground !== undefined && (await isAlive(options.redis, foreground))) {
      return putBack(job, token, Date.now() + OTHERS_WAIT_MS);
    }
    // The process that waited for this batch is dead, or not connected yet. The job is kept: a process with a person at
    // it goes on when that person resumes the batch, and a worker takes it otherwise. Were it dropped, nobody else
    // would notice the batch.
    if (options.foreground !== undefined) {
      return putBack(job, token, Date.now() + NOT_OURS_WAIT_MS);
    }
  }
  const end = await options.run(
    batch,
    onlyLatest((progress) => job.updateProgress(progress)),
  );
  if (end === 'left') return;
  try {
    await job.moveToDelayed(Date.now(), token);
  } catch (error) {
    // Redis has lost the job, and the process that ran the batch queues it again.
    if (await jobIsThere(job, options)) throw error;
    await options.addAgain?.(batch);
    return;
  }
  throw new DelayedError();
}

async function jobIsThere(job: Job, { redis, dataId }: BatchWorkerOptions): Promise<boolean> {
  return (await redis.exists(`${dataPrefix(dataId)}:${BATCHES_QUEUE}:${job.id ?? ''}`)) === 1;
}

/**
 * Leaves a report out while the one before is still on its way to Redis: reports are for people only, and the next one
 * comes soon.
 */
function onlyLatest(report: (progress: object) => Promise<void>): (progress: object) => void {
  let underWay = false;
  return (progress) => {
    if (underWay) return;
    underWay = true;
    void report(progress)
      .catch(() => undefined)
      .finally(() => {
        underWay = false;
      });
  };
}

/** Whether the foreground process of that name still has its connection. */
async function isAlive(redis: Redis, foreground: string): Promise<boolean> {
  return (await clientsOf(redis)).includes(`:${FOREGROUND_WORKER}:${foreground} `);
}
