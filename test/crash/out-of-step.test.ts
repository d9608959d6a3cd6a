// A run is killed at a step, disk or Redis or both are restored from a copy or emptied, and the run is resumed. The
// older of the two is not believed: every row gets its outcome, the cap holds, and gaps.csv names the rows that nobody
// knows of.

import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Command } from './command.js';
import type { KillPoint } from './strike.js';
import { BATCH, inWorld, IN_DOUBT_MAX, type World } from './world.js';

/** All slices fit into the window at once, so a copy of the disk after a call knows all of them. */
const ROWS = 100;
const CAP = 240;
/** Three commands run in turn, and each starts a Redis. */
const LIMIT = { timeout: 180_000 };

interface Cell {
  /** The first kill, at which the batch's directory is copied; the next kill is that of its `resume`. */
  readonly copied?: KillPoint;
  readonly killed: KillPoint;
  readonly disk: 'kept' | 'older';
  readonly redis: 'kept' | 'emptied';
}

const CELLS: readonly Cell[] = [
  {
    copied: { at: 'slicelog-write:before' },
    killed: { at: 'ACKNOWLEDGE:after', nth: 3 },
    disk: 'older',
    redis: 'kept',
  },
  {
    killed: { at: 'RECORD:after', nth: 12, in: 'verify' },
    disk: 'kept',
    redis: 'emptied',
  },
  {
    copied: { at: 'ACKNOWLEDGE:after' },
    killed: { at: 'ACKNOWLEDGE:before', nth: 2 },
    disk: 'older',
    redis: 'emptied',
  },
];

function copy(from: string, to: string): void {
  rmSync(to, { recursive: true, force: true });
  cpSync(from, to, { recursive: true });
}

/** Kills the command with its workers and its Redis. */
async function killAt(point: KillPoint, world: World, start: (at: KillPoint) => Command): Promise<void> {
  await start({ ...point, target: 'all' }).ended();
  expect(world.strikes.struck).toBe(true);
  world.strikes.forget();
}

async function putOutOfStep({ copied, killed, disk, redis }: Cell, world: World): Promise<void> {
  const older = join(world.directory, 'older');
  const run = (at: KillPoint): Command => world.run(at, ['--max-calls', String(CAP)]);
  const resume = (at: KillPoint): Command =>
    world.start(['resume', BATCH, '--workers', '1', '--no-ping'], at);
  if (copied !== undefined) {
    await killAt(copied, world, run);
    copy(world.batchDirectory, older);
  }
  await killAt(killed, world, copied === undefined ? run : resume);
  if (disk === 'older') copy(older, world.batchDirectory);
  if (redis === 'emptied') rmSync(join(world.data, 'redis', 'appendonlydir'), { recursive: true });
}

describe('a run that is killed, and resumed with disk and Redis out of step, has every row and names what may be paid twice', () => {
  test.each(CELLS)('killed at $killed.at, the disk $disk and Redis $redis', LIMIT, async (cell) => {
    await inWorld({ rows: ROWS, settings: { latencyMs: 50 } }, async (world) => {
      await putOutOfStep(cell, world);
      const resumed = await world.resume().ended();
      expect(resumed.code).toBe(0);
      const who = cell.redis === 'emptied' ? 'Redis has' : 'the data directory has';
      expect(resumed.err).toContain(`${who} lost data of it`);
      const { gaps } = await world.audit({ inDoubt: 2 * IN_DOUBT_MAX, calls: CAP });
      expect(gaps).toBeGreaterThan(0);
      expect(world.simulator.calls().length).toBeLessThanOrEqual(CAP);
    });
  });
});
