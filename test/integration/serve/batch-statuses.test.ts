// What a page of batches remembers between requests: ended batches that nobody has touched, and nothing else.

import { readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { BatchIndex } from '../../../src/batch/batch-index.js';
import { batchPaths, outputPaths } from '../../../src/batch/paths.js';
import { relabel } from '../../../src/batch/relabel.js';
import { peopleCsv } from '../../../src/simulator/index.js';
import { Served, type Person } from './served.js';

let served: Served;
let close: () => Promise<void>;
let operator: Person;
beforeAll(async () => {
  [served, close] = await Served.startForAll();
  await served.bench.verify(1);
  operator = await served.person('operator');
  const list = await operator.send([...peopleCsv({ count: 5, seed: 2, mix: 'clean' })].join(''));
  for (const batch of ['ended', 'kept']) {
    await operator.make({ list, batch, label: 'one', start: true });
    await operator.until(batch, 'completed');
  }
  await operator.make({ list, batch: 'draft', label: 'one' });
});
afterAll(() => close());

const pathsOf = (batch: string) => batchPaths(served.bench.dataDir, batch);
const summaryOf = (batch: string): string => outputPaths(pathsOf(batch).directory).summary;

/** As files look some while after they were written. */
function age(batch: string): void {
  const before = new Date(Date.now() - 60_000);
  utimesSync(summaryOf(batch), before, before);
  utimesSync(pathsOf(batch).work, before, before);
}

const now = async () => served.ports.statuses.of(await served.ports.index.look());
async function statusNow(batch: string) {
  return (await now()).find((each) => each.batch === batch);
}

beforeEach(() => {
  for (const batch of ['ended', 'kept']) age(batch);
});

it('does not read ended batches again of which nothing was written', async () => {
  const first = await now();
  expect(first.map(({ batch, state }) => [batch, state])).toEqual([
    ['ended', 'completed'],
    ['kept', 'completed'],
    ['draft', 'draft'],
  ]);
  const second = await now();
  expect(second.map((each, index) => each === first[index])).toEqual([true, true, false]);
  expect(second).toEqual(first);
});

it('reads one again whose record, summary or watch was written', async () => {
  const before = await statusNow('ended');
  await relabel(served.bench.dataDir, 'ended', 'two', { by: 'test', atMs: Date.now() });
  expect(await statusNow('ended')).toEqual({ ...before, label: 'two' });

  age('ended');
  await now();
  const text = readFileSync(summaryOf('ended'), 'utf8');
  const counted = JSON.parse(text) as { calls: number };
  rmSync(summaryOf('ended'));
  writeFileSync(summaryOf('ended'), JSON.stringify({ ...counted, calls: 77 }));
  expect(await statusNow('ended')).toMatchObject({ calls: 77 });
  rmSync(summaryOf('ended'));
  writeFileSync(summaryOf('ended'), text);
  expect(await statusNow('ended')).toMatchObject({ calls: counted.calls });
});

it('does not remember what was written this very moment', async () => {
  const before = await statusNow('kept');
  utimesSync(pathsOf('kept').work, new Date(), new Date());
  const young = await statusNow('kept');
  expect([young === before, (await statusNow('kept')) === young]).toEqual([false, false]);
});

it('lets a long look count for a while, and for nobody who has changed something here', async () => {
  const index = new BatchIndex(served.bench.dataDir, () => undefined);
  let clock = 1_000;
  const looking = vi.spyOn(performance, 'now').mockImplementation(() => (clock += 50));
  try {
    const first = await index.look();
    expect(await index.look()).toBe(first);
    await relabel(served.bench.dataDir, 'kept', 'three', { by: 'test', atMs: Date.now() });
    expect(await index.look()).toBe(first);
    index.expectChange();
    const changed = await index.look();
    expect(changed.find(({ batch }) => batch === 'kept')?.label).toBe('three');
    await relabel(served.bench.dataDir, 'kept', 'one', { by: 'test', atMs: Date.now() });
    clock += 1_000;
    expect((await index.look()).find(({ batch }) => batch === 'kept')?.label).toBe('one');
  } finally {
    looking.mockRestore();
  }
});
