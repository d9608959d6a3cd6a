// Whether Redis answers at this moment, and does what calls need of it, for whoever has to say if work goes on.

import type { RedisAccess } from '../redis/access.js';
import { within } from '../within.js';
import { accountPrefix } from './keys.js';
import type { RedisTrouble } from '../redis/redis-state.js';
import { wordsIn } from '../words/catalogue.js';

const PATIENCE_MS = 1_000;

/**
 * A ping alone would not do: a Redis that refuses commands on keys may answer it.
 *
 * @returns why Redis can't be worked with; undefined where it can
 */
export async function whyRedisIsAway({
  redis,
  state: { trouble },
}: Pick<RedisAccess, 'redis' | 'state'>): Promise<string | undefined> {
  if (trouble !== undefined) return `Redis ${trouble.words}`;
  if (redis.status !== 'ready') return 'Redis is away';
  try {
    const answer = await withinPatience(redis.ping());
    return answer === undefined ? 'Redis does not answer' : undefined;
  } catch (error) {
    return `Redis refuses: ${(error as Error).message}`;
  }
}

/** Why no call can leave. */
export type Hindrance = Pick<RedisTrouble, 'words'> & { readonly kind: RedisTrouble['kind'] | 'silent' };

/**
 * Tells what keeps the calls of these accounts from being recorded, by writing a key that expires at once. A server
 * that takes no writes may well answer reads.
 */
export async function whatHindersCalls(
  { redis, state }: Pick<RedisAccess, 'redis' | 'state'>,
  scopes: Iterable<string>,
): Promise<Hindrance | undefined> {
  const written = Promise.all(
    [...scopes].map((scope) => redis.set(`${accountPrefix(scope)}:looked`, '', 'PX', 1)),
  ).then(() => true);
  // A refused write is sent again until this process ends, so nothing waits for it beyond its limit.
  const answered = await withinPatience(written).catch(() => undefined);
  if (answered === true && state.trouble === undefined) return undefined;
  return state.trouble ?? { kind: 'silent', words: wordsIn('en').redisTroubles.silent };
}

/** @returns undefined where it takes longer than anybody wants to wait */
export function withinPatience<Found>(found: Promise<Found>): Promise<Found | undefined> {
  return within(PATIENCE_MS, found);
}
