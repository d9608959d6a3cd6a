// The queue `deliveries` of a data directory: one job a message of a webhook, which holds its id alone. When its worker dies, BullMQ
// hands the job to another. It knows no address, no secret and no message.

import { Queue, Worker, type Job } from 'bullmq';
import { z } from 'zod';
import { refuseNewer } from '../domain/newer.js';
import { DELIVERIES_QUEUE, dataPrefix, deliveriesKnownKey, webhookPaceKey } from '../journal/keys.js';
import { atMostEvery } from '../log.js';
import type { Redis } from '../redis/connection.js';
import { faultsOnly } from '../redis/connection-error.js';
import { traced } from '../tracing/tracing.js';
import { LockRenewal } from './lock-renewal.js';
import { LOCK_MS, putBack, SAID_EVERY_MS, workerRules } from './worker-rules.js';

/** A change of what a job holds raises the version; jobs of the version before must still be read. */
const JOB_VERSION = 1;
const jobSchema = z.object({ v: z.literal(JOB_VERSION), delivery: z.string().regex(/^msg_\w{1,64}$/) });
type DeliveryJob = z.infer<typeof jobSchema>;

const EVENTS_KEPT = 100;
/** Messages that one process sends at the same time. */
const AT_ONCE = 16;
const AFTER_FAULT_MS = 10_000;

export class DeliveryQueue {
  readonly #redis: Redis;
  readonly #dataId: string;
  readonly #queue: Queue<DeliveryJob>;

  constructor(redis: Redis, dataId: string, onError: (error: Error) => void) {
    this.#redis = redis;
    this.#dataId = dataId;
    this.#queue = new Queue(DELIVERIES_QUEUE, {
      ...traced(),
      connection: redis,
      prefix: dataPrefix(dataId),
      streams: { events: { maxLen: EVENTS_KEPT } },
      defaultJobOptions: { removeOnComplete: true, removeOnFail: true, stackTraceLimit: 1 },
    });
    this.#queue.on('error', faultsOnly(onError));
  }

  /**
   * Has the delivery tried at that time (Unix milliseconds), whatever was said before.
   *
   * @returns false where it is being tried, so that it has to be said again
   */
  async due(delivery: string, atMs: number): Promise<boolean> {
    const delay = Math.max(0, atMs - Date.now());
    const job = await this.#queue.getJob(delivery);
    if (job === undefined) {
      await this.#queue.add(DELIVERIES_QUEUE, { v: JOB_VERSION, delivery }, { jobId: delivery, delay });
      return true;
    }
    const state = await job.getState();
    if (state !== 'delayed') return state === 'waiting';
    try {
      await job.changeDelay(delay);
      return true;
    } catch {
      // It was taken up, or is over, since it was looked at.
      return false;
    }
  }

  /** False where Redis was emptied since `sayKnown`. */
  async isKnown(): Promise<boolean> {
    return (await this.#redis.exists(deliveriesKnownKey(this.#dataId))) === 1;
  }

  async sayKnown(): Promise<void> {
    await this.#redis.set(deliveriesKnownKey(this.#dataId), '1');
  }

  /**
   * Leave to send to a receiver that takes one message in this time, for all processes together.
   *
   * @returns how many milliseconds to wait for it; 0: it is given
   */
  async pace(webhook: string, everyMs: number): Promise<number> {
    const key = webhookPaceKey(this.#dataId, webhook);
    if ((await this.#redis.set(key, '1', 'PX', everyMs, 'NX')) === 'OK') return 0;
    return Math.max(1, await this.#redis.pttl(key));
  }

  async close(): Promise<void> {
    await this.#queue.close();
  }
}

export interface DeliveryWorkerOptions {
  readonly redis: Redis;
  readonly dataId: string;
  /** Tries a delivery, and returns when it is to be tried again (Unix milliseconds); undefined where it is over. */
  readonly attempt: (delivery: string) => Promise<number | undefined>;
  readonly onError: (error: Error) => void;
}

/** Resolves when the worker takes jobs. */
export async function startDeliveryWorker(options: DeliveryWorkerOptions): Promise<Worker> {
  const { redis, dataId, onError } = options;
  const say = atMostEvery(SAID_EVERY_MS, onError, ({ message }) => message);
  const process = async (job: Job, token?: string): Promise<void> => {
    const release = locks.hold(job, token);
    try {
      const nextAt = await nextOf(job, options, say);
      if (nextAt !== undefined) await putBack(job, token, nextAt);
    } finally {
      release();
    }
  };
  const worker = new Worker<unknown>(DELIVERIES_QUEUE, process, {
    ...workerRules(),
    connection: redis,
    prefix: dataPrefix(dataId),
    concurrency: AT_ONCE,
  });
  worker.on('error', faultsOnly(onError));
  const onFailed = faultsOnly(onError);
  worker.on('failed', (_job, error) => {
    onFailed(error);
  });
  const locks = new LockRenewal(worker, LOCK_MS, onFailed);
  await worker.waitUntilReady();
  return worker;
}

/** A fault (a full disk, say) loses no delivery: it is tried again. */
async function nextOf(
  { data }: Job<unknown>,
  { attempt }: DeliveryWorkerOptions,
  say: (error: Error) => void,
): Promise<number | undefined> {
  try {
    refuseNewer(({ webhooks }) => webhooks.queued, data, JOB_VERSION, 'v');
    return await attempt(jobSchema.parse(data).delivery);
  } catch (error) {
    say(error as Error);
    return Date.now() + AFTER_FAULT_MS;
  }
}
