// Finds batches on disk that wait for a worker. Changes nothing.

import type { Priority } from '../../domain/priority.js';
import { batchPaths } from '../paths.js';
import { newestOwner } from '../record.js';
import { knownBatches } from '../recorded-batches.js';

interface Waiting {
  readonly batch: string;
  readonly priority: Priority | undefined;
}

/** Batches that are queued and were never taken up, which an emptied Redis has forgotten; the oldest first. */
export async function neverTaken(dataDirectory: string): Promise<Waiting[]> {
  const waiting: Waiting[] = [];
  for (const { record, state } of await knownBatches(dataDirectory, () => undefined)) {
    if (state.state !== 'queued') continue;
    const owner = await newestOwner(batchPaths(dataDirectory, record.batch));
    if (owner === undefined) waiting.push({ batch: record.batch, priority: record.options.priority });
  }
  return waiting;
}
