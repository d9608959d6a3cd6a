// The calls of days in the calendar of months: those of all batches, of which ended ones are read once.

import { rmSync, utimesSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { batchPaths } from '../../../src/batch/paths.js';
import { relabel } from '../../../src/batch/relabel.js';
import { appendGaps } from '../../../src/batch/run/gaps.js';
import { chinaDay } from '../../../src/domain/china-time.js';
import { peopleCsv } from '../../../src/simulator/index.js';
import { Served } from './served.js';

const DAY_MS = 86_400_000;

let served: Served;
let close: () => Promise<void>;
beforeAll(async () => {
  [served, close] = await Served.startForAll();
  await served.bench.verify(1);
  const operator = await served.person('operator');
  const list = await operator.send([...peopleCsv({ count: 5, seed: 2, mix: 'clean' })].join(''));
  await operator.make({ list, batch: 'ended', start: true });
  await operator.until('ended', 'completed');
  const other = await operator.send([...peopleCsv({ count: 9, seed: 3, mix: 'clean' })].join(''));
  await operator.make({ list: other, batch: 'capped', start: true, options: { max_calls: 3 } });
  await operator.until('capped', 'halted');
  await operator.make({ list: other, batch: 'draft' });
});
afterAll(() => close());

const pathsOf = (batch: string) => batchPaths(served.bench.dataDir, batch);
const ended = 5;
const capped = 3;
async function calls(): Promise<number> {
  const days = await served.ports.callsByDay.look((message) => {
    throw new Error(message);
  });
  return [...days.values()].reduce((sum, count) => sum + count, 0);
}

it('are those of ended and of halted batches, and those that may have left', async () => {
  expect(await calls()).toBe(ended + capped);
  const from = Date.now() - 3 * DAY_MS;
  await appendGaps(pathsOf('capped').work, 1, [{ slice: 9, from, until: from, rows: [8, 9] }]);
  const days = await served.ports.callsByDay.look(() => undefined);
  expect(days.get(chinaDay(from))).toBe(2);
  expect(await calls()).toBe(ended + capped + 2);
});

it('are not read again of an ended batch, until that was written to', async () => {
  const { work, ledger } = pathsOf('ended');
  // As it looks some while after it was written: what is young may be written again without showing.
  const before = new Date(Date.now() - 60_000);
  utimesSync(work, before, before);
  expect(await calls()).toBe(ended + capped + 2);
  rmSync(ledger);
  utimesSync(work, before, before);
  expect(await calls()).toBe(ended + capped + 2);
  await relabel(served.bench.dataDir, 'ended', 'other', { by: 'test', atMs: Date.now() });
  expect(await calls()).toBe(capped + 2);
});
