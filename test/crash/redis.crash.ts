// Redis killed, away and full in the middle of a batch.

import { setTimeout as elapse } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { keepMeasured } from './measured.js';
import { inSharedWorld, type TestRedis } from './redis.js';
import type { Command } from './command.js';
import { BATCH, inWorld, type World } from './world.js';

/** Longer than any lock lasts. The test is about how long Redis is away, so this one time is really waited for. */
const AWAY_MS = Number(process.env['CRASH_AWAY_MS'] ?? 9_000);

/** Within this time calls that were permitted have left. */
const UNDER_WAY_MS = 1_000;

/** @returns how many calls came while Redis was away, apart from those under way */
async function callsWhileAway(world: World): Promise<number> {
  await elapse(UNDER_WAY_MS);
  const { received } = world.simulator.totals();
  await elapse(AWAY_MS);
  return world.simulator.totals().received - received;
}

describe('the private Redis is killed in the middle of a run', () => {
  test('the run has it back and goes on by itself', async () => {
    await inWorld({ settings: { latencyMs: 30 } }, async (world) => {
      const run = world.run();
      await world.simulator.whenReceived(60);
      process.kill(world.redisPid, 'SIGKILL');
      const { code, err } = await run.ended();
      expect(code).toBe(0);
      expect(err).toContain('Redis is away');
      const found = await world.audit({ inDoubt: 0 });
      keepMeasured({ what: 'killed in mid-run, run goes on', killed: 'private Redis', ...found });
    });
  });
});

interface Absence {
  readonly how: string;
  readonly begin: (redis: TestRedis) => Promise<void>;
  readonly end: (redis: TestRedis) => Promise<void>;
}

const ABSENCES: readonly Absence[] = [
  { how: 'killed and started again', begin: (redis) => redis.kill(), end: (redis) => redis.start() },
  {
    how: 'silent (SIGSTOP)',
    begin: async (redis) => redis.signal('SIGSTOP'),
    end: async (redis) => redis.signal('SIGCONT'),
  },
];
const USERS: readonly { readonly who: string; readonly use: (world: World) => Command }[] = [
  { who: 'a run', use: (world) => world.run() },
  {
    who: 'workers',
    use: (world) => {
      world.worker('all');
      return world.submit();
    },
  },
];

describe(`Redis is away for ${AWAY_MS / 1000} s in the middle`, () => {
  const cases = ABSENCES.flatMap((absence) => USERS.map((user) => ({ ...absence, ...user })));
  test.each(cases)('$who, $how: no call without its line, goes on by itself', async (one) => {
    const { how, who } = one;
    await inSharedWorld({ settings: { latencyMs: 30 } }, async (world, redis) => {
      const user = one.use(world);
      await world.simulator.whenReceived(60);
      await one.begin(redis);
      expect(await callsWhileAway(world)).toBe(0);
      await one.end(redis);
      expect((await user.ended()).code).toBe(0);
      const found = await world.audit({ inDoubt: 0 });
      keepMeasured({ what: `${who}: Redis ${how}, ${AWAY_MS / 1000} s`, killed: 'Redis', ...found });
    });
  });
});

/** Calls are so slow that workers still have some under way seconds after Redis is back. */
const SLOW_CALL_MS = 2_000;

describe(`Redis is away for ${AWAY_MS / 1000} s under workers with slow calls`, () => {
  test.each(ABSENCES)('$how: what a live worker holds is not called anew by another', async (one) => {
    await inSharedWorld({ rows: 100, settings: { latencyMs: SLOW_CALL_MS } }, async (world, redis) => {
      world.worker('batch');
      world.worker('verify');
      world.worker('verify');
      const submitted = world.submit();
      await world.simulator.whenReceived(20);
      await one.begin(redis);
      expect(await callsWhileAway(world)).toBe(0);
      await one.end(redis);
      expect((await submitted.ended()).code).toBe(0);
      const found = await world.audit({ inDoubt: 0 });
      keepMeasured({ what: `two workers, slow calls: Redis ${one.how}`, killed: 'Redis', ...found });
    });
  });
});

const A_FEW_LINES = 40;

describe('Redis is full', () => {
  test.each(USERS)('$who: says so, and goes on when there is room; no answer is lost', async ({ use }) => {
    await inSharedWorld({ settings: { latencyMs: 30 } }, async (world, redis) => {
      const user = use(world);
      await world.simulator.whenReceived(60);
      await redis.ask((client) => client.config('SET', 'maxmemory', '1'));
      expect(await callsWhileAway(world)).toBe(0);
      await redis.ask((client) => client.config('SET', 'maxmemory', '0'));
      expect((await user.ended()).code).toBe(0);
      const found = await world.audit({ inDoubt: 0 });
      keepMeasured({ what: `full for ${AWAY_MS / 1000} s`, killed: '(Redis full)', ...found });
    });
  });

  test('a run says so in a few lines', async () => {
    await inSharedWorld({}, async (world, redis) => {
      const run = world.run();
      await world.simulator.whenReceived(30);
      await redis.ask((client) => client.config('SET', 'maxmemory', '1'));
      await run.says('Redis has no room in memory: no call leaves until that is over.');
      await elapse(AWAY_MS);
      await redis.ask((client) => client.config('SET', 'maxmemory', '0'));
      const { code, err } = await run.ended();
      expect(code).toBe(0);
      const besidesProgress = err.split('\n').filter((line) => !line.startsWith(`${BATCH}: `));
      expect(besidesProgress.length).toBeLessThan(A_FEW_LINES);
    });
  });
});
