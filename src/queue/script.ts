// Runs a Lua script by its digest and sends its text only where the server doesn't know it yet. Counts its round trips.

import { createHash } from 'node:crypto';
import type { Redis } from './redis.js';
import { roundTripsOf } from './round-trips.js';

export interface Script {
  readonly text: string;
  readonly digest: string;
}

export function script(text: string): Script {
  return { text, digest: createHash('sha1').update(text).digest('hex') };
}

type Argument = string | number;

/** @param onUnknown done before a script is sent that the server doesn't know, as after its start */
export async function run(
  redis: Redis,
  { text, digest }: Script,
  keys: readonly string[],
  args: readonly Argument[],
  onUnknown?: () => Promise<unknown>,
): Promise<unknown> {
  const trips = roundTripsOf(redis, digest);
  const startedAt = performance.now();
  try {
    return await redis.evalsha(digest, keys.length, ...keys, ...args);
  } catch (error) {
    if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) {
      trips.errors += 1;
      throw error;
    }
    await onUnknown?.();
    return await redis.eval(text, keys.length, ...keys, ...args);
  } finally {
    trips.durations.add((performance.now() - startedAt) / 1000);
  }
}
