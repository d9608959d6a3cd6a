// A slice, a batch in the queue, a batch in Redis and a record on disk that a newer Rollcall made are left as they are,
// and that is reported now and then.

import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Queue } from 'bullmq';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { batchPaths } from '../../../src/batch/paths.js';
import { readRecord, RECORD_VERSION } from '../../../src/batch/record.js';
import { knownBatches } from '../../../src/batch/recorded-batches.js';
import { NewerFormat } from '../../../src/domain/newer.js';
import { startBatchWorker } from '../../../src/queue/batch-queue.js';
import {
  accountPrefix,
  BATCHES_QUEUE,
  dataPrefix,
  sliceKey,
  VERIFY_QUEUE,
} from '../../../src/journal/keys.js';
import { BATCH_FORM } from '../../../src/journal/settings.js';
import { SliceQueue } from '../../../src/queue/slice-queue.js';
import { startSliceWorker } from '../../../src/queue/slice-worker.js';
import { FairOrder } from '../../../src/queue/fair-order.js';
import { Bench, redisForFile } from './bench.js';

const path = redisForFile();
const PATIENCE = { timeout: 30_000, interval: 10 };

interface Watched {
  readonly said: string[];
  readonly verified: number[];
}

function sliceWorker(bench: Bench, key: Buffer): Watched {
  const said: string[] = [];
  const verified: number[] = [];
  const worker = startSliceWorker({
    redis: bench.connect(),
    scope: bench.scope,
    key,
    journal: bench.journal,
    openSlices: 8,
    calls: 10,
    watchReady: () => undefined,
    verify: ({ held }) => {
      verified.push(held.slice);
      return Promise.resolve({ kind: 'finished' as const });
    },
    onError: ({ message }) => said.push(message),
    onStalled: () => undefined,
  });
  onTestFinished(() => worker.close());
  return { said, verified };
}

async function addSlices(bench: Bench, key: Buffer, slices: readonly number[]): Promise<void> {
  const queue = new SliceQueue(bench.connect(), bench.scope, key, () => undefined);
  const rows = [{ row: 1, person: { idNumber: '11010519491231002X', name: '欧阳锋' } }];
  await queue.add(
    bench.name,
    slices.map((slice) => ({ slice, rows })),
    new FairOrder(() => undefined),
  );
  await queue.close();
}

function verifyQueue(bench: Bench): Queue {
  const queue = new Queue(VERIFY_QUEUE, { connection: bench.connect(), prefix: accountPrefix(bench.scope) });
  onTestFinished(() => queue.close());
  return queue;
}

describe('a worker', () => {
  it('leaves slices of a newer form in the queue, goes on with the others, and says it once', async () => {
    const bench = new Bench(path());
    await bench.opened();
    const key = randomBytes(32);
    const queue = verifyQueue(bench);
    const data = { v: 2, sealed: 'who knows' };
    for (const id of ['n1', 'n2', 'n3']) await queue.add(VERIFY_QUEUE, data, { jobId: id, priority: 1 });
    await addSlices(bench, key, [7]);
    const { said, verified } = sliceWorker(bench, key);
    await vi.waitUntil(() => verified.length > 0, PATIENCE);
    expect(verified).toEqual([7]);
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(/slice was written by a newer Rollcall \(version 2 /);
    expect((await queue.getDelayed()).map((job) => job.data as unknown)).toEqual([data, data, data]);
  });

  it('leaves the slices of a batch that a newer Rollcall owns, and their journals', async () => {
    const bench = new Bench(path());
    await bench.opened();
    const held = await bench.held(0);
    await bench.permit(held, 1);
    await bench.redis.hset(bench.keys.batch, 'v', BATCH_FORM + 1);
    const before = await bench.redis.hgetall(sliceKey(bench.scope, bench.name, 0));
    expect(await bench.journal.take(bench.name, 0)).toEqual({ kind: 'newer' });
    expect(await bench.redis.hgetall(sliceKey(bench.scope, bench.name, 0))).toEqual(before);
    const key = randomBytes(32);
    await addSlices(bench, key, [0]);
    const { said, verified } = sliceWorker(bench, key);
    const queue = verifyQueue(bench);
    await vi.waitUntil(async () => (await queue.getDelayedCount()) === 1, PATIENCE);
    expect(said).toEqual([expect.stringContaining('owned by a newer Rollcall')]);
    expect(verified).toEqual([]);
  });

  it('leaves queued batches of a newer form, and says it', async () => {
    const bench = new Bench(path());
    const prefix = dataPrefix('d1');
    const queue = new Queue(BATCHES_QUEUE, { connection: bench.connect(), prefix });
    onTestFinished(() => queue.close());
    await queue.add(BATCHES_QUEUE, { v: 2, list: 'x' }, { jobId: 'newer' });
    await queue.add(BATCHES_QUEUE, { v: 1, batch: 'known' }, { jobId: 'known' });
    await queue.add(BATCHES_QUEUE, { v: 1, batch: 'newer-record' }, { jobId: 'newer-record' });
    const said: string[] = [];
    const ran: string[] = [];
    const worker = await startBatchWorker({
      redis: bench.connect(),
      dataId: 'd1',
      foreground: undefined,
      run: (batch) => {
        if (batch === 'newer-record')
          return Promise.reject(new NewerFormat('newer-format', () => 'its record is newer'));
        ran.push(batch);
        return Promise.resolve('left');
      },
      onError: ({ message }) => said.push(message),
    });
    onTestFinished(() => worker.close());
    await vi.waitUntil(async () => (await queue.getDelayedCount()) === 2, PATIENCE);
    await vi.waitUntil(() => ran.length === 1, PATIENCE);
    expect(ran).toEqual(['known']);
    expect(said.sort()).toEqual([
      expect.stringMatching(/^The queued batch "newer" was written by a newer Rollcall/),
      'its record is newer',
    ]);
    expect((await queue.getJob('newer'))?.data).toEqual({ v: 2, list: 'x' });
  });
});

describe('an owner', () => {
  it('does not take over what a newer one keeps in Redis', async () => {
    const bench = new Bench(path());
    await bench.opened();
    await bench.redis.hset(bench.keys.batch, 'v', BATCH_FORM + 1);
    const before = await bench.redis.hgetall(bench.keys.batch);
    await expect(bench.own()).rejects.toThrow(NewerFormat);
    expect(await bench.redis.hgetall(bench.keys.batch)).toEqual(before);
  });
});

describe('a record of a newer form', () => {
  const newer = RECORD_VERSION + 1;
  const record = `{"version":${newer},"batch":"november","shape":"unknown"}\n`;

  async function onDisk() {
    const data = mkdtempSync(join(tmpdir(), 'rollcall-newer-'));
    onTestFinished(() => rmSync(data, { recursive: true }));
    const paths = batchPaths(data, 'november');
    await mkdir(dirname(paths.record), { recursive: true });
    writeFileSync(paths.record, record);
    return { data, paths };
  }

  it('is refused by its version, and stays as it is', async () => {
    const { paths } = await onDisk();
    await expect(readRecord(paths, 'november')).rejects.toThrow(
      `Batch "november" was written by a newer Rollcall (version ${newer} of its form, ${RECORD_VERSION} is known here)`,
    );
    expect(readFileSync(paths.record, 'utf8')).toBe(record);
  });

  it('is passed over where batches are shown, and never where their calls are counted', async () => {
    const { data } = await onDisk();
    const told: string[] = [];
    expect(await knownBatches(data, ({ message }) => told.push(message))).toEqual([]);
    expect(told).toHaveLength(1);
    await expect(knownBatches(data)).rejects.toThrow(NewerFormat);
  });
});
