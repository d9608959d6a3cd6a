// What live workers say of the slices that they hold, against a real Redis: BullMQ may hand on what they go on with.

import { describe, expect, it, onTestFinished } from 'vitest';
import { Holds } from '../../../src/queue/holds.js';
import { accountSets, sliceJobId, sliceKey } from '../../../src/queue/keys.js';
import { Bench, redisForFile } from './bench.js';

const path = redisForFile();

function holdsOf(bench: Bench): Holds {
  const holds = new Holds(bench.connect(), bench.scope, (error) => {
    throw error;
  });
  onTestFinished(() => {
    holds.close();
  });
  return holds;
}

/** Redis has been told that the slice is held. */
async function whenHeld(bench: Bench, slice: number): Promise<void> {
  const { held } = accountSets(bench.scope);
  const id = sliceJobId(bench.name, slice);
  await expect.poll(() => bench.redis.zscore(held, id), { timeout: 10_000 }).not.toBeNull();
}

/** Makes the last sign of life older. */
async function silence(bench: Bench, ms: number): Promise<void> {
  const beat = Number(await bench.redis.hget(bench.account, 'beat'));
  await bench.redis.hset(bench.account, 'beat', beat - ms);
}

describe('a slice that a live worker holds', () => {
  it('is not taken up by another until the worker lets go of it', async () => {
    const bench = new Bench(path());
    await bench.opened();
    const held = await bench.held(0);
    const taken = await holdsOf(bench).during(sliceJobId(bench.name, 0), async () => {
      await whenHeld(bench, 0);
      return bench.newJournal().take(bench.name, 0);
    });
    expect(taken.kind).toBe('held');
    expect(taken.kind === 'held' && taken.waitMs).toBeGreaterThan(0);
    expect(await bench.permit(held, 1)).toBe('permitted');
    expect((await bench.newJournal().take(bench.name, 0)).kind).toBe('taken');
    expect(await bench.permit(held, 2)).toBe('stale');
  });

  it('is free when nothing was heard of the worker for a while', async () => {
    const bench = new Bench(path());
    await bench.opened();
    const { held } = accountSets(bench.scope);
    const id = sliceJobId(bench.name, 0);
    const [seconds] = await bench.redis.time();
    await bench.redis.zadd(held, (Number(seconds) + 60) * 1000, id);
    expect((await bench.journal.take(bench.name, 0)).kind).toBe('held');
    await bench.redis.zadd(held, (Number(seconds) - 1) * 1000, id);
    expect((await bench.journal.take(bench.name, 0)).kind).toBe('taken');
  });

  it('is known to its own process', async () => {
    const holds = holdsOf(new Bench(path()));
    const inside = await holds.during('a.0', () => Promise.resolve(holds.has('a.0')));
    expect([inside, holds.has('a.0'), holds.has('a.1')]).toEqual([true, false, false]);
  });
});

describe('after a silence of all workers, as when Redis was away', () => {
  it('a slice with calls under way waits until live workers can have said what they hold', async () => {
    const bench = new Bench(path());
    await bench.opened();
    const before = await bench.held(0);
    await bench.permit(before, 1);
    await bench.redis.hset(bench.account, 'beat', Date.now());
    await silence(bench, 60_000);
    const taken = await bench.journal.take(bench.name, 0);
    expect(taken.kind).toBe('held');
    expect(taken.kind === 'held' && taken.waitMs).toBeGreaterThan(0);
    expect(await bench.permit(before, 2)).toBe('permitted');
    const back = Number(await bench.redis.hget(bench.account, 'back'));
    await bench.redis.hset(bench.account, 'back', back - 60_000);
    expect((await bench.journal.take(bench.name, 0)).kind).toBe('taken');
  });

  it('one without calls under way is taken up at once', async () => {
    const bench = new Bench(path());
    await bench.opened();
    await bench.held(0);
    await bench.redis.hset(bench.account, 'beat', Date.now());
    await silence(bench, 60_000);
    expect((await bench.journal.take(bench.name, 0)).kind).toBe('taken');
  });
});

describe('where workers were heard all the time', () => {
  it('a slice that nobody holds is taken up at once, calls under way or not', async () => {
    const bench = new Bench(path());
    await bench.opened();
    const dead = await bench.held(0);
    await bench.permit(dead, 1);
    await bench.redis.hset(bench.account, 'beat', Date.now());
    expect((await bench.journal.take(bench.name, 0)).kind).toBe('taken');
    expect(await bench.redis.hget(sliceKey(bench.scope, bench.name, 0), '1.1')).toMatch(/^\d+ d 1000$/);
  });
});
