// Kills at random calls, several times in one batch's life. The seed is printed and can be given again as CRASH_SEED.

import { describe, expect, test } from 'vitest';
import { keepMeasured } from './measured.js';
import { CONCURRENCY, inWorld, type World } from './world.js';

const ROUNDS = 6;
const KILLS = 3;
const seed = Number(process.env['CRASH_SEED'] ?? Date.now() % 1_000_000);

/** Mulberry32. */
function randomFrom(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe(`kills at random times, CRASH_SEED=${seed}`, () => {
  const rounds = Array.from({ length: ROUNDS }, (_, round) => seed + round);
  test.each(rounds)('seed %i', async (round) => {
    const random = randomFrom(round);
    await inWorld({ rows: 400, settings: { latencyMs: 15 } }, async (world) => {
      const killed: string[] = [];
      let command = world.run();
      for (let kill = 0; kill < KILLS; kill += 1) {
        const more = Math.ceil(random() * 90);
        await world.simulator.whenReceived(
          Math.min(world.simulator.totals().received + more, world.list.toCall),
        );
        killed.push(strike(world, random(), () => command.signalAll('SIGKILL')));
        await command.ended();
        command = world.resume();
      }
      const { code } = await command.ended();
      expect(code).toBe(0);
      const found = await world.audit({ inDoubt: KILLS * CONCURRENCY * 1.25 });
      const firstCallMs = world.firstCallAfter(command);
      keepMeasured({
        what: `random, seed ${round}, ${KILLS} times`,
        killed: killed.join(', '),
        ...found,
        firstCallMs,
      });
    });
  });
});

/** @returns what was killed */
function strike(world: World, chance: number, killGroup: () => void): string {
  if (chance < 0.4) process.kill(world.redisPid, 'SIGKILL');
  killGroup();
  return chance < 0.4 ? 'all' : 'run';
}
