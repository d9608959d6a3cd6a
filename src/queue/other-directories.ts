// The other data directories that work on this Redis, for whoever may be in the wrong one: those of live batch workers,
// and those in which batches wait for one. Reads only.

import { placesOf, type DataPlace } from '../journal/data-places.js';
import { BATCHES_QUEUE, dataPrefix } from '../journal/keys.js';
import { clientsOf, type Redis } from '../redis/connection.js';
import { SHARED_WORKER } from './batch-queue.js';

export interface OtherDirectory {
  readonly dataId: string;
  /** Undefined where nobody has said it, as earlier versions don't. */
  readonly place: DataPlace | undefined;
  /** Whether a live batch worker has it in hand; otherwise batches wait for one. */
  readonly hasWorker: boolean;
}

/**
 * @param own the id of the data directory that is not meant; undefined where that has none
 * @returns those with batches alone where the server doesn't say who is connected
 */
export async function otherDirectories(redis: Redis, own: string | undefined): Promise<OtherDirectory[]> {
  const clients = await clientsOf(redis).catch(() => '');
  const live = new Set([...clients.matchAll(WORKER)].map(([, dataId = '']) => dataId));
  const places = await placesOf(redis);
  const found: OtherDirectory[] = [];
  for (const dataId of new Set([...live, ...places.keys()])) {
    if (dataId === own) continue;
    const hasWorker = live.has(dataId);
    if (!hasWorker && (await waitingIn(redis, dataId)) === 0) continue;
    found.push({ dataId, place: places.get(dataId), hasWorker });
  }
  return found;
}

/** The name of a batch worker's connection that takes every batch, as BullMQ makes it. */
const WORKER = new RegExp(` name=\\{rollcall-data-([0-9a-f]+)\\}:\\S*:${SHARED_WORKER} `, 'g');

async function waitingIn(redis: Redis, dataId: string): Promise<number> {
  const queue = `${dataPrefix(dataId)}:${BATCHES_QUEUE}`;
  const counts = [redis.llen(`${queue}:wait`), redis.zcard(`${queue}:prioritized`)];
  return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
}
