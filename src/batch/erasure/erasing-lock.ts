// Keeps an erasure apart from all that reads outcomes to write them elsewhere: other erasures and purges, and batches that are
// being made, which take earlier outcomes over. It knows locks, not what is erased.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../../domain/user-error.js';
import { makeDirectory } from '../../files/durable.js';
import { isHeld, withLock } from '../../redis/process-lock.js';
import { batchInTheMaking } from '../making-lock.js';
import { batchesDirectory } from '../paths.js';
import { erasurePaths } from './plan.js';

// A process that is killed sends no signal, so those who wait have to look.
const LOOK_MS = 20;
/** A list may come through a pipe for as long as it likes. */
const PATIENCE_MS = 180_000;

export function isErasing(dataDirectory: string): boolean {
  return isHeld(erasingLock(dataDirectory));
}

function erasingLock(dataDirectory: string): string {
  return join(batchesDirectory(dataDirectory), '.erasing');
}

/** Alone among all who erase; batches may be made meanwhile. */
export async function whileNobodyElseErases<Result>(
  dataDirectory: string,
  work: () => Promise<Result>,
): Promise<Result> {
  await makeDirectory(batchesDirectory(dataDirectory));
  return withLock(erasingLock(dataDirectory), work);
}

/**
 * Alone among all who erase, and while no batch is being made.
 *
 * @throws UserError where a batch that is being made takes too long
 */
export async function whileErasing<Result>(
  dataDirectory: string,
  work: () => Promise<Result>,
): Promise<Result> {
  return whileNobodyElseErases(dataDirectory, async () => {
    await untilNothingIsMade(dataDirectory);
    return work();
  });
}

async function untilNothingIsMade(dataDirectory: string): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const batch = await batchInTheMaking(dataDirectory);
    if (batch === undefined) return;
    if (performance.now() > deadline)
      throw new UserError('busy-batch', ({ erasing }) => erasing.isMade({ batch }));
    await sleep(LOOK_MS);
  }
}

/** However long that takes. */
export async function untilNobodyErases(dataDirectory: string): Promise<void> {
  while (isErasing(dataDirectory)) await sleep(LOOK_MS);
}

/** Whether an erasure is under way, or was cut off. */
export function isPending(dataDirectory: string): boolean {
  return existsSync(erasurePaths(dataDirectory).plan);
}
