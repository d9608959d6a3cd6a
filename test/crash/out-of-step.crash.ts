// Puts disk and Redis out of step at every step of a batch's life: the batch is killed or left there, one of the two is
// emptied, restored from an older copy or removed, and the batch is resumed. Every row gets its outcome, and nobody is
// called unawares.

import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { audit } from './audit.js';
import type { Command } from './command.js';
import type { KillPoint } from './strike.js';
import { BATCH, inWorld, IN_DOUBT_MAX, type World } from './world.js';

/** All slices fit into the window at once, so a copy of the disk after a call knows all of them. */
const ROWS = 60;
const CAP = 300;
/** The call at which a batch halts, in its middle. */
const HALTS_AT = 25;
const HALTED = 3;
/** Four commands run in turn, and each starts a Redis. */
const LIMIT = { timeout: 240_000 };

interface Step {
  readonly step: string;
  /** Undefined: the batch stops by itself, at its cap or paused. */
  readonly killed?: KillPoint;
  readonly left?: 'halted' | 'paused';
}

const STEPS: readonly Step[] = [
  { step: 'before the first slice', killed: { at: 'OPEN:after' } },
  { step: 'in mid-slice', killed: { at: 'RECORD:after', nth: 8, in: 'verify' } },
  { step: 'between checkpoints', killed: { at: 'ACKNOWLEDGE:before', nth: 2 } },
  { step: 'at the end', killed: { at: 'attempts-rename:after' } },
  { step: 'halted', left: 'halted' },
  { step: 'paused', left: 'paused' },
];

const TROUBLES = ['Redis emptied', 'Redis older', 'disk older', 'disk gone'] as const;
type Trouble = (typeof TROUBLES)[number];

const MATRIX = STEPS.flatMap((step) => TROUBLES.map((trouble) => ({ ...step, trouble })));

function copy(from: string, to: string): void {
  rmSync(to, { recursive: true, force: true });
  cpSync(from, to, { recursive: true, verbatimSymlinks: true });
}

const resume = (world: World, at?: KillPoint, more: readonly string[] = []): Command =>
  world.start(['resume', BATCH, '--workers', '1', '--no-ping', ...more], at);

/** Kills the command with its workers and its Redis. */
async function killed(point: KillPoint, start: (at: KillPoint) => Command, world: World): Promise<void> {
  await start({ ...point, target: 'all' }).ended();
  expect(world.strikes.struck).toBe(true);
  world.strikes.forget();
}

/** Killed once early, so that older copies can be taken. */
async function begin(world: World): Promise<void> {
  const cap = ['--max-calls', String(CAP), '--rate', '100'];
  await killed({ at: 'slicelog-sync:after' }, (at) => world.run(at, cap), world);
  copy(world.batchDirectory, join(world.directory, 'older-disk'));
  copy(redisData(world), join(world.directory, 'older-redis'));
}

function redisData({ data }: World): string {
  return join(data, 'redis', 'appendonlydir');
}

async function come(world: World, { killed: point, left }: Step): Promise<void> {
  if (point !== undefined) await killed(point, (at) => resume(world, at), world);
  else if (left === 'halted') await halt(world);
  else await pause(world);
}

async function halt(world: World): Promise<void> {
  const { code } = await resume(world, undefined, ['--max-calls', String(HALTS_AT)]).ended();
  expect(code).toBe(HALTED);
}

async function pause(world: World): Promise<void> {
  // The run is so slow that the other command comes in time, even on a busy machine.
  const running = resume(world, undefined, ['--rate', '1']);
  await world.simulator.whenReceived(3);
  expect((await world.start(['pause', BATCH]).ended()).code).toBe(0);
  running.signalAll('SIGKILL');
  await running.ended();
  // This command ends the Redis that nobody uses.
  expect(await world.status()).toMatchObject({ state: 'paused' });
}

function putOutOfStep(trouble: Trouble, world: World): void {
  if (trouble === 'Redis emptied') rmSync(redisData(world), { recursive: true });
  if (trouble === 'Redis older') copy(join(world.directory, 'older-redis'), redisData(world));
  if (trouble === 'disk older') copy(join(world.directory, 'older-disk'), world.batchDirectory);
  if (trouble === 'disk gone') rmSync(world.batchDirectory, { recursive: true });
}

/** @returns the exit status of the command that ends the batch */
async function end(trouble: Trouble, world: World): Promise<number | null> {
  const ending =
    trouble === 'disk gone'
      ? world.run()
      : resume(world, undefined, ['--max-calls', String(CAP), '--rate', '100']);
  return (await ending.ended()).code;
}

/** @throws Error where files and the service's log don't agree */
async function auditEnd(trouble: Trouble, world: World, callsBefore: number): Promise<void> {
  if (trouble !== 'disk gone') {
    await world.audit({ inDoubt: 3 * IN_DOUBT_MAX, calls: CAP });
    return;
  }
  // From now on the id belongs to another batch, which knows nothing of the first one's calls and has none in doubt.
  await world.simulator.whenIdle();
  audit(world.list, world.batchDirectory, world.simulator.calls().slice(callsBefore), { inDoubt: 0 });
}

describe('out of step', () => {
  test.each(MATRIX)('$step: $trouble', LIMIT, async ({ trouble, ...step }) => {
    await inWorld({ rows: ROWS, settings: { latencyMs: 20 } }, async (world) => {
      await begin(world);
      await come(world, step);
      putOutOfStep(trouble, world);
      const before = world.simulator.calls().length;
      expect(await end(trouble, world)).toBe(0);
      await auditEnd(trouble, world, before);
      expect(world.simulator.calls().length).toBeLessThanOrEqual(CAP);
    });
  });
});
