// A stop that takes for ever because Redis is away: nothing can be recorded or left in good order, so it ends as a kill
// like any other would.

import { setTimeout as sleep } from 'node:timers/promises';
import { EXIT } from '../domain/user-error.js';
import type { Redis } from '../queue/redis.js';

const ANSWER_MS = 5_000;
const LOOK_MS = 1_000;

/**
 * Ends the process, once its calls have had their time, as soon as Redis leaves a question without an answer for 5 s.
 * Keeps no process alive.
 *
 * @param timeoutMs that a call may take
 * @param beforeExit says so, and ends what else has to end
 */
export async function endWithoutRedis(
  redis: Redis,
  timeoutMs: number,
  beforeExit: () => void,
): Promise<void> {
  await pass(timeoutMs);
  while (await answers(redis)) await pass(LOOK_MS);
  beforeExit();
  process.exit(EXIT.stopped);
}

function answers(redis: Redis): Promise<boolean> {
  // A connection that was closed meanwhile belongs to a process that ends by itself.
  const answer = redis.ping().then(
    () => true,
    () => true,
  );
  return Promise.race([answer, pass(ANSWER_MS).then(() => false)]);
}

function pass(ms: number): Promise<void> {
  return sleep(ms, undefined, { ref: false });
}
