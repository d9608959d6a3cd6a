// Clears away what another batch of the same id has left in Redis: somebody removed that batch's directory by hand, and
// a new list has the id now. The new batch takes over none of it.

import type { Redis } from '../redis/connection.js';
import { batchKeys, presentNameKey, sharedName, sliceJobId, sliceJobKey, sliceKey } from './keys.js';

/** How many slices may be queued beyond the highest that was taken up: a window's. */
const QUEUED_AHEAD = 1_000;
const AT_ONCE = 500;

/**
 * @param name of the new batch in Redis
 * @param removeJobs removes jobs from the queue
 * @returns whether there was something
 */
export async function clearEarlier(
  redis: Redis,
  scope: string,
  name: string,
  removeJobs: (jobs: readonly string[]) => Promise<void>,
): Promise<boolean> {
  const present = presentNameKey(scope, name);
  let cleared = false;
  // Batches that an earlier version began have no incarnation in their name.
  for (const earlier of new Set([await redis.get(present), sharedName(name)])) {
    if (earlier === null || earlier === name) continue;
    if (await clear(redis, scope, earlier, removeJobs)) cleared = true;
  }
  await redis.set(present, name);
  return cleared;
}

async function clear(
  redis: Redis,
  scope: string,
  name: string,
  removeJobs: (jobs: readonly string[]) => Promise<void>,
): Promise<boolean> {
  const { batch, done, announced } = batchKeys(scope, name);
  if ((await redis.exists(batch)) === 0) return false;
  const top = Number((await redis.hget(batch, 'top')) ?? 0);
  // This comes first: from here on none of its slices can be taken up, and no call is permitted.
  await redis.hset(batch, 'state', 'cleared');
  for (let from = 0; from <= top + QUEUED_AHEAD; from += AT_ONCE) {
    const slices = Array.from({ length: AT_ONCE }, (_, index) => from + index);
    const known = await jobsOf(redis, scope, name, slices);
    if (known.length > 0) await removeJobs(known);
    await redis.unlink(slices.map((slice) => sliceKey(scope, name, slice)));
  }
  await redis.unlink(batch, done, announced, `${batch}:waiter`);
  return true;
}

async function jobsOf(
  redis: Redis,
  scope: string,
  name: string,
  slices: readonly number[],
): Promise<string[]> {
  const pipeline = redis.pipeline();
  for (const slice of slices) pipeline.exists(sliceJobKey(scope, name, slice));
  const found = (await pipeline.exec()) ?? [];
  return slices.filter((_, index) => found[index]?.[1] === 1).map((slice) => sliceJobId(name, slice));
}
