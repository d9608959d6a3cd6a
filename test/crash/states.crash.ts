// The states of a batch and the transitions between them, caused from another terminal with real processes.

import { describe, expect, test } from 'vitest';
import { inSharedWorld } from './redis.js';
import type { Command } from './command.js';
import type { KillPoint } from './strike.js';
import { BATCH, IN_DOUBT_MAX, inWorld, type World } from './world.js';

const CANCELLED = 5;
const STOPPED = 5;
const HALTED = 3;
const USAGE = 1;
const SLOW = { settings: { latencyMs: 100 } } as const;

const pause = (world: World, ...more: string[]): Command => world.start(['pause', BATCH, ...more]);
const cancel = (world: World, point?: KillPoint): Command => world.start(['cancel', BATCH], point);

/** A run in its middle, so slow that other commands come in time even on a busy machine. */
async function running(world: World): Promise<Command> {
  const run = world.run(undefined, ['--rate', '15']);
  await world.simulator.whenReceived(20);
  return run;
}

/** A batch that nobody alive owns. */
async function stalled(world: World): Promise<void> {
  const run = await running(world);
  run.signalAll('SIGKILL');
  await run.ended();
}

/** A batch that was submitted while no worker lives. */
async function queued(world: World): Promise<void> {
  const submitted = await world.start(['submit', world.listPath, '--batch', BATCH, '--no-ping']).ended();
  expect(submitted.out).toBe(`${BATCH}\n`);
  expect(await world.status()).toMatchObject({ state: 'queued', stalled: false });
}

describe('queued: no worker has come yet', () => {
  test('is taken by the first one', async () => {
    await inSharedWorld({}, async (world) => {
      await queued(world);
      world.worker('all');
      expect((await world.submit().ended()).code).toBe(0);
      await world.audit({ inDoubt: 0 });
    });
  });

  test('is paused: a worker that comes leaves it alone until it is resumed', async () => {
    await inSharedWorld({}, async (world) => {
      await queued(world);
      expect((await pause(world).ended()).code).toBe(0);
      const worker = world.worker('all');
      await worker.says('"state":"paused"');
      expect(await world.status()).toMatchObject({ state: 'paused', stalled: false });
      expect(world.simulator.totals().received).toBe(0);
      const resumed = await world.resume().ended();
      expect(resumed.out).toContain('goes on in the worker that has it');
      expect((await world.submit().ended()).code).toBe(0);
      await world.audit({ inDoubt: 0 });
    });
  });

  test('is cancelled: nothing was sent', async () => {
    await inSharedWorld({}, async (world) => {
      await queued(world);
      expect((await cancel(world).ended()).code).toBe(CANCELLED);
      await world.audit({ inDoubt: 0, end: 'cancelled' });
      expect(world.simulator.totals().received).toBe(0);
    });
  });
});

describe('queued: its run was stopped by a signal', () => {
  async function stopped(world: World): Promise<void> {
    const run = await running(world);
    run.signal('SIGTERM');
    expect((await run.ended()).code).toBe(STOPPED);
    expect(await world.status()).toMatchObject({ state: 'queued', stalled: false });
  }

  test('is paused, and resumed', async () => {
    await inWorld(SLOW, async (world) => {
      await stopped(world);
      expect((await pause(world).ended()).code).toBe(0);
      expect(await world.status()).toMatchObject({ state: 'paused' });
      expect((await world.resume(['--rate', '1000']).ended()).code).toBe(0);
      await world.audit({ inDoubt: 0 });
    });
  });

  test('is cancelled: outcomes so far, the rest not sent', async () => {
    await inWorld(SLOW, async (world) => {
      await stopped(world);
      expect((await cancel(world).ended()).code).toBe(CANCELLED);
      await world.audit({ inDoubt: 0, end: 'cancelled' });
    });
  });
});

describe('running', () => {
  test('is paused: no call until it is resumed; the run waits and goes on', async () => {
    await inWorld(SLOW, async (world) => {
      const run = await running(world);
      const paused = await pause(world, '--json').ended();
      expect(JSON.parse(paused.out)).toEqual({ batch: BATCH, state: 'paused' });
      const { received } = world.simulator.totals();
      expect(await world.status()).toMatchObject({ state: 'paused', stalled: false });
      expect((await world.start(['status']).ended()).out).toContain('paused');
      expect(world.simulator.totals().received).toBe(received);
      const resumed = await world.resume(['--rate', '1000']).ended();
      expect(resumed.code).toBe(0);
      expect(resumed.out).toContain('goes on in the worker that has it');
      expect((await run.ended()).code).toBe(0);
      await world.audit({ inDoubt: 0 });
    });
  });

  test('is cancelled: outcomes so far, the rest not sent; nothing revives it', async () => {
    await inWorld(SLOW, async (world) => {
      const run = await running(world);
      expect((await cancel(world).ended()).code).toBe(CANCELLED);
      expect((await run.ended()).code).toBe(CANCELLED);
      await world.audit({ inDoubt: 0, end: 'cancelled' });
      expect((await world.resume(['--rate', '1000']).ended()).code).toBe(USAGE);
      expect((await pause(world).ended()).code).toBe(USAGE);
      const again = await world.start(['cancel', BATCH, '--json']).ended();
      expect(again.code).toBe(CANCELLED);
      expect(JSON.parse(again.out)).toMatchObject({ batch: BATCH, state: 'cancelled' });
    });
  });

  test('is halted by the account: resume goes on, every row whole', async () => {
    await inWorld(SLOW, async (world) => {
      const run = await running(world);
      world.simulator.control({ refuseCredentials: true });
      const { code, out } = await run.ended();
      expect(code).toBe(HALTED);
      expect(out).toContain(`rollcall resume ${BATCH}`);
      expect(await world.status()).toMatchObject({ state: 'halted' });
      world.simulator.control({ refuseCredentials: false });
      const resumed = await world.resume(['--json', '--rate', '1000']).ended();
      expect(resumed.code).toBe(0);
      expect(JSON.parse(resumed.out)).toMatchObject({ batch: BATCH, state: 'completed' });
    });
  });
});

describe('paused', () => {
  test('is cancelled', async () => {
    await inWorld(SLOW, async (world) => {
      const run = await running(world);
      await pause(world).ended();
      expect((await cancel(world).ended()).code).toBe(CANCELLED);
      await world.audit({ inDoubt: 0, end: 'cancelled' });
      expect((await run.ended()).code).toBe(CANCELLED);
    });
  });

  test('is resumed by a later process after its run was killed', async () => {
    await inWorld(SLOW, async (world) => {
      const run = await running(world);
      await pause(world).ended();
      run.signalAll('SIGKILL');
      await run.ended();
      expect(await world.status()).toMatchObject({ state: 'paused', stalled: false });
      expect((await world.resume(['--rate', '1000']).ended()).code).toBe(0);
      await world.audit({ inDoubt: 0 });
    });
  });
});

describe('halted', () => {
  test('is cancelled', async () => {
    await inWorld(SLOW, async (world) => {
      const run = world.run(undefined, ['--max-calls', '50']);
      expect((await run.ended()).code).toBe(HALTED);
      expect((await cancel(world).ended()).code).toBe(CANCELLED);
      await world.audit({ inDoubt: 0, end: 'cancelled', calls: 50 });
    });
  });

  test('stays so when it is resumed without a higher cap', async () => {
    await inWorld(SLOW, async (world) => {
      expect((await world.run(undefined, ['--max-calls', '50']).ended()).code).toBe(HALTED);
      expect((await world.resume(['--rate', '1000']).ended()).code).toBe(HALTED);
      expect(world.simulator.totals().received).toBe(50);
    });
  });
});

describe('stalled: its process was killed', () => {
  test('is shown so, paused, resumed', async () => {
    await inWorld(SLOW, async (world) => {
      await stalled(world);
      const paused = await pause(world).ended();
      expect(paused.out).toContain(`Batch ${BATCH} is paused`);
      expect(await world.status()).toMatchObject({ state: 'paused', stalled: false });
      expect((await world.resume(['--rate', '1000']).ended()).code).toBe(0);
      await world.audit({ inDoubt: IN_DOUBT_MAX });
    });
  });

  test('is cancelled: calls in doubt stand as such', async () => {
    await inWorld(SLOW, async (world) => {
      await stalled(world);
      expect((await cancel(world).ended()).code).toBe(CANCELLED);
      await world.audit({ inDoubt: IN_DOUBT_MAX, end: 'cancelled' });
    });
  });
});

describe('a cancel that is killed', () => {
  const POINTS: readonly KillPoint[] = [
    { at: 'SEAL:before' },
    { at: 'SEAL:after' },
    { at: 'attempts-rename:before' },
    { at: 'outcomes-rename:after' },
    { at: 'state-cancelled-rename:before' },
    { at: 'state-cancelled-rename:after' },
    { at: 'REMOVE:before' },
  ];

  test.each(POINTS)('at $at is final all the same: no resume, and cancel ends it', async (point) => {
    await inWorld(SLOW, async (world) => {
      await stalled(world);
      await cancel(world, point).ended();
      expect(world.strikes.struck).toBe(true);
      expect((await world.resume(['--rate', '1000']).ended()).code).toBe(USAGE);
      expect((await cancel(world).ended()).code).toBe(CANCELLED);
      await world.audit({ inDoubt: IN_DOUBT_MAX, end: 'cancelled' });
    });
  });
});

describe('completed', () => {
  test('is left alone by every command', async () => {
    await inWorld({ rows: 60 }, async (world) => {
      expect((await world.run().ended()).code).toBe(0);
      const { received } = world.simulator.totals();
      expect((await pause(world).ended()).code).toBe(USAGE);
      expect((await cancel(world).ended()).code).toBe(USAGE);
      expect((await world.resume(['--rate', '1000']).ended()).code).toBe(0);
      expect(world.simulator.totals().received).toBe(received);
      await world.audit({ inDoubt: 0 });
    });
  });
});
