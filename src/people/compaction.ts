// Keeps the segments of the index few, and rids them of what was forgotten. Segments of about the same size are merged, so an
// entry is copied once for each power of eight that the index grows by.

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeWhole } from '../files/durable.js';
import { isHeld, withLock } from '../redis/process-lock.js';
import { batchIn } from './entry.js';
import {
  changeManifest,
  indexPaths,
  readManifest,
  sweepSegments,
  type IndexPaths,
  type Manifest,
  type SegmentNote,
} from './manifest.js';
import { mergeSegments } from './merge.js';
import { Segment } from './segment.js';

const FAN_IN = 8;

/**
 * Merges until nothing is to be merged. Nothing is done where another process merges.
 *
 * @param signal ends it; what is not complete is removed
 * @param mostEntries what takes more at once is left for later
 */
export async function compact(
  dataDirectory: string,
  signal?: AbortSignal,
  mostEntries = Infinity,
): Promise<void> {
  const paths = indexPaths(dataDirectory);
  if ((await readManifest(paths)) === undefined || isHeld(paths.merging)) return;
  await withLock(paths.merging, async () => {
    await sweepSegments(paths, 'merged');
    for (;;) {
      signal?.throwIfAborted();
      const manifest = await readManifest(paths);
      const chosen = manifest && toMerge(manifest, mostEntries);
      if (chosen === undefined) return;
      await merge(paths, chosen, signal);
    }
  });
}

/** Segments that are to become one; those with something forgotten first. */
function toMerge({ segments, batches }: Manifest, mostEntries: number): SegmentNote[] | undefined {
  const known = new Set(batches.map(({ number }) => number));
  const isStale = (segment: SegmentNote): boolean => segment.batches.some((batch) => !known.has(batch));
  const stale = segments.find((segment) => segment.entries <= mostEntries && isStale(segment));
  if (stale !== undefined) return [stale];
  const tiers = new Map<number, SegmentNote[]>();
  for (const segment of segments) {
    const tier = Math.floor(Math.log(segment.entries) / Math.log(FAN_IN));
    const members = tiers.get(tier) ?? [];
    members.push(segment);
    const isDue = members.length === FAN_IN && FAN_IN ** tier * FAN_IN <= mostEntries;
    if (isDue) return members;
    tiers.set(tier, members);
  }
  return undefined;
}

async function merge(paths: IndexPaths, chosen: readonly SegmentNote[], signal?: AbortSignal): Promise<void> {
  let number = 0;
  const before = await changeManifest(paths, (manifest) => {
    if (manifest === undefined) return undefined;
    number = manifest.next;
    return { ...manifest, next: number + 1 };
  });
  if (before === undefined) return;
  const kept = new Set(before.batches.map((batch) => batch.number));
  const file = `merged-${number}.segment`;
  const path = join(paths.directory, file);
  const opened: Segment[] = [];
  let entries = 0;
  try {
    for (const { file: name } of chosen) opened.push(new Segment(join(paths.directory, name)));
    await writeWhole(path, String(process.pid), async (handle) => {
      entries = await mergeSegments(opened, (bytes, at) => kept.has(batchIn(bytes, at)), handle, signal);
    });
  } finally {
    for (const segment of opened) segment.close();
  }
  const batches = [...new Set(chosen.flatMap((segment) => segment.batches))].filter((batch) =>
    kept.has(batch),
  );
  await replace(paths, chosen, entries === 0 ? [] : [{ file, entries, batches }]);
  await sweepSegments(paths, 'merged');
  for (const { file: name } of chosen) await rm(join(paths.directory, name), { force: true });
}

/** Where the index was begun anew meanwhile, what was merged is of no use any more. */
async function replace(
  paths: IndexPaths,
  chosen: readonly SegmentNote[],
  merged: readonly SegmentNote[],
): Promise<void> {
  const gone = new Set(chosen.map(({ file }) => file));
  await changeManifest(paths, (manifest) => {
    if (manifest === undefined) return undefined;
    const left = manifest.segments.filter(({ file }) => !gone.has(file));
    if (left.length !== manifest.segments.length - gone.size) return undefined;
    return { ...manifest, segments: [...left, ...merged] };
  });
}
