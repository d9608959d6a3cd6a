// Takes single rows out of the index of people, on disk too: segments that have them are written anew without them. It knows rows
// of batches, not why they go.

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Status } from '../domain/status.js';
import { writeWhole } from '../files/durable.js';
import { withLock } from '../redis/process-lock.js';
import { batchIn, indexedRowIn } from './entry.js';
import {
  changeManifest,
  indexPaths,
  readManifest,
  sweepSegments,
  type IndexedBatch,
  type IndexPaths,
  type SegmentNote,
} from './manifest.js';
import { mergeSegments } from './merge.js';
import { Segment } from './segment.js';
import { SegmentCursor } from './segment-cursor.js';

type IsErased = (row: number, status: Status) => boolean;

/**
 * Whoever adds a batch or merges segments meanwhile is waited for: what they have read of a batch may be older than its files.
 *
 * @param erasedOf which rows of a batch go; undefined: none
 * @returns how many entries went
 */
export async function eraseEntries(
  dataDirectory: string,
  erasedOf: (batch: IndexedBatch) => IsErased | undefined,
): Promise<number> {
  const paths = indexPaths(dataDirectory);
  if ((await readManifest(paths)) === undefined) return 0;
  return withLock(paths.adding, () =>
    withLock(paths.merging, async () => {
      // An erasure that was killed here may have left the segments as they were before.
      for (const maker of ['added', 'merged'] as const) await sweepSegments(paths, maker);
      const manifest = await readManifest(paths);
      const erased = new Map<number, IsErased>();
      for (const batch of manifest?.batches ?? []) {
        const rows = erasedOf(batch);
        if (rows !== undefined) erased.set(batch.number, rows);
      }
      let gone = 0;
      for (const segment of manifest?.segments ?? []) {
        if (segment.batches.some((batch) => erased.has(batch))) gone += await eraseIn(paths, segment, erased);
      }
      return gone;
    }),
  );
}

async function eraseIn(
  paths: IndexPaths,
  note: SegmentNote,
  erased: ReadonlyMap<number, IsErased>,
): Promise<number> {
  const isGone = (bytes: Buffer, at: number): boolean => {
    const isErased = erased.get(batchIn(bytes, at));
    if (isErased === undefined) return false;
    const { row, status } = indexedRowIn(bytes, at);
    return isErased(row, status);
  };
  const segment = new Segment(join(paths.directory, note.file));
  try {
    const gone = await countIn(segment, isGone);
    const total = [...gone.values()].reduce((sum, count) => sum + count, 0);
    if (total > 0) await writeWithout(paths, note, segment, isGone, gone);
    return total;
  } finally {
    segment.close();
  }
}

/** Other work of the process goes on after so many entries: there may be a hundred million, and locks have to be renewed. */
const ENTRIES_AT_ONCE = 1 << 16;

/** @returns how many entries of each batch go */
async function countIn(
  segment: Segment,
  isGone: (bytes: Buffer, at: number) => boolean,
): Promise<Map<number, number>> {
  const gone = new Map<number, number>();
  let seen = 0;
  for (const cursor = new SegmentCursor(segment); !cursor.isAtEnd; cursor.next()) {
    seen += 1;
    if (seen % ENTRIES_AT_ONCE === 0) await nextTurn();
    const { bytes, at } = cursor;
    if (!isGone(bytes, at)) continue;
    const batch = batchIn(bytes, at);
    gone.set(batch, (gone.get(batch) ?? 0) + 1);
  }
  return gone;
}

async function writeWithout(
  paths: IndexPaths,
  note: SegmentNote,
  segment: Segment,
  isGone: (bytes: Buffer, at: number) => boolean,
  gone: ReadonlyMap<number, number>,
): Promise<void> {
  let number = 0;
  await changeManifest(paths, (manifest) => {
    if (manifest === undefined) return undefined;
    number = manifest.next;
    return { ...manifest, next: number + 1 };
  });
  // It is called as what a merge makes, so that whoever merges next clears it away where nobody names it.
  const file = `merged-${number}.segment`;
  let entries = 0;
  await writeWhole(join(paths.directory, file), String(process.pid), async (handle) => {
    entries = await mergeSegments([segment], (bytes, at) => !isGone(bytes, at), handle);
  });
  await changeManifest(paths, (manifest) => {
    if (manifest === undefined) return undefined;
    const others = manifest.segments.filter((other) => other.file !== note.file);
    return {
      ...manifest,
      segments: entries === 0 ? others : [...others, { ...note, file, entries }],
      batches: manifest.batches.map((batch) => ({
        ...batch,
        entries: batch.entries - (gone.get(batch.number) ?? 0),
      })),
    };
  });
  await rm(join(paths.directory, note.file), { force: true });
}
