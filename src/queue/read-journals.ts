// The calls of slices as Redis has them. Anybody may look.

import { z } from 'zod';
import type { Attempt } from '../domain/attempt.js';
import { decodeJournal } from './journal-line.js';
import { sliceKey } from './keys.js';
import type { Redis } from './redis.js';

/** In capitals ioredis hands the reply on as it comes, instead of an object with a property a call. */
const HGETALL = 'HGETALL';
const hashReply = z.array(z.string());

/** The calls of these slices, each slice's by row, then by attempt. Anybody may look. */
export async function readJournals(
  redis: Redis,
  scope: string,
  name: string,
  slices: readonly number[],
): Promise<Attempt[][]> {
  if (slices.length === 0) return [];
  const pipeline = redis.pipeline();
  for (const slice of slices) pipeline.call(HGETALL, sliceKey(scope, name, slice));
  const replies = (await pipeline.exec()) ?? [];
  return replies.map(([error, hash]) => {
    if (error !== null) throw error;
    return decodeJournal(hashReply.parse(hash));
  });
}
