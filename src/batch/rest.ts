// A batch that rests or has ended: its calls that are still in Redis, put beside those on disk for a look; which of
// its rows are closed; its working files, removed.

import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { attemptLines } from '../collect/attempt-line.js';
import { makeDirectory, writeWhole } from '../collect/durable.js';
import type { Segment } from '../collect/segments.js';
import type { Attempt } from '../domain/attempt.js';
import type { BatchPaths } from './paths.js';

/** Lends `use` the segments and, as one more that is gone afterwards, these calls. */
export async function withExtraCalls<Result>(
  directory: string,
  name: string,
  segments: readonly Segment[],
  calls: readonly Attempt[],
  use: (segments: readonly Segment[]) => Promise<Result>,
): Promise<Result> {
  const file = `${name}.tmp.csv`;
  const path = join(directory, file);
  const lines = Buffer.from(attemptLines(calls));
  await makeDirectory(directory);
  await writeWhole(path, name, (handle) => handle.writeFile(lines));
  try {
    return await use([...segments, { file, bytes: lines.length }]);
  } finally {
    await rm(path, { force: true });
  }
}

/**
 * Which rows' slices are finished, so that a failed last attempt is final.
 *
 * @param lastSliced the last row that is in a slice
 * @param open rows of unfinished slices
 */
export function closedRows(lastSliced: number, open: readonly number[]): (row: number) => boolean {
  const openRows = new Set(open);
  return (row) => row <= lastSliced && !openRows.has(row);
}

const UNFINISHED_FILE = /^(resting-|list\.)|\.tmp$/;

/** What an ended batch needs no more: the copy of the list, and the segments, which attempts.csv holds now. */
export async function removeWork(paths: BatchPaths): Promise<void> {
  await rm(paths.list, { force: true });
  await rm(paths.segments, { recursive: true, force: true });
  // What a kill left half-way: names and numbers may stand in it.
  for (const name of await readdir(paths.work)) {
    if (UNFINISHED_FILE.test(name)) await rm(join(paths.work, name), { force: true });
  }
}
