// Puts slices into the queue `verify` of an account. Adding the same slice again is harmless: its job id is made of
// batch and slice number, and a slice that is done calls nobody.

import { Queue } from 'bullmq';
import type { Redis } from '../redis/connection.js';
import { faultsOnly } from '../redis/connection-error.js';
import { accountKey, accountPrefix, sliceJobId, VERIFY_QUEUE } from '../journal/keys.js';
import { encryptSlice, type SlicePayload, type SliceRow } from './slice-payload.js';
import { traced } from '../tracing/tracing.js';
import { LAST_TURN, LATE_TURN, type FairOrder } from './fair-order.js';

export interface Slice {
  readonly slice: number;
  readonly rows: readonly SliceRow[];
}

/** A slice's job may fail only through a fault of ours or of Redis; it is then tried again for as long as needed. */
const JOB_ATTEMPTS = 1_000_000;
const EVENTS_KEPT = 100;

export class SliceQueue {
  readonly #redis: Redis;
  readonly #account: string;
  readonly #queue: Queue<SlicePayload>;
  readonly #key: Buffer;

  constructor(redis: Redis, scope: string, key: Buffer, onError: (error: Error) => void) {
    this.#redis = redis;
    this.#account = accountKey(scope);
    this.#key = key;
    this.#queue = new Queue(VERIFY_QUEUE, {
      ...traced(),
      connection: redis,
      prefix: accountPrefix(scope),
      streams: { events: { maxLen: EVENTS_KEPT } },
      defaultJobOptions: {
        attempts: JOB_ATTEMPTS,
        backoff: { type: 'exponential', delay: 500, jitter: 0.5 },
        removeOnComplete: true,
        removeOnFail: true,
        stackTraceLimit: 1,
      },
    });
    this.#queue.on('error', faultsOnly(onError));
  }

  /**
   * @param name the batch's name in Redis
   * @param order the batch's own
   */
  async add(name: string, slices: readonly Slice[], order: FairOrder): Promise<void> {
    const now = await this.#turn();
    const priorities = order.of(
      now,
      slices.map(({ rows }) => rows.length),
    );
    const jobs = slices.map(({ slice, rows }, index) => ({
      name: VERIFY_QUEUE,
      data: encryptSlice(this.#key, name, slice, rows),
      opts: { jobId: sliceJobId(name, slice), priority: priorities[index] ?? LAST_TURN },
    }));
    await this.#queue.addBulk(jobs);
  }

  /** Removes jobs that no worker has. */
  async remove(jobs: readonly string[]): Promise<void> {
    await Promise.all(jobs.map((job) => this.#queue.remove(job)));
  }

  /** The time in the fair order of the slice that was last taken up. */
  async #turn(): Promise<number> {
    const turn = Number((await this.#redis.hget(this.#account, 'turn')) ?? 0);
    if (turn < LATE_TURN) return turn;
    const counts = await this.#queue.getJobCounts('wait', 'prioritized', 'delayed', 'active');
    if (Object.values(counts).some((count) => count > 0)) return turn;
    await this.#redis.hdel(this.#account, 'turn');
    return 0;
  }

  async close(): Promise<void> {
    await this.#queue.close();
  }
}

/** The queues of the accounts that this process adds slices for, made when they are first needed. */
export class SliceQueues {
  readonly #make: (scope: string) => SliceQueue;
  readonly #queues = new Map<string, SliceQueue>();

  constructor(redis: Redis, key: Buffer, onError: (error: Error) => void) {
    this.#make = (scope) => new SliceQueue(redis, scope, key, onError);
  }

  of(scope: string): SliceQueue {
    const queue = this.#queues.get(scope) ?? this.#make(scope);
    this.#queues.set(scope, queue);
    return queue;
  }

  /** The accounts that this process has added slices for. */
  get scopes(): string[] {
    return [...this.#queues.keys()];
  }

  async close(): Promise<void> {
    for (const queue of this.#queues.values()) await queue.close();
  }
}
