// A server that doesn't know the scripts was started again, or has another one's place: it may have older data. Nothing is
// called on its word until the owners of the batches have looked.

import { randomBytes } from 'node:crypto';
import { NEW_SERVER, TAKE } from './call-scripts.js';
import { EXCHANGE } from './exchange-script.js';
import { accountKey } from './keys.js';
import type { Redis } from '../redis/connection.js';
import { ofAccount, run } from '../redis/script.js';

const TOKEN_BYTES = 6;

/** To be said before a script is sent that permits calls. */
export function noticeNewServer(redis: Redis, scope: string): Promise<unknown> {
  return run(redis, NEW_SERVER, [accountKey(scope)], [randomBytes(TOKEN_BYTES).toString('hex')]);
}

/** Has the scripts known, so that no worker meets a server that seems new after a batch was opened. */
export async function makeScriptsKnown(redis: Redis, scope: string): Promise<void> {
  const account = accountKey(scope);
  for (const each of [TAKE, EXCHANGE])
    await run(redis, ofAccount(each, account), [account], [], () => noticeNewServer(redis, scope));
}
