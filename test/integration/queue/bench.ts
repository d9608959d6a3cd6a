// A real Redis for a test file, and in it, for every test, an account and a batch of its own.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import type { AccountEffect } from '../../../src/domain/account-effect.js';
import type { Attempt } from '../../../src/domain/attempt.js';
import { Journal, type HeldSlice } from '../../../src/journal/journal.js';
import { accountKey, accountSets, batchKeys, sliceJobId, type BatchKeys } from '../../../src/journal/keys.js';
import { OwnedBatch, type OpenOptions } from '../../../src/journal/owned-batch.js';
import { usePrivateRedis, type PrivateRedis } from '../../../src/redis/private-redis.js';

export const GOOD: AccountEffect = { kind: 'good', pauseMs: 0, cause: '' };
export const FAILED: AccountEffect = { kind: 'failed', pauseMs: 0, cause: '' };
export const SETTINGS = { maxAttempts: 6, inDoubt: 'retry' as const, retryCodes: ['15', '107', '108'] };

/**
 * Starts a Redis for the tests of a file.
 *
 * @returns the path of its socket, once it runs
 */
export function redisForFile(): () => string {
  const directory = mkdtempSync(join(tmpdir(), 'rollcall-queue-'));
  let server: PrivateRedis | undefined;
  beforeAll(async () => {
    server = await usePrivateRedis(directory);
  });
  afterAll(async () => {
    await server?.release();
    rmSync(directory, { recursive: true, force: true });
  });
  return () => server?.socketPath ?? '';
}

export function call(row: number, attempt: number, over: Partial<Attempt> = {}): Attempt {
  return {
    row,
    attempt,
    startedAt: 1000,
    finishedAt: 2000,
    result: 'answered',
    code: over.result === undefined ? '0' : undefined,
    httpStatus: undefined,
    sessionId: '',
    message: '',
    probe: false,
    ...over,
  };
}

let scopes = 0;

export class Bench {
  readonly scope = `test${(scopes += 1)}`;
  readonly name: string;
  readonly keys: BatchKeys;
  readonly key: Buffer | undefined;
  readonly account = accountKey(this.scope);
  readonly redis: Redis;
  readonly journal: Journal;
  readonly #path: string;

  /** @param key for a batch with an incarnation, whose journal is sealed with it */
  constructor(path: string, key?: Buffer) {
    this.#path = path;
    this.key = key;
    this.name = key === undefined ? 'data.batch' : 'data-0f.batch';
    this.keys = batchKeys(this.scope, this.name);
    this.redis = this.connect();
    this.journal = this.newJournal(this.redis);
  }

  connect(): Redis {
    const redis = new Redis({ path: this.#path, maxRetriesPerRequest: null });
    onTestFinished(() => redis.disconnect());
    return redis;
  }

  newJournal(redis = this.connect()): Journal {
    return new Journal(redis, {
      scope: this.scope,
      ...(this.key === undefined ? {} : { key: this.key }),
      rateCap: () => undefined,
      outageLimitMs: 3_600_000,
      probeWaitMs: 60_000,
      probeWaitMaxMs: 600_000,
      probeLimitMs: 60_000,
      onTrouble: () => undefined,
      onCircuit: () => undefined,
    });
  }

  own(highestOwnerOnDisk = 0): Promise<OwnedBatch> {
    const blocking = this.connect();
    return OwnedBatch.own(this.redis, blocking, this.scope, this.name, highestOwnerOnDisk, -1, this.key);
  }

  /** A batch whose calls are permitted, without a limit on the rate. */
  async opened(options: Partial<OpenOptions> = {}): Promise<OwnedBatch> {
    await this.liftRate();
    const owned = await this.own();
    await owned.open({
      settings: SETTINGS,
      maxCalls: undefined,
      callsOnDisk: 0,
      slicesOnDisk: [],
      ...options,
    });
    return owned;
  }

  async liftRate(): Promise<void> {
    const fields = [
      'tokens',
      'at',
      'slow',
      'top',
      'cut',
      'step',
      'until',
      'doubled',
      'window',
      'count',
      'before',
    ];
    const rate = { rate: 100_000, 'rate:tokens': 5000, 'rate:slow': 1 };
    await this.redis.hset(this.account, {
      ...Object.fromEntries(fields.map((field) => [`rate:${field}`, 0])),
      ...rate,
    });
  }

  /** Makes a slice look as if nothing had been heard of its holder for long. */
  async silence(slice: number): Promise<void> {
    await this.redis.zrem(accountSets(this.scope).held, sliceJobId(this.name, slice));
  }

  /** Takes the slice up, whoever has it. */
  async held(slice: number, journal = this.journal): Promise<HeldSlice> {
    await this.silence(slice);
    const taken = await journal.take(this.name, slice);
    if (taken.kind !== 'taken') throw new Error(`slice ${slice} is ${taken.kind}`);
    return taken.held;
  }

  async permit(held: HeldSlice, row: number, attempt = 1, journal = this.journal): Promise<string> {
    return (await journal.permit(held, row, attempt, 1000)).permission;
  }

  async counts(): Promise<{ used: number; open: number }> {
    const [used, open] = await this.redis.hmget(this.keys.batch, 'used', 'open');
    return { used: Number(used), open: Number(open) };
  }

  async announced(): Promise<number[]> {
    const entries = await this.redis.xrange(this.keys.announced, '-', '+');
    return entries.map(([, fields]) => Number(fields[1]));
  }
}
