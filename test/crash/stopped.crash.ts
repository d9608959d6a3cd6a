// Processes are stopped (SIGSTOP) at their worst moment until another has taken over, and then wake up. The old owner
// must not change its successor's files or take from Redis, and the old worker must not call.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { keepMeasured } from './measured.js';
import { inSharedWorld } from './redis.js';
import type { Command } from './command.js';
import { NEVER, type KillPoint } from './strike.js';
import { whenThere } from './watched-files.js';
import { IN_DOUBT_MAX, type World } from './world.js';

const STOP = { signal: 'SIGSTOP', target: 'self' } as const;

/** Wakes the process and lets it end what it was doing. */
async function wakeAndEnd(stopped: Command): Promise<void> {
  stopped.signal('SIGCONT');
  stopped.signal('SIGTERM');
  await stopped.ended();
}

/** The batch's files; of the summary only what does not depend on when it was written. */
function filesOf(world: World): Record<string, unknown> {
  const text = (name: string): string => readFileSync(join(world.batchDirectory, name), 'utf8');
  const {
    finished_at: _at,
    rows_per_second: _rate,
    ...summary
  } = JSON.parse(text('summary.json')) as Record<string, unknown>;
  return { outcomes: text('outcomes.csv'), attempts: text('attempts.csv'), summary };
}

describe('a batch worker that was stopped and wakes up changes nothing of its successor', () => {
  const POINTS: readonly KillPoint[] = [
    { at: 'OWN:after' },
    { at: 'state-running-rename:before' },
    { at: 'OPEN:before' },
    { at: 'ADD:before' },
    { at: 'segment-write:before', nth: 2 },
    { at: 'checkpoint-rename:before', nth: 3 },
    { at: 'ACKNOWLEDGE:before', nth: 2 },
    { at: 'attempts-rename:before' },
    { at: 'outcomes-rename:before' },
    { at: 'summary-rename:before' },
    { at: 'state-completed-rename:before' },
    { at: 'REMOVE:before' },
  ];

  test.each(POINTS)('stopped at $at', async (point) => {
    await inSharedWorld({}, async (world) => {
      const stopped = world.worker('batch', { ...point, ...STOP });
      world.worker('verify');
      const submitted = world.submit();
      await whenThere(world.strikes.mark);
      const successor = world.worker('batch');
      expect((await submitted.ended()).code).toBe(0);
      const before = filesOf(world);

      await wakeAndEnd(stopped);
      await wakeAndEnd(successor);
      expect(filesOf(world)).toEqual(before);
      expect(await world.status()).toMatchObject({ state: 'completed', stalled: false });
      const found = await world.audit({ inDoubt: 0 });
      keepMeasured({ what: `stopped at ${point.at}, then woken`, killed: 'batch worker', ...found });
    });
  });
});

describe('a verify worker that was stopped and wakes up', () => {
  /** A call whose bytes are being sent can't be stopped; it has its line. */
  const POINTS: readonly (KillPoint & { readonly mayLeave: number })[] = [
    { at: 'TAKE:after', nth: 3, mayLeave: 0 },
    { at: 'PERMIT:before', nth: 12, mayLeave: 0 },
    { at: 'PERMIT:after', nth: 12, mayLeave: 0 },
    { at: 'request:before', nth: 40, mayLeave: 1 },
    { at: 'answer:before', nth: 40, mayLeave: 0 },
    { at: 'RECORD:before', nth: 12, mayLeave: 0 },
    { at: 'ANNOUNCE:before', nth: 8, mayLeave: 0 },
  ];

  test.each(POINTS)(
    'does not call again: stopped at $at, woken when the batch is complete',
    async (point) => {
      await inSharedWorld({}, async (world) => {
        world.worker('batch');
        const stopped = world.worker('verify', { ...point, ...STOP });
        const submitted = world.submit();
        await whenThere(world.strikes.mark);
        world.worker('verify');
        expect((await submitted.ended()).code).toBe(0);
        const { received } = world.simulator.totals();

        await wakeAndEnd(stopped);
        expect(world.simulator.totals().received).toBeLessThanOrEqual(received + point.mayLeave);
        const found = await world.audit({ inDoubt: IN_DOUBT_MAX });
        keepMeasured({ what: `stopped at ${point.at}, then woken`, killed: 'verify worker', ...found });
      });
    },
  );

  // A worker that has only taken a slice up has no call to lose, and may call for other slices when it wakes up.
  const CALLING = POINTS.filter(({ at }) => at !== 'TAKE:after');

  // The time-out is so long that no held call is given up.
  const PATIENT = { ROLLCALL_TIMEOUT_MS: '30000' };

  test.each(CALLING)(
    'does not call again: stopped at $at, woken as its rows are called anew',
    async (point) => {
      await inSharedWorld({ rows: 60, env: PATIENT }, async (world) => {
        world.worker('batch');
        const stopped = world.worker('verify', { ...point, nth: Math.ceil((point.nth ?? 1) / 4), ...STOP });
        const submitted = world.submit();
        await whenThere(world.strikes.mark);
        await world.simulator.whenIdle();
        // Calls take so long that some are under way when the test looks.
        world.simulator.control({ latencyMs: 500 });
        const lost = await untilTakenOver(world, stopped, world.worker('verify', NEVER));

        const wokenAt = Date.now();
        stopped.signal('SIGCONT');
        world.simulator.control({ hold: false });
        expect((await submitted.ended()).code).toBe(0);
        expect(callsSince(wokenAt, world, stopped, lost).length).toBeLessThanOrEqual(point.mayLeave);
        // Answers from before may be recorded late: then the row was answered twice, and both calls are recorded.
        await world.audit({ inDoubt: IN_DOUBT_MAX, lateAnswers: true });
      });
    },
  );
});

/**
 * Waits until rows of the stopped worker are called anew and wait for their answers.
 *
 * @returns the slices that it has lost
 */
async function untilTakenOver(world: World, stopped: Command, other: Command): Promise<number[]> {
  const { taken, announced } = slicesOf(world, stopped);
  const inHand = taken.filter((slice) => !announced.includes(slice));
  const lost = (): number[] => inHand.filter((slice) => slicesOf(world, other).taken.includes(slice));
  await world.strikes.whenInDiary(() => lost().length > 0);
  world.simulator.control({ hold: true });
  await world.simulator.whenInFlight(1);
  return lost();
}

function slicesOf(world: World, { pid }: Command): Record<'taken' | 'announced', number[]> {
  const its = world.strikes.diary().filter((entry) => entry.pid === pid);
  return {
    taken: its.flatMap((entry) => ('taken' in entry ? [entry.taken] : [])),
    announced: its.flatMap((entry) => ('announced' in entry ? [entry.announced] : [])),
  };
}

/** Rows of these slices that the process has called since `at`, with the times in Unix milliseconds. */
function callsSince(at: number, world: World, { pid }: Command, slices: readonly number[]): number[] {
  const rows = new Set(slices.flatMap((slice) => world.slices().get(slice) ?? []));
  const asked = world.strikes
    .diary()
    .flatMap((entry) => (entry.pid === pid && entry.at >= at && 'asked' in entry ? [entry.asked] : []));
  return world.list.rows
    .filter(({ row, customer }) => rows.has(row) && asked.includes(customer.idNumber))
    .map(({ row }) => row);
}
