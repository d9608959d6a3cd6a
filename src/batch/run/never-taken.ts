// Batches that wait for a worker, as the disk has them. Changes nothing.

import type { Priority } from '../../domain/priority.js';
import { batchPaths } from '../paths.js';
import { hasEnded, newestOwner } from '../record.js';
import { knownBatches } from '../recorded-batches.js';

interface Waiting {
  readonly batch: string;
  readonly priority: Priority | undefined;
}

/** Queued, and never in anybody's hands: what a Redis that was emptied has forgotten. The oldest first. */
export async function neverTaken(dataDirectory: string): Promise<Waiting[]> {
  const waiting: Waiting[] = [];
  for (const { record, state } of await knownBatches(dataDirectory, () => undefined)) {
    if (hasEnded(state)) continue;
    const owner = await newestOwner(batchPaths(dataDirectory, record.batch));
    if (owner === undefined) waiting.push({ batch: record.batch, priority: record.options.priority });
  }
  return waiting;
}
