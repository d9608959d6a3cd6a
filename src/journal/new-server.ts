// A server that doesn't know the scripts was started again, or has another one's place: it may have older data. Nothing is
// called on its word until the owners of the batches have looked.

import { randomBytes } from 'node:crypto';
import { accountKey } from './keys.js';
import type { Redis } from '../redis/connection.js';
import { makeKnown, ofAccount, run } from '../redis/script.js';
import { EXCHANGE, NEW_SERVER, TAKE } from './scripts.js';

const TOKEN_BYTES = 6;

/** To be said before a script is sent that permits calls. */
export function noticeNewServer(redis: Redis, scope: string): Promise<unknown> {
  const token = randomBytes(TOKEN_BYTES).toString('hex');
  return run(redis, NEW_SERVER, { account: accountKey(scope) }, { token });
}

/** Has the scripts known, so that no worker meets a server that seems new after a batch was opened. */
export async function makeScriptsKnown(redis: Redis, scope: string): Promise<void> {
  const account = accountKey(scope);
  for (const each of [TAKE, EXCHANGE])
    await makeKnown(redis, ofAccount<string, string>(each, account), account, () =>
      noticeNewServer(redis, scope),
    );
}
