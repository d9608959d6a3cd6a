// The collector with a Redis that does as it is told: what Redis forgets is on disk, and a new owner goes on.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readCheckpoint } from '../../../src/collect/checkpoint.js';
import { Collector, type AnnouncedSlices, type Announcement } from '../../../src/collect/collector.js';
import { readSegments } from '../../../src/collect/segments.js';
import type { Attempt } from '../../../src/domain/attempt.js';
import { call } from '../../unit/collect/fakes.js';
import { directory } from './directory.js';

/** Redis as the collector sees it. */
class Announced implements AnnouncedSlices {
  readonly entries: Announcement[] = [];
  readonly calls = new Map<number, readonly Attempt[]>();
  readonly forgotten: Announcement[] = [];
  /** Announcements that a failover has lost. */
  readonly lost = new Set<number>();
  /** Slices whose calls somebody else has written. */
  readonly forged = new Set<number>();
  onForget: () => Promise<void> = async () => undefined;
  #id = 0;

  announce(slice: number, ...calls: Attempt[]): this {
    this.entries.push({ id: `${(this.#id += 1)}-0`, slice });
    this.calls.set(slice, calls);
    return this;
  }

  async read(cursor: string, limit: number): Promise<readonly Announcement[]> {
    const after = Number(cursor.split('-')[0]);
    return this.entries.filter(({ id }) => Number(id.split('-')[0]) > after).slice(0, limit);
  }

  async journals(slices: readonly number[]): Promise<readonly (readonly Attempt[])[]> {
    return slices.map((slice) => this.calls.get(slice) ?? []);
  }

  async finished(slices: readonly number[]) {
    const announced = slices.filter((slice) => !this.lost.has(slice));
    return {
      kept: announced
        .filter((slice) => !this.forged.has(slice))
        .map((slice) => ({ slice, attempts: this.calls.get(slice) ?? [] })),
      forged: announced.filter((slice) => this.forged.has(slice)).map((slice) => ({ slice, field: '1.1' })),
    };
  }

  async acknowledge(announcements: readonly Announcement[]): Promise<void> {
    await this.onForget();
    this.forgotten.push(...announcements);
    for (const { id, slice } of announcements) {
      this.entries.splice(
        this.entries.findIndex((entry) => entry.id === id),
        1,
      );
      this.calls.delete(slice);
    }
  }
}

function setup() {
  const work = directory();
  const segments = join(work, 'segments');
  mkdirSync(segments);
  const announced = new Announced();
  return {
    announced,
    work,
    open: async (owner: number) =>
      Collector.open(
        announced,
        { workDirectory: work, segmentsDirectory: segments, owner },
        await readCheckpoint(work),
      ),
    onDisk: async () => {
      const rows: string[] = [];
      for await (const { row, attempt } of readSegments(segments, (await readCheckpoint(work)).segments)) {
        rows.push(`${row}.${attempt}`);
      }
      return rows;
    },
  };
}

test('Redis forgets a slice only after its calls and the checkpoint are on disk', async () => {
  const { announced, work, open, onDisk } = setup();
  const collector = await open(1);
  announced.announce(0, call(1), call(2)).announce(2, call(5, 1, { result: 'refused' }), call(5, 2));
  let known: unknown;
  announced.onForget = async () => {
    known = [await onDisk(), await readCheckpoint(work)];
  };
  await collector.collect(1);
  expect(known).toMatchObject([
    ['1.1', '2.1', '5.1', '5.2'],
    { owner: 1, collectedBelow: 1, collectedAlso: [2], calls: 3 },
  ]);
  expect(announced.forgotten.map(({ slice }) => slice)).toEqual([0, 2]);
  await collector.close();
});

test('it tells which slices are now on disk, with their calls', async () => {
  const { announced, open } = setup();
  const collector = await open(1);
  announced.announce(3, call(9));
  expect(await collector.collect(1)).toEqual([{ slice: 3, attempts: [call(9)] }]);
  expect(await collector.collect(1)).toEqual([]);
  expect(collector.calls).toBe(1);
  await collector.close();
});

test('a new owner goes on where the checkpoint is, and what was collected but not forgotten is not written twice', async () => {
  const { announced, open, onDisk } = setup();
  const first = await open(1);
  announced.announce(0, call(1));
  await first.collect(1);
  announced.announce(1, call(2));
  announced.onForget = () => Promise.reject(new Error('cut'));
  await expect(first.collect(1)).rejects.toThrow('cut');
  await first.close();

  announced.onForget = async () => undefined;
  const second = await open(2);
  expect(second.collected.has(1)).toBe(true);
  announced.announce(2, call(3));
  expect((await second.collect(1)).map(({ slice }) => slice)).toEqual([2]);
  expect(await onDisk()).toEqual(['1.1', '2.1', '3.1']);
  expect(announced.entries).toEqual([]);
  expect(second.calls).toBe(3);
  expect(second.segments.map(({ file }) => file)).toEqual(['1.csv', '2.csv']);
  await second.close();
});

test('an announcement that a failover lost is not collected, and is when it comes again with an earlier id', async () => {
  const { announced, open, onDisk } = setup();
  const collector = await open(1);
  announced.announce(0).announce(1, call(2));
  announced.lost.add(0);
  expect((await collector.collect(1)).map(({ slice }) => slice)).toEqual([1]);
  announced.lost.clear();
  announced.calls.set(0, [call(1)]);
  expect((await collector.collect(1)).map(({ slice }) => slice)).toEqual([0]);
  expect(await onDisk()).toEqual(['2.1', '1.1']);
  await collector.close();
});

test('what an overtaken owner still appends is not in the record', async () => {
  const { announced, open, onDisk } = setup();
  const old = await open(1);
  announced.announce(0, call(1));
  await old.collect(1);
  const now = await open(2);
  announced.announce(1, call(2));
  await old.append([1]);
  await now.collect(1);
  expect(await onDisk()).toEqual(['1.1', '2.1']);
  expect(now.segments).toHaveLength(2);
  await old.close();
  await now.close();
});

test('an announcement that comes twice is collected once and forgotten both times', async () => {
  const { announced, open, onDisk } = setup();
  const collector = await open(1);
  announced.announce(0, call(1)).announce(0, call(1));
  await collector.collect(1);
  expect(await onDisk()).toEqual(['1.1']);
  expect(announced.forgotten).toHaveLength(2);
  await collector.close();
});

test('calls of slices that are not finished are appended for the last files, and no checkpoint says so', async () => {
  const { announced, open, onDisk } = setup();
  const collector = await open(1);
  announced.calls.set(4, [call(7, 1, { result: 'in_doubt' })]);
  const before = collector.segments.at(-1)?.bytes ?? 0;
  await collector.append([4, 5]);
  expect(collector.segments.at(-1)?.bytes).toBeGreaterThan(before);
  expect(await onDisk()).toEqual([]);
  expect(announced.forgotten).toEqual([]);
  await collector.close();
});

test('slices that are expected soon are put on disk with those that are there', async () => {
  const { announced, work, open } = setup();
  const collector = await open(1);
  announced.announce(0, call(1));
  const collecting = collector.collect(1, 3);
  setImmediate(() => announced.announce(1, call(2)));
  expect((await collecting).map(({ slice }) => slice)).toEqual([0, 1]);
  expect(await readCheckpoint(work)).toMatchObject({ collectedBelow: 2 });
});
