// Runs a Lua script by its digest and sends its text only where the server doesn't know it yet. Counts its round trips.

import { createHash } from 'node:crypto';
import type { Redis } from './connection.js';
import { roundTripsOf } from './round-trips.js';

export interface Script {
  readonly text: string;
  readonly digest: string;
  /** Of the script whose round trips these are. */
  readonly countedAs: string;
}

export function script(text: string): Script {
  const digest = digestOf(text);
  return { text, digest, countedAs: digest };
}

/** The same, but known to a server only from when somebody of this account has sent it: each account finds out that it is new. */
export function ofAccount({ text, countedAs }: Script, account: string): Script {
  const own = `${text}-- ${account}\n`;
  return { text: own, digest: digestOf(own), countedAs };
}

function digestOf(text: string): string {
  return createHash('sha1').update(text).digest('hex');
}

type Argument = string | number;

/** @param onUnknown done before a script is sent that the server doesn't know, as after its start */
export async function run(
  redis: Redis,
  { text, digest, countedAs }: Script,
  keys: readonly string[],
  args: readonly Argument[],
  onUnknown?: () => Promise<unknown>,
): Promise<unknown> {
  const trips = roundTripsOf(redis, countedAs);
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
