// Which slices are added again, what they hold then, and how often lost ones are looked for.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { LostSlices } from '../../../../src/batch/run/requeueing.js';
import { SliceLog } from '../../../../src/batch/run/slice-log.js';
import { findFormat } from '../../../../src/ingest/list-format.js';
import type { Slice } from '../../../../src/queue/slice-queue.js';
import { generatePeople } from '../../../../src/simulator/people.js';
import { directory } from '../../collect/directory.js';
import { RULES } from '../../ingest/ingested.js';

/** More time than between two looks. */
const LATER_MS = 11_000;
const PEOPLE = [...generatePeople({ seed: 5, count: 6, mix: 'clean' })];
const LINES = ['姓名,身份证号\n', ...PEOPLE.map(({ name, idNumber }) => `${name},${idNumber}\n`)];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/**
 * Slices of two rows each, on disk.
 *
 * @returns the slices that were asked about, and those that were added
 */
async function slicesOnDisk(lost: readonly number[]) {
  const work = directory();
  const list = join(work, 'list');
  writeFileSync(list, LINES.join(''));
  const log = await SliceLog.create(work, 1);
  await log.append(
    [0, 1, 2].map((slice) => {
      const row = 2 * slice + 1;
      const byteStart = Buffer.byteLength(LINES.slice(0, row).join(''));
      return { slice, start: { row, line: row + 1, byteStart }, rows: [row, row + 1] };
    }),
  );
  await log.close();
  const format = await findFormat(list, { encoding: 'utf-8', header: true, sourceName: 'list.csv' });
  const asked: number[][] = [];
  const added: Slice[] = [];
  const lostIn = async (slices: readonly number[]): Promise<number[]> => {
    asked.push([...slices]);
    return slices.filter((slice) => lost.includes(slice));
  };
  const add = async (slices: readonly Slice[]): Promise<void> => {
    added.push(...slices);
  };
  const stop = new AbortController();
  const header = [...(format.header ?? [])];
  const live = { record: { format: { ...format, header }, rules: RULES } };
  const slices = new LostSlices({ list, work }, { lost: lostIn }, live, add, stop.signal);
  return { slices, asked, added, stop };
}

function later(): void {
  vi.advanceTimersByTime(LATER_MS);
}

it('what Redis has lost is added again with the rows that it had, and nothing else', async () => {
  const { slices, asked, added } = await slicesOnDisk([1]);
  later();
  slices.look([0, 1, 2]);
  await vi.waitUntil(() => added.length > 0);
  expect(asked).toEqual([[0, 1, 2]]);
  expect(added.map(({ slice }) => slice)).toEqual([1]);
  expect(added[0]?.rows.map(({ row, person }) => [row, person.name])).toEqual([
    [3, PEOPLE[2]?.name],
    [4, PEOPLE[3]?.name],
  ]);
});

it('is looked for every ten seconds at most, and not while it is', async () => {
  const { slices, asked } = await slicesOnDisk([]);
  slices.look([0]);
  expect(asked).toEqual([]);
  later();
  slices.look([0]);
  slices.look([0]);
  expect(asked).toEqual([[0]]);
  await Promise.resolve();
});

it('is left alone once the batch is left', async () => {
  const { slices, asked, added, stop } = await slicesOnDisk([0]);
  later();
  stop.abort();
  slices.look([0]);
  await vi.waitUntil(() => asked.length > 0);
  expect(added).toEqual([]);
});
