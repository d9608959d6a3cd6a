// Clears away what a batch that has ended leaves in Redis and in its working directory. That this fails changes nothing of its end: who
// takes it up next does so.

import { OwnershipLost, type OwnedBatch } from '../../journal/owned-batch.js';
import type { BatchPaths } from '../paths.js';
import type { LiveOptions } from './live-options.js';
import { removeWork } from './suspended.js';

/** @returns what is said of the batch's end */
export async function whatIsLeft(clearAway: () => Promise<void>): Promise<{ readonly leftovers?: true }> {
  try {
    await clearAway();
    return {};
  } catch (error) {
    if (error instanceof OwnershipLost) throw error;
    return { leftovers: true };
  }
}

/** @param slices that are not collected */
export function clearEnded(
  live: Pick<LiveOptions, 'budget' | 'record'>,
  owned: Pick<OwnedBatch, 'remove'>,
  slices: readonly number[],
  paths: BatchPaths,
): Promise<{ readonly leftovers?: true }> {
  return whatIsLeft(async () => {
    await live.budget.end(live.record);
    await owned.remove(slices);
    await removeWork(paths);
  });
}
