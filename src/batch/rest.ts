// A batch that rests or has ended: its calls that are still in Redis, read for a look; its working files, removed.

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeWhole } from '../collect/durable.js';
import { attemptLines } from '../collect/attempt-line.js';
import type { Segment } from '../collect/segments.js';
import type { OwnedBatch } from '../queue/owned-batch.js';
import type { BatchPaths } from './paths.js';

/** Lends `use` the batch's segments and, as one more, the calls of its unfinished slices. */
export async function withRestingCalls<Result>(
  paths: BatchPaths,
  owned: OwnedBatch,
  segments: readonly Segment[],
  unfinished: readonly number[],
  use: (segments: readonly Segment[]) => Promise<Result>,
): Promise<Result> {
  const file = `resting-${owned.owner}.csv`;
  const path = join(paths.segments, file);
  const lines = Buffer.from(attemptLines((await owned.journals(unfinished)).flat()));
  await writeWhole(path, String(owned.owner), (handle) => handle.writeFile(lines));
  try {
    return await use([...segments, { file, bytes: lines.length }]);
  } finally {
    await rm(path, { force: true });
  }
}

/** What an ended batch needs no more: the copy of the list, the segments (now attempts.csv), the logs. */
export async function removeWork(paths: BatchPaths): Promise<void> {
  await rm(paths.list, { force: true });
  await rm(paths.segments, { recursive: true, force: true });
}
