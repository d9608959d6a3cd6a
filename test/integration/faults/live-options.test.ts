// Options that are given again while a batch runs reach its owner and all workers, in mid-run.

import { expect, test, vi } from 'vitest';
import { batchPaths } from '../../../src/batch/paths.js';
import type { BatchOptions } from '../../../src/batch/batch-options.js';
import { readRecord, writeRecord } from '../../../src/batch/record.js';
import { Bench, generatePeople } from './bench.js';

/** What `rollcall resume` does to the record of a batch that a live worker has. */
async function giveAgain(bench: Bench, batch: string, options: Partial<BatchOptions>): Promise<void> {
  const paths = batchPaths(bench.dataDir, batch);
  const record = await readRecord(paths, batch);
  await writeRecord(paths, { ...record, options: { ...record.options, ...options } });
  await bench.control(batch).retune();
}

test.concurrent('a cap and attempts given again hold in the worker that has the batch', async (context) => {
  const bench = await Bench.start({ settings: { hold: true } }, context);
  await bench.verify(1);
  const run = bench.run('b', { rows: 60, options: { maxCalls: 10_000 } });
  await bench.simulator.whenInFlight(10);
  await giveAgain(bench, 'b', { maxCalls: 40, maxAttempts: 2 });
  const field = (name: string) => bench.access.redis.hget(bench.batchKey('b'), name);
  await vi.waitUntil(async () => (await field('cap')) === '40', { timeout: 20_000, interval: 10 });
  expect(JSON.parse((await field('settings')) ?? '{}')).toMatchObject({ maxAttempts: 2 });
  bench.simulator.control({ hold: false });
  const end = await run;
  expect(end).toMatchObject({ state: 'halted', reason: expect.stringContaining('all 40 calls') as string });
  expect(bench.simulator.totals().received).toBe(40);
});

test.concurrent(
  'a rate binds every process while its batch runs, those too that hold none of its slices',
  async (context) => {
    const bench = await Bench.start({}, context);
    const rateCaps = () => bench.access.redis.hget(bench.accountKey, 'ceilings');
    await bench.create('slow', { people: generatePeople(5), options: { rate: 7 } });
    await bench.create('other', { rows: 5 });
    await bench.queue.add('slow');
    await vi.waitUntil(async () => (await rateCaps())?.includes('.slow 7 ') === true, {
      timeout: 20_000,
      interval: 10,
    });
    await bench.verify(1);
    await vi.waitUntil(() => bench.endsOf('slow').length === 1, { timeout: 30_000, interval: 10 });
    expect(await rateCaps()).toBeNull();
  },
);
