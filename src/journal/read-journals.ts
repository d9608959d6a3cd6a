// The calls of slices as Redis has them, and which of them are proven. Anybody may look who has the key.

import { z } from 'zod';
import type { JournalSeal } from './journal-seal.js';
import { sliceKey } from './keys.js';
import { proveJournal, type ProvenJournal } from './proven-journal.js';
import type { Redis } from '../redis/connection.js';

/** In capitals ioredis hands the reply on as it comes, instead of an object with a property a call. */
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
