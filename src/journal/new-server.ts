// A Redis server that does not know the scripts has restarted or replaced another, and may have older data. No call is
// permitted until the owners of the batches have checked it.

import { randomBytes } from 'node:crypto';
import { accountKey } from './keys.js';
import type { Redis } from '../redis/connection.js';
import { makeKnown, ofAccount, run } from '../redis/script.js';
import { EXCHANGE, NEW_SERVER, TAKE } from './scripts.js';

const TOKEN_BYTES = 6;

/** To be called before a script is sent that permits calls. */
export function noticeNewServer(redis: Redis, scope: string): Promise<unknown> {
  const token = randomBytes(TOKEN_BYTES).toString('hex');
  return run(redis, NEW_SERVER, { account: accountKey(scope) }, { token });
}

/** Loads the scripts, so that the server does not look new to a worker after a batch was opened. */
export async function makeScriptsKnown(redis: Redis, scope: string): Promise<void> {
  const account = accountKey(scope);
  for (const each of [TAKE, EXCHANGE])
    await makeKnown(redis, ofAccount<string, string>(each, account), account, () =>
      noticeNewServer(redis, scope),
    );
}
