// Reads the calls of slices from Redis, and tells which are proven. Needs the key, and owns nothing.

import { z } from 'zod';
import type { JournalSeal } from './journal-seal.js';
import { sliceKey } from './keys.js';
import { proveJournal, type ProvenJournal } from './proven-journal.js';
import type { Redis } from '../redis/connection.js';

/** Written in capitals, as ioredis then returns the plain reply, and not an object with a property for each call. */
const HGETALL = 'HGETALL';
const hashReply = z.array(z.string());

/** @param seal undefined for a batch that an earlier version began */
export async function readJournals(
  redis: Redis,
  scope: string,
  name: string,
  slices: readonly number[],
  seal: JournalSeal | undefined,
): Promise<ProvenJournal[]> {
  if (slices.length === 0) return [];
  const pipeline = redis.pipeline();
  for (const slice of slices) pipeline.call(HGETALL, sliceKey(scope, name, slice));
  const replies = (await pipeline.exec()) ?? [];
  return replies.map(([error, hash], index) => {
    if (error !== null) throw error;
    return proveJournal(hashReply.parse(hash), slices[index] ?? 0, seal);
  });
}
