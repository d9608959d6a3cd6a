// What is on disk of a batch's end, or of its pause, is what is told of it, whatever fails behind it and however long the rest takes.

import { expect, test, vi } from 'vitest';
import { lookAtRest } from '../../../src/app/batch-status.js';
import { batchPaths } from '../../../src/batch/paths.js';
import { readState, writeState } from '../../../src/batch/record.js';
import { OwnedBatch } from '../../../src/journal/owned-batch.js';
import { Bench } from './bench.js';

test('a completed batch stays completed where Redis fails behind its end, and is cleared away later', async () => {
  const bench = await Bench.start();
  await bench.verify(1);
  const failing = vi.spyOn(OwnedBatch.prototype, 'remove');
  failing.mockRejectedValueOnce(new Error('READONLY You can’t write against a read only replica.'));
  try {
    expect(await bench.run('b', { rows: 20 })).toMatchObject({ state: 'completed' });
    const state = await readState(batchPaths(bench.dataDir, 'b'), await bench.record('b'));
    expect(state).toMatchObject({ state: 'completed' });
    expect(state.reason).toBeUndefined();
    // The worker takes it up once more, and finds what is left.
    await vi.waitUntil(async () => (await bench.access.redis.exists(bench.batchKey('b'))) === 0, {
      timeout: 60_000,
    });
    expect(failing.mock.calls.length).toBeGreaterThan(1);
    expect(bench.simulator.totals().received).toBe(20);
  } finally {
    failing.mockRestore();
  }
});

test('a batch that was just paused shows its calls before its summary is counted', async () => {
  const bench = await Bench.start();
  await bench.create('b', { rows: 20 });
  const [paths, record] = [batchPaths(bench.dataDir, 'b'), await bench.record('b')];
  const progress = { batch: 'b', rows: 20, rowsKnown: true, done: 7, byStatus: { match: 7 }, duplicates: 0 };
  const said = { startedAt: 1, progress: { ...progress, calls: 8 } };
  await writeState(paths, '1', { state: 'paused', ...said });
  const state = await readState(paths, record);
  const asked = { batches: [{ record, state }], dataDir: bench.dataDir, onDamaged: undefined };
  const { statuses } = await lookAtRest(asked);
  expect(statuses[0]).toMatchObject({ state: 'paused', done: 7, calls: 8, by_status: { match: 7 } });
});
