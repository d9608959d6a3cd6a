// Whether Redis answers at this moment, for whoever has to say if this process can work.

import type { RedisAccess } from './access.js';

const PATIENCE_MS = 1_000;

/**
 * While it refuses what is about keys, it may well answer a ping.
 *
 * @returns why it can't be worked with; undefined where it can
 */
export async function whyRedisIsAway({
  redis,
  state: { trouble },
}: Pick<RedisAccess, 'redis' | 'state'>): Promise<string | undefined> {
  if (trouble !== undefined) return `Redis ${trouble.words}`;
  if (redis.status !== 'ready') return 'Redis is away';
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => {
      resolve('Redis does not answer');
    }, PATIENCE_MS);
  });
  try {
    return await Promise.race([redis.ping().then(() => undefined), late]);
  } catch (error) {
    return `Redis refuses: ${(error as Error).message}`;
  } finally {
    clearTimeout(timer);
  }
}
