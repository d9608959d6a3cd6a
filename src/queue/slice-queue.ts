// Puts slices into the queue `verify` of an account. Adding the same slice again is harmless: its job id is made of
// batch and slice number, and a slice that is done calls nobody.

import { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { faultsOnly } from './connection-error.js';
import { accountPrefix, sliceJobId, VERIFY_QUEUE } from './keys.js';
import { untilRoom } from './room.js';
import { encryptSlice, type SlicePayload, type SliceRow } from './slice-payload.js';
import { traced } from './tracing.js';

export interface Slice {
  readonly slice: number;
  readonly rows: readonly SliceRow[];
}

/** A slice's job may fail only through a fault of ours or of Redis; it is then tried again for as long as needed. */
const JOB_ATTEMPTS = 1_000_000;
const EVENTS_KEPT = 100;

export class SliceQueue {
  readonly #queue: Queue<SlicePayload>;
  readonly #key: Buffer;
  readonly #onError: (error: Error) => void;

  constructor(redis: Redis, scope: string, key: Buffer, onError: (error: Error) => void) {
    this.#key = key;
    this.#onError = onError;
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

  /** @param name the batch's name in Redis */
  async add(name: string, slices: readonly Slice[]): Promise<void> {
    const jobs = slices.map(({ slice, rows }) => ({
      name: VERIFY_QUEUE,
      data: encryptSlice(this.#key, name, slice, rows),
      opts: { jobId: sliceJobId(name, slice) },
    }));
    await untilRoom(() => this.#queue.addBulk(jobs), this.#onError);
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
