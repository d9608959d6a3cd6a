// Calls of a batch that are not among its collected ones, as far as the disk tells: those that it left open when it was suspended, or
// one for each row that may have been called since. For who must not count too few of them; the batch's own owner knows better.

import { CollectedSlices } from '../../collect/collected-slices.js';
import { readCheckpoint } from '../../collect/checkpoint.js';
import { readSegments } from '../../collect/segments.js';
import type { Attempt } from '../../domain/attempt.js';
import { batchPaths } from '../paths.js';
import { hasEnded, newestOwner } from '../record.js';
import type { KnownBatch } from '../recorded-batches.js';
import { callOfGap, gapSpans, readGaps } from './gaps.js';
import { readSliceLogs } from './slice-log.js';
import { suspendedCalls } from './suspended.js';

export async function* callsNotCollected(
  { record, state }: KnownBatch,
  dataDirectory: string,
): AsyncGenerator<Attempt> {
  if (hasEnded(state) || state.state === 'draft') return;
  const paths = batchPaths(dataDirectory, record.batch);
  if (state.state === 'queued') {
    const owner = await newestOwner(paths);
    const left = owner === undefined ? undefined : await suspendedCalls(paths.segments, owner);
    if (left !== undefined) yield* readSegments(paths.segments, [left]);
  }
  if (state.state !== 'running') return;
  const { collectedBelow, collectedAlso, at = state.startedAt } = await readCheckpoint(paths.work);
  const collected = new CollectedSlices(collectedBelow, collectedAlso);
  const { unfinished } = await readSliceLogs(paths.work, (slice) => collected.has(slice));
  // Rows in gaps are counted with the collected ones.
  const counted = gapSpans(await readGaps(paths.work));
  for (const { rows, at: since = state.startedAt } of unfinished) {
    for (const row of rows) if (!counted.has(row)) yield callOfGap(row, { from: since, until: at });
  }
}
