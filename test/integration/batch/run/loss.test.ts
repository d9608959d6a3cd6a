// What is taken for lost when a batch is taken up again: rows that a provider's limit of the day has set aside were not
// called, so nothing of them is missing.

import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Losses } from '../../../../src/batch/run/loss.js';
import type { BatchPaths } from '../../../../src/batch/paths.js';
import type { BatchRecord } from '../../../../src/batch/record.js';
import { sliceKey } from '../../../../src/journal/keys.js';
import type { OwnedBatch } from '../../../../src/journal/owned-batch.js';
import { directory } from '../../collect/directory.js';
import { Bench, redisForFile } from '../../queue/bench.js';

const path = redisForFile();
const KEY = Buffer.alloc(32, 5);
const ROWS = [1, 2, 3];
const ENTRY = { slice: 0, start: { row: 1, line: 2, byteStart: 20 }, at: 1000, rows: ROWS };
const KNOWN = { unfinished: [ENTRY], last: ENTRY, again: [] };

/** A slice whose rows were all set aside, announced, and not collected when its owner died. */
async function setAside(): Promise<Bench> {
  const bench = new Bench(path(), KEY);
  await bench.opened();
  const held = await bench.held(0);
  expect(await bench.journal.setAside(held, ROWS, 1000)).toBe(true);
  expect(await bench.journal.announce(held)).toBe(true);
  return bench;
}

/** @returns the rows that may have been called without a line */
async function gapsFoundBy(owned: OwnedBatch): Promise<number[]> {
  const work = directory();
  const losses = new Losses({
    record: {
      batch: 'b',
      provider: 'faceid',
      outDirectory: work,
      options: { inDoubt: 'retry' },
    } as BatchRecord,
    paths: { work, segments: join(work, 'segments') } as BatchPaths,
    owned,
    checkpoint: { owner: 1, segments: [], collectedBelow: 0, collectedAlso: [], calls: 0 },
    before: { state: 'running', startedAt: 1000, owner: 1, inRedis: true },
    onWarning: () => undefined,
  });
  await losses.recognise(KNOWN);
  return [...losses.spans.keys()];
}

describe('rows that were set aside and announced', () => {
  it('are no gap for the next owner, who finds their slice finished without a call', async () => {
    const bench = await setAside();
    expect(await gapsFoundBy(await bench.own())).toEqual([]);
  });

  it('are no gap where Redis has lost something else, and still has them', async () => {
    const bench = await setAside();
    await bench.redis.hdel(bench.keys.batch, 'owner', 'mark');
    const owned = await bench.own(7);
    expect(owned.lostData).toBe(true);
    expect(await gapsFoundBy(owned)).toEqual([]);
  });

  it('are a gap like any other row where their journal is gone, which nobody has collected', async () => {
    const bench = await setAside();
    await bench.redis.del(sliceKey(bench.scope, bench.name, 0));
    expect(await gapsFoundBy(await bench.own())).toEqual(ROWS);
  });
});
