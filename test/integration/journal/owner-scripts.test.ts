// What a batch's owner does in Redis: an owner that was overtaken harms nothing, and what is sent twice is done once.

import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Redis } from 'ioredis';
import { sliceJobKey, sliceKey } from '../../../src/journal/keys.js';
import { OwnershipLost, type OwnedBatch } from '../../../src/journal/owned-batch.js';
import { SliceQueue } from '../../../src/queue/slice-queue.js';
import { FairOrder } from '../../../src/queue/fair-order.js';
import { Bench, call, GOOD, redisForFile, SETTINGS } from '../queue/bench.js';

const path = redisForFile();
const OPEN = { settings: SETTINGS, maxCalls: undefined, callsOnDisk: 0, slicesOnDisk: [] };

describe('owning a batch', () => {
  it('gives every owner a higher number than any before, in Redis or on disk', async () => {
    const bench = new Bench(path());
    const owners = [await bench.own(), await bench.own(), await bench.own(40), await bench.own(3)];
    expect(owners.map(({ owner }) => owner)).toEqual([1, 2, 41, 42]);
  });

  it('stops every call until the new owner opens', async () => {
    const bench = new Bench(path());
    await bench.opened();
    const held = await bench.held(0);
    const next = await bench.own();
    expect(await bench.permit(held, 1)).toBe('stopped');
    await next.open(OPEN);
    expect(await bench.permit(held, 1)).toBe('permitted');
  });

  it('publishes what is on disk as done, however much that is', async () => {
    const bench = new Bench(path());
    await bench.opened({ slicesOnDisk: Array.from({ length: 2503 }, (_, slice) => slice) });
    expect(await bench.redis.bitcount(bench.keys.done)).toBe(2503);
    for (const slice of [0, 999, 1000, 2502]) {
      expect(await bench.journal.take(bench.name, slice)).toEqual({ kind: 'done' });
    }
    expect(await bench.journal.take(bench.name, 2503)).toMatchObject({ kind: 'taken' });
  });

  it('never lowers the count of calls: the higher of Redis and disk holds', async () => {
    const bench = new Bench(path());
    await bench.opened({ callsOnDisk: 10 });
    await bench.opened({ callsOnDisk: 3 });
    expect((await bench.counts()).used).toBe(10);
    await bench.opened({ callsOnDisk: 12 });
    expect((await bench.counts()).used).toBe(12);
  });
});

it('finds the slices that are neither done nor in the queue', async () => {
  const bench = new Bench(path());
  const owned = await bench.opened({ slicesOnDisk: [1] });
  const queue = new SliceQueue(bench.redis, bench.scope, randomBytes(32), () => undefined);
  const slices = [2, 3].map((slice) => ({ slice, rows: [] }));
  await queue.add(bench.name, slices, new FairOrder(() => undefined));
  expect(await owned.lost([0, 1, 2, 3])).toEqual([0]);
  await bench.redis.del(sliceJobKey(bench.scope, bench.name, 3));
  expect(await owned.lost([0, 1, 2, 3])).toEqual([0, 3]);
  await queue.close();
});

describe('an owner that was overtaken', () => {
  const deeds: readonly (readonly [string, (old: OwnedBatch) => Promise<void>])[] = [
    ['open', (old) => old.open({ ...OPEN, maxCalls: 1 })],
    ['forget', (old) => old.acknowledge([{ id: '1-1', slice: 0 }])],
    ['leave', (old) => old.leave('halted')],
    ['seal', (old) => old.seal('cancelled', [0])],
    ['remove', (old) => old.remove([0])],
    ['confirm', (old) => old.confirm()],
  ];

  it.each(deeds)('can’t %s', async (_deed, act) => {
    const bench = new Bench(path());
    const old = await bench.opened();
    const held = await bench.held(0);
    await bench.permit(held, 1);
    const now = await bench.own();
    await now.open(OPEN);
    const before = await everything(bench);
    expect(before).toContain(' s 1000');
    await expect(act(old)).rejects.toThrow(OwnershipLost);
    expect(await everything(bench)).toEqual(before);
    await expect(now.confirm()).resolves.toBeUndefined();
    expect(await bench.permit(held, 2)).toBe('permitted');
  });
});

describe('an owner', () => {
  it('binds every worker of the account to its batch’s rate, until it says otherwise', async () => {
    const bench = new Bench(path());
    const owned = await bench.opened();
    await owned.sayRateCap(0.5);
    const held = await bench.held(0);
    const words: string[] = [];
    for (let row = 1; row <= 3; row += 1) words.push(await bench.permit(held, row));
    expect(words).toEqual(['permitted', 'wait', 'wait']);
    await owned.sayRateCap(undefined);
    expect(await bench.redis.hget(bench.account, 'ceilings')).toBeNull();
    await bench.liftRate();
    expect(await bench.permit(held, 2)).toBe('permitted');
  });

  it('reads announcements in their order, and waits for the first', async () => {
    const bench = new Bench(path());
    const owned = await bench.opened();
    const waiting = owned.read('0-0', 10, 20_000);
    for (const slice of [5, 3, 4]) await bench.journal.announce(await bench.held(slice));
    const [first] = await waiting;
    expect(first?.slice).toBe(5);
    expect((await owned.read(first?.id ?? '', 10, 1)).map(({ slice }) => slice)).toEqual([3, 4]);
    expect(await owned.read('9999999999999-0', 10, 1)).toEqual([]);
  });

  it('forgets the slices and announcements that it names, twice as well as once', async () => {
    const bench = new Bench(path());
    const owned = await bench.opened();
    for (const slice of [0, 1]) {
      const held = await bench.held(slice);
      await bench.permit(held, slice + 1);
      await bench.journal.record(held, call(slice + 1, 1), GOOD);
      await bench.journal.announce(held);
    }
    const [first] = await owned.read('0-0', 1, 1);
    if (first === undefined) throw new Error('nothing was announced');
    await owned.acknowledge([first]);
    await owned.acknowledge([first]);
    expect(await bench.announced()).toEqual([1]);
    expect((await owned.journals([0, 1])).map((calls) => calls.length)).toEqual([0, 1]);
  });

  it('that seals ends the batch for every worker and keeps its calls', async () => {
    const bench = new Bench(path());
    const owned = await bench.opened();
    const held = await bench.held(0);
    await bench.permit(held, 1);
    await owned.seal('cancelled', [0, 1]);
    await owned.seal('cancelled', [0, 1]);
    expect(await bench.permit(held, 2)).toBe('stale');
    expect(await bench.journal.announce(held)).toBe(false);
    expect(await bench.journal.take(bench.name, 1)).toEqual({ kind: 'done' });
    expect((await owned.journals([0]))[0]).toMatchObject([{ row: 1, result: 'in_doubt' }]);
  });

  it('that names rows which may have been called has their slice taken up anew, with these', async () => {
    const bench = new Bench(path());
    const owned = await bench.opened();
    const unaware = await bench.held(0);
    await owned.markGap(0, [4]);
    expect(await bench.permit(unaware, 4)).toBe('stale');
    expect(await bench.journal.announce(unaware)).toBe(false);
    await bench.silence(0);
    const taken = await bench.journal.take(bench.name, 0);
    expect(taken).toMatchObject({ kind: 'taken', gapRows: new Set([4]) });
    expect(taken.kind === 'taken' && (await bench.journal.announce(taken.held))).toBe(true);
  });

  it('that leaves can come back, and so can its slices', async () => {
    const bench = new Bench(path());
    const owned = await bench.opened();
    const held = await bench.held(0);
    await owned.leave('paused');
    await owned.leave('paused');
    expect(await bench.permit(held, 1)).toBe('stopped');
    await owned.open(OPEN);
    expect(await bench.permit(held, 1)).toBe('permitted');
  });

  it('that removes leaves no key of the batch behind', async () => {
    const bench = new Bench(path());
    const owned = await bench.opened();
    for (const slice of [0, 1, 2]) await bench.permit(await bench.held(slice), slice + 1);
    await bench.journal.announce(await bench.held(0));
    await owned.remove([0, 1, 2]);
    expect((await bench.redis.keys(`*${bench.scope}*`)).filter((key) => key.includes('batch'))).toEqual([]);
  });
});

describe('Redis', () => {
  it('holds nothing personal: not in a key, not in a value', async () => {
    const bench = new Bench(path());
    await bench.opened();
    const people = [
      { idNumber: '11010519491231002X', name: '欧阳锋' },
      { idNumber: '440524188001010014', name: '阿卜杜拉·买买提' },
    ];
    const queue = new SliceQueue(bench.connect(), bench.scope, randomBytes(32), fail);
    await queue.add(
      bench.name,
      [{ slice: 0, rows: people.map((person, index) => ({ row: index + 1, person })) }],
      new FairOrder(() => undefined),
    );
    await queue.close();
    const held = await bench.held(0);
    await bench.permit(held, 1);
    await bench.journal.record(held, call(1, 1, { code: '-5803', sessionId: 'session-of-one' }), GOOD);
    await bench.journal.announce(held);
    const text = await dump(bench.redis, `*${bench.scope}*`);
    expect(text).toContain('session-of-one');
    expect(text).toContain(sliceKey(bench.scope, bench.name, 0));
    for (const { idNumber, name } of people) {
      expect(text).not.toContain(idNumber);
      expect(text).not.toContain(name);
      expect(text).not.toContain(JSON.stringify(name).slice(1, -1));
      expect(text).not.toContain(Buffer.from(name).toString('base64').slice(0, 8));
    }
  });
});

/** Everything that the scripts keep of the account, as comparable text. */
async function everything(bench: Bench): Promise<string> {
  return dump(bench.redis, `*${bench.scope}}:batch*`);
}

/** Keys and values as text. */
async function dump(redis: Redis, pattern: string): Promise<string> {
  const lines: string[] = [];
  for (const key of (await redis.keys(pattern)).toSorted()) lines.push(`${key} ${await valueOf(redis, key)}`);
  return lines.join('\n');
}

async function valueOf(redis: Redis, key: string): Promise<string> {
  switch (await redis.type(key)) {
    case 'hash':
      return JSON.stringify(await redis.hgetall(key));
    case 'stream':
      return JSON.stringify(await redis.xrange(key, '-', '+'));
    case 'list':
      return JSON.stringify(await redis.lrange(key, 0, -1));
    case 'set':
      return JSON.stringify(await redis.smembers(key));
    case 'zset':
      return JSON.stringify(await redis.zrange(key, '0', '-1'));
    default:
      return (await redis.get(key)) ?? '';
  }
}

function fail(error: Error): never {
  throw error;
}
