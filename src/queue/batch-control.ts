// What a person says to a batch and its account from outside, whoever owns the batch at the moment.

import type { Redis } from 'ioredis';
import { LIFT } from './call-scripts.js';
import { accountKey, accountSets } from './keys.js';
import { run } from './script.js';

/** Lifts a halt of the account: what stopped it is mended. Answers from before can't halt it again. */
export async function liftHalt(redis: Redis, scope: string): Promise<void> {
  const { failing, same, voided } = accountSets(scope);
  await run(redis, LIFT, [accountKey(scope), failing, same, voided], []);
}
