// The kill matrix: a run is killed before and after every step that matters.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { killAndResume, SURVIVED } from './kill.js';
import { keepMeasured } from './measured.js';
import { INGEST, MATRIX } from './points.js';
import { BATCH, CONCURRENCY, IN_DOUBT_MAX, inWorld, type World } from './world.js';

describe('a run killed and resumed has every row, every call, and pays nothing twice', () => {
  test.each(MATRIX)('run and workers killed at $at: $means', async (point) => {
    expect(await killAndResume(point)).toEqual({ survival: SURVIVED, firstCallInTime: true });
  });

  const ALL = ['PERMIT:after', 'request:after', 'ANNOUNCE:before'];
  const IN_MAIN = ['ADD:after', 'segment-sync:after', 'ACKNOWLEDGE:before'];
  const withRedis = MATRIX.filter(({ at }) => [...ALL, ...IN_MAIN].includes(at));
  test.each(withRedis)('all killed, Redis too, at $at: $means', async (point) => {
    const ended = await killAndResume({ ...point, target: 'all' });
    expect(ended).toEqual({ survival: SURVIVED, firstCallInTime: true });
  });
});

describe('a run killed before its batch is on record', () => {
  test.each(INGEST)('begins anew with the same command: $means', async (point) => {
    await inWorld({}, async (world) => {
      await world.run(point).ended();
      expect(world.strikes.struck).toBe(true);

      const resumed = await world.resume().ended();
      expect(resumed.code).toBe(1);
      expect(resumed.err).toContain(`run it again with --batch ${BATCH}.`);
      const again = world.run();
      expect((await again.ended()).code).toBe(0);
      const found = await world.audit({ inDoubt: 0 });
      keepMeasured({ what: point.means, killed: 'run', ...found, firstCallMs: world.firstCallAfter(again) });
    });
  });
});

describe('calls in doubt', () => {
  test('are at most 1.25 × concurrency with every request that may be open unanswered', async () => {
    await inWorld({ settings: { latencyMs: 0 } }, async (world) => {
      const run = world.run();
      await world.simulator.whenReceived(150);
      world.simulator.control({ hold: true });
      await world.simulator.whenInFlight(CONCURRENCY);
      run.signalAll('SIGKILL');
      await run.ended();
      world.simulator.control({ hold: false });
      const resumed = world.resume();
      expect((await resumed.ended()).code).toBe(0);
      const found = await world.audit({ inDoubt: IN_DOUBT_MAX });
      expect(found.inDoubt).toBeGreaterThanOrEqual(CONCURRENCY);
      const firstCallMs = world.firstCallAfter(resumed);
      keepMeasured({ what: 'every request unanswered', killed: 'run and workers', ...found, firstCallMs });
    });
  });
});

describe('a run of the same batch and list', () => {
  test('goes on after a kill as resume does, and calls nobody once it is complete', async () => {
    await inWorld({}, async (world) => {
      await world.run({ at: 'request:after', nth: 60, in: 'verify' }).ended();
      expect((await world.run().ended()).code).toBe(0);
      const found = await world.audit({ inDoubt: 10 });
      expect((await world.run().ended()).code).toBe(0);
      expect(await world.audit({ inDoubt: 10 })).toEqual(found);
    });
  });
});

describe('the cap on calls', () => {
  test('holds over a kill, and a higher one goes on', async () => {
    await inWorld({}, async (world) => {
      await world.run({ at: 'request:after', nth: 60, in: 'verify' }, ['--max-calls', '150']).ended();
      const capped = await world.resume().ended();
      expect(capped.code).toBe(3);
      expect(capped.out).toContain('--max-calls');
      const received = world.simulator.totals().received;
      expect(received).toBeLessThanOrEqual(150);
      expect((await world.resume(['--max-calls', '400']).ended()).code).toBe(0);
      await world.audit({ inDoubt: 10, calls: 400 });
    });
  });
});

describe('the budget of a label', () => {
  const points = [
    { at: 'OPEN:before' },
    { at: 'OPEN:after' },
    { at: 'PERMIT:after', nth: 12, in: 'verify' },
    { at: 'request:after', nth: 60, in: 'verify' },
    { at: 'RECORD:before', nth: 12, in: 'verify' },
    { at: 'RECORD:after', nth: 12, in: 'verify' },
    { at: 'checkpoint-rename:before', nth: 3 },
    { at: 'ACKNOWLEDGE:after', nth: 2 },
  ] as const;
  const month = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 7);
  const inCalls = { flag: '--calls', of150: '150', of400: '400' };
  // At a price of 0.01.
  const inMoney = { flag: '--amount', of150: '1.50', of400: '4.00' };
  const cases = [
    ...points.map((point) => ({ point, ...inCalls, at: point.at })),
    ...points.slice(2).map((point) => ({ point, ...inMoney, at: point.at })),
  ];

  async function setBudget(world: World, flag: string, value: string): Promise<void> {
    const args = ['budget', 'set', '--label', 'sales', '--month', month, flag, value];
    expect((await world.start(args).ended()).code).toBe(0);
  }

  test.each(cases)('holds over a kill at $at ($flag), and a higher one goes on', async (one) => {
    const { point, flag, of150, of400 } = one;
    await inWorld({ env: { ROLLCALL_PRICE: '0.01' } }, async (world) => {
      await setBudget(world, flag, of150);
      await world.run(point, ['--label', 'sales']).ended();
      expect(world.strikes.struck).toBe(true);
      const spent = await world.resume().ended();
      expect({ code: spent.code, said: spent.out.includes('budget of label') }).toEqual({
        code: 3,
        said: true,
      });
      expect(world.simulator.totals().received).toBeLessThanOrEqual(150);
      const { calls } = JSON.parse(readFileSync(join(world.batchDirectory, 'summary.json'), 'utf8')) as {
        calls: number;
      };
      expect(calls).toBe(150);
      await setBudget(world, flag, of400);
      expect((await world.resume().ended()).code).toBe(0);
      await world.audit({ inDoubt: 10, calls: 400 });
    });
  });
});
