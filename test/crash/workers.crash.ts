// What becomes of a batch on a shared Redis when one worker dies and others live on, without any command.

import { describe, expect, test, vi } from 'vitest';
import { accountPrefix, scopeOf, VERIFY_QUEUE } from '../../src/journal/keys.js';
import { keepMeasured } from './measured.js';
import { inSharedWorld } from './redis.js';
import { IN_DOUBT_MAX, inWorld, type World } from './world.js';

const PATIENCE = { timeout: 30_000, interval: 20 };
/** The time of a lock and two checks for stalled jobs, as the docs say, and some for a busy machine. */
const HANDED_ON_WITHIN_MS = 12_000;

/** How long from now to the next call. */
async function untilNextCall(world: World, since: number): Promise<number> {
  await world.simulator.whenIdle();
  await world.simulator.whenReceived(world.simulator.totals().received + 1);
  return Date.now() - since;
}

describe('with workers alive, no command is needed', () => {
  test('a batch worker dies: another goes on', async () => {
    await inSharedWorld({ settings: { latencyMs: 300 } }, async (world) => {
      world.worker('verify');
      const first = world.worker('batch');
      const submitted = world.submit();
      await world.simulator.whenReceived(40);
      first.signal('SIGKILL');
      world.worker('batch');
      expect((await submitted.ended()).code).toBe(0);
      const found = await world.audit({ inDoubt: 0 });
      keepMeasured({ what: 'killed in mid-batch, verify worker alive', killed: 'batch worker', ...found });
    });
  });

  test('a verify worker dies: another takes its slices over', async () => {
    // There are so few rows that the dead worker had all slices, so the next call is for one of its rows.
    await inSharedWorld({ rows: 60 }, async (world) => {
      world.worker('batch');
      const first = world.worker('verify', { at: 'request:after', nth: 20, target: 'self' });
      const submitted = world.submit();
      await first.ended();
      const since = Date.now();
      world.worker('verify');
      const firstCallMs = await untilNextCall(world, since);
      expect(firstCallMs).toBeLessThan(HANDED_ON_WITHIN_MS);
      expect((await submitted.ended()).code).toBe(0);
      const found = await world.audit({ inDoubt: IN_DOUBT_MAX });
      keepMeasured({
        what: 'killed after a request, 60 rows',
        killed: 'verify worker',
        ...found,
        firstCallMs,
      });
    });
  });

  test('all workers die: new ones go on', async () => {
    await inSharedWorld({}, async (world) => {
      const all = world.worker('all');
      const submitted = world.submit();
      await world.simulator.whenReceived(60);
      all.signal('SIGKILL');
      await all.ended();
      const next = world.worker('all');
      expect((await submitted.ended()).code).toBe(0);
      const found = await world.audit({ inDoubt: IN_DOUBT_MAX });
      const firstCallMs = world.firstCallAfter(next);
      keepMeasured({ what: 'killed in mid-batch', killed: 'worker --role all', ...found, firstCallMs });
    });
  });
});

test('slices that Redis loses before a worker has them are queued again by the owner of their batch', async () => {
  await inSharedWorld({}, async (world, redis) => {
    world.worker('batch');
    const submitted = world.submit();
    const { url, credentials } = world.simulator;
    const scope = scopeOf({ authUrl: url, appid: credentials.appid, bucket: credentials.bucket });
    await redis.ask(async (client) => {
      const queued = `${accountPrefix(scope)}:${VERIFY_QUEUE}:prioritized`;
      await vi.waitUntil(async () => (await client.zcard(queued)) >= 20, PATIENCE);
      const ids = await client.zrange(queued, '0', '-1');
      for (const id of ids) await client.del(`${accountPrefix(scope)}:${VERIFY_QUEUE}:${id}`);
      // Only the key of one job is gone, as if somebody had deleted it by hand.
      await client.zrem(queued, ...ids.slice(1));
    });
    world.worker('verify');
    expect((await submitted.ended()).code).toBe(0);
    await world.audit({ inDoubt: 0 });
  });
});

describe('a run', () => {
  test('replaces a verify process that dies', async () => {
    await inWorld({}, async (world) => {
      const run = world.run({ at: 'request:after', nth: 40, in: 'verify', target: 'self' });
      expect((await run.ended()).code).toBe(0);
      expect(world.strikes.struck).toBe(true);
      const found = await world.audit({ inDoubt: IN_DOUBT_MAX });
      keepMeasured({ what: 'killed after a request, run goes on', killed: 'verify process', ...found });
    });
  });

  test('beside a worker of the same data directory is waited for by its own process', async () => {
    await inSharedWorld({}, async (world) => {
      const worker = world.worker('all');
      await worker.says('worker started');
      expect((await world.run().ended()).code).toBe(0);
      await world.audit({ inDoubt: 0 });
    });
  });

  test('beside another run of the same data directory does not disturb it', async () => {
    await inWorld({ settings: { latencyMs: 100 } }, async (world) => {
      const run = world.run();
      await world.simulator.whenReceived(30);
      const other = world.start(['run', world.listPath, '--batch', 'other', '--workers', '1', '--no-ping']);
      expect((await other.ended()).code).toBe(0);
      expect((await run.ended()).code).toBe(0);
    });
  });
});
