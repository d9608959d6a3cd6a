// What live workers say of the slices that they hold, against a real Redis. BullMQ may hand out slices on which they
// still work.

import { describe, expect, it, onTestFinished } from 'vitest';
import { HEARTBEAT, TAKE } from '../../../src/journal/scripts.js';
import { Heartbeat } from '../../../src/journal/heartbeat.js';
import type { HeldSlice } from '../../../src/journal/journal.js';
import { accountSets, sliceJobId, sliceKey } from '../../../src/journal/keys.js';
import { run } from '../../../src/redis/script.js';
import { BATCH_FORM } from '../../../src/journal/settings.js';
import { LOCK_MS } from '../../../src/queue/worker-rules.js';
import { Bench, call, GOOD, redisForFile } from '../queue/bench.js';

const path = redisForFile();
/** For how long a lease is believed after a worker's last heartbeat. */
const HOLD_MS = Number(/^local HOLD_MS = (\d+)$/m.exec(HEARTBEAT.text)?.[1]);

function holdsOf(bench: Bench): Heartbeat {
  const heartbeat = new Heartbeat(bench.connect(), bench.scope, (error) => {
    throw error;
  });
  onTestFinished(() => {
    heartbeat.close();
  });
  return heartbeat;
}

/** Resolves once Redis knows of the lease. */
async function whenHeld(bench: Bench, slice: number): Promise<void> {
  await expect.poll(() => heldTill(bench, slice), { timeout: 10_000 }).toBeGreaterThan(0);
}

async function heldTill(bench: Bench, slice: number): Promise<number> {
  const { held } = accountSets(bench.scope);
  return Number(await bench.redis.zscore(held, sliceJobId(bench.name, slice)));
}

/** Makes the last heartbeat of a slice's holder older. */
async function age(bench: Bench, slice: number, ms: number): Promise<void> {
  const { held } = accountSets(bench.scope);
  for (const id of await bench.redis.zrange(held, '0', '-1')) {
    if (id.startsWith(sliceJobId(bench.name, slice))) await bench.redis.zincrby(held, -ms, id);
  }
}

/** Makes the last heartbeat of all workers older. */
async function silence(bench: Bench, ms: number): Promise<void> {
  const beat = Number(await bench.redis.hget(bench.account, 'beat'));
  await bench.redis.hset(bench.account, 'beat', beat - ms);
}

/** Sends the heartbeat of workers that do not hold this slice. */
async function othersAreHeard(bench: Bench): Promise<void> {
  await run(
    bench.redis,
    HEARTBEAT,
    { account: bench.account, held: accountSets(bench.scope).held },
    { jobs: [] },
  );
}

const takenByAnother = async (bench: Bench, slice: number): Promise<string> =>
  (await bench.newJournal().take(bench.name, slice)).kind;

describe('a slice that a live worker holds', () => {
  it('is not taken up by another until the worker lets go of it', async () => {
    const bench = new Bench(path());
    await bench.opened();
    const held = await bench.held(0);
    const heartbeat = holdsOf(bench);
    const release = heartbeat.hold(held);
    await bench.silence(0);
    await whenHeld(bench, 0);
    const taken = await bench.newJournal().take(bench.name, 0);
    await release();
    expect(taken.kind).toBe('held');
    expect(taken.kind === 'held' && taken.waitMs).toBeGreaterThan(0);
    expect(await bench.permit(held, 1)).toBe('permitted');
    await heartbeat.hold(held)();
    expect(await takenByAnother(bench, 0)).toBe('taken');
    expect(await bench.permit(held, 2)).toBe('stale');
  });

  it('is held from the moment at which it is taken up, before the worker says so by itself', async () => {
    const bench = new Bench(path());
    await bench.opened();
    await bench.held(0);
    await othersAreHeard(bench);
    expect(await takenByAnother(bench, 0)).toBe('held');
  });

  interface Heard {
    readonly what: string;
    readonly hear: (bench: Bench, held: HeldSlice) => Promise<unknown>;
  }

  it.each<Heard>([
    { what: 'permitted', hear: (bench, held) => bench.permit(held, 3) },
    { what: 'recorded', hear: (bench, held) => bench.journal.record(held, call(1, 1), GOOD) },
    {
      what: 'made to wait',
      hear: async (bench, held) => {
        await bench.redis.hset(bench.keys.batch, 'cap', 1);
        await bench.permit(held, 3);
      },
    },
  ])('is held on by a call that is $what, though the worker is not heard otherwise', async ({ hear }) => {
    const bench = new Bench(path());
    await bench.opened();
    const held = await bench.held(0);
    await bench.permit(held, 1);
    await age(bench, 0, HOLD_MS - 1);
    const before = await heldTill(bench, 0);
    await hear(bench, held);
    expect(await heldTill(bench, 0)).toBeGreaterThan(before + HOLD_MS / 2);
    await othersAreHeard(bench);
    expect(await takenByAnother(bench, 0)).toBe('held');
  });

  it('is held on by nothing that comes from an earlier holder, neither said nor asked nor let go', async () => {
    const bench = new Bench(path());
    await bench.opened();
    const earlier = await bench.held(0);
    await bench.permit(earlier, 1);
    const holder = await bench.held(0, bench.newJournal());
    await holdsOf(bench).hold(earlier)();
    expect(await takenByAnother(bench, 0)).toBe('held');
    await age(bench, 0, HOLD_MS + 1);
    expect(await bench.permit(earlier, 2)).toBe('stale');
    await bench.journal.record(earlier, call(1, 1), GOOD);
    expect(await takenByAnother(bench, 0)).toBe('taken');
    expect(await bench.permit(holder, 2)).toBe('stale');
  });

  it('is the own of a step that is sent again, as its answer was lost', async () => {
    const bench = new Bench(path());
    await bench.opened();
    const { excused, held, excusedUpTo, budgets } = accountSets(bench.scope);
    const { batch, done } = bench.keys;
    const ofSlice = { batch, done, slice: sliceKey(bench.scope, bench.name, 0) };
    const about = { slice: 0, name: bench.name, turn: 0, newestForm: BATCH_FORM };
    const take = (step: number): Promise<unknown> =>
      run(
        bench.redis,
        TAKE,
        { account: bench.account, ...ofSlice, excused, held, excusedUpTo, budgets },
        { ...about, step },
      );
    expect(await take(7)).toMatchObject({ 0: 'taken', 1: 7 });
    expect(await take(7)).toMatchObject({ 0: 'taken', 1: 14 });
    expect(await take(8)).toMatchObject({ 0: 'held' });
    await age(bench, 0, HOLD_MS + 1);
    expect(await take(8)).toMatchObject({ 0: 'taken', 1: 22 });
    expect(await take(7)).toMatchObject({ 0: 'held' });
  });

  it('is free when nothing was heard of the worker for a while', async () => {
    const bench = new Bench(path());
    await bench.opened();
    const dead = await bench.held(0);
    await bench.permit(dead, 1);
    await othersAreHeard(bench);
    await age(bench, 0, HOLD_MS + 1);
    expect(await takenByAnother(bench, 0)).toBe('taken');
  });

  it('is held for no longer than a lock lasts, so that a dead worker is waited for no longer', () => {
    expect(HOLD_MS).toBeLessThanOrEqual(LOCK_MS);
  });

  it('is left alone where only a worker of an earlier version has said that it holds it', async () => {
    const bench = new Bench(path());
    await bench.opened();
    const { held } = accountSets(bench.scope);
    const [seconds] = await bench.redis.time();
    await bench.redis.zadd(held, (Number(seconds) + 3) * 1000, sliceJobId(bench.name, 0));
    expect(await takenByAnother(bench, 0)).toBe('held');
  });

  it('is known to its own process', async () => {
    const heartbeat = holdsOf(new Bench(path()));
    const held = { name: 'a', slice: 0, epoch: 1, generation: '0' };
    const release = heartbeat.hold(held);
    const inside = heartbeat.has('a.0');
    await release();
    expect([inside, heartbeat.has('a.0'), heartbeat.has('a.1')]).toEqual([true, false, false]);
  });
});

describe('after a silence of all workers, as when Redis was away', () => {
  it('a slice with calls under way waits until live workers can have said what they hold', async () => {
    const bench = new Bench(path());
    await bench.opened();
    const before = await bench.held(0);
    await bench.permit(before, 1);
    await othersAreHeard(bench);
    await silence(bench, 60_000);
    await bench.silence(0);
    const taken = await bench.journal.take(bench.name, 0);
    expect(taken.kind).toBe('held');
    expect(taken.kind === 'held' && taken.waitMs).toBeGreaterThan(0);
    expect(await bench.permit(before, 2)).toBe('permitted');
    await bench.silence(0);
    const back = Number(await bench.redis.hget(bench.account, 'back'));
    await bench.redis.hset(bench.account, 'back', back - 60_000);
    expect(await takenByAnother(bench, 0)).toBe('taken');
  });

  it('one without calls under way is taken up at once', async () => {
    const bench = new Bench(path());
    await bench.opened();
    await bench.held(0);
    await othersAreHeard(bench);
    await silence(bench, 60_000);
    await bench.silence(0);
    expect(await takenByAnother(bench, 0)).toBe('taken');
  });
});

describe('where workers were heard all the time', () => {
  it('a slice that nobody holds is taken up at once, calls under way or not', async () => {
    const bench = new Bench(path());
    await bench.opened();
    const dead = await bench.held(0);
    await bench.permit(dead, 1);
    await othersAreHeard(bench);
    await bench.silence(0);
    expect(await takenByAnother(bench, 0)).toBe('taken');
    expect(await bench.redis.hget(sliceKey(bench.scope, bench.name, 0), '1.1')).toMatch(/^\d+ d 1000$/);
  });
});
