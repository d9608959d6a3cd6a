// Whether anybody calls for an account, and whether rows wait for that: for people who have started no verify worker, or
// one with other settings. Reads only.

import { accountPrefix, VERIFY_QUEUE } from '../journal/keys.js';
import { clientsOf, type Redis } from '../redis/connection.js';

/**
 * Whether a live verify worker has this account's settings: its connection bears the account's name.
 *
 * @returns undefined where the server doesn't say who is connected
 */
export async function hasCallers(redis: Redis, scope: string): Promise<boolean | undefined> {
  const callers = await countCallers(redis, scope);
  return callers === undefined ? undefined : callers > 0;
}

/** @returns how many live; undefined where the server doesn't say who is connected */
export async function countCallers(redis: Redis, scope: string): Promise<number | undefined> {
  const clients = await clientsOf(redis).catch(() => undefined);
  return clients === undefined ? undefined : clients.split(` name=${accountPrefix(scope)}:`).length - 1;
}

/** Whether slices wait although no live verify worker calls for the account. */
export async function waitInVain(redis: Redis, scope: string): Promise<boolean> {
  const queue = `${accountPrefix(scope)}:${VERIFY_QUEUE}`;
  const waiting = (await redis.llen(`${queue}:wait`)) + (await redis.zcard(`${queue}:prioritized`));
  return waiting > 0 && (await hasCallers(redis, scope)) === false;
}
