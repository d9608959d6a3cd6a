// A batch that waits for another day while everything about it is ended and started anew: workers are killed, and so is
// Redis, which may lose all that it knew.

import { inSharedWorld } from './redis.js';
import { IN_DOUBT_MAX } from './world.js';

/** Calls about a name that was over: two numbers have to show it, and as many more may be under way. */
const OVER_TODAY_MAX = 2 + IN_DOUBT_MAX;

interface Restarted {
  /** The exit status of the command that has waited all the while. */
  readonly code: number | null;
  readonly inDoubt: number;
  readonly gaps: number;
}

export const RESTARTED: Restarted = { code: 0, inDoubt: 0, gaps: 0 };

/** @throws Error where files and the service's log don't agree, or a row was paid for twice */
export async function restartedWhileWaiting({ emptied = false } = {}): Promise<Restarted> {
  return inSharedWorld({ provider: 'faceid', rows: 120 }, async (world, redis) => {
    const first = world.worker('all');
    const submitted = world.submit();
    await first.says('"state":"waiting"');
    first.signal('SIGKILL');
    await first.ended();
    if (emptied) await redis.ask((client) => client.flushall());
    await redis.kill();
    await redis.start();
    await world.nextDay(redis);
    world.worker('all');
    const { code } = await submitted.ended();
    const { inDoubt, gaps } = await world.audit({ inDoubt: 0, overToday: OVER_TODAY_MAX });
    return { code, inDoubt, gaps };
  });
}
