// The script that records ends and permits calls: what it writes, refuses and counts.

import { describe, expect, it } from 'vitest';
import { BatchControl } from '../../../src/journal/batch-control.js';
import { sliceKey } from '../../../src/journal/keys.js';
import { Bench, call, FAILED, GOOD, redisForFile } from '../queue/bench.js';

const path = redisForFile();

describe('a permission', () => {
  it('writes the call’s line before the call leaves', async () => {
    const bench = new Bench(path());
    await bench.opened();
    const held = await bench.held(3);
    expect(await bench.permit(held, 17, 2)).toBe('permitted');
    expect(await bench.redis.hget(sliceKey(bench.scope, bench.name, 3), '17.2')).toBe(`${held.epoch} s 1000`);
    expect(await bench.counts()).toEqual({ used: 1, open: 1 });
  });

  it('that is asked for twice is given twice and counted once', async () => {
    const bench = new Bench(path());
    await bench.opened({ maxCalls: 1 });
    const held = await bench.held(0);
    expect([await bench.permit(held, 1), await bench.permit(held, 1)]).toEqual(['permitted', 'permitted']);
    expect(await bench.counts()).toEqual({ used: 1, open: 1 });
  });

  it('waits while the server is another than the owner has seen', async () => {
    const bench = new Bench(path());
    const owned = await bench.opened();
    const held = await bench.held(0);
    await bench.redis.hset(bench.account, 'server', 'another');
    expect(await bench.permit(held, 1)).toBe('wait');
    await owned.signals();
    expect(await bench.permit(held, 1)).toBe('permitted');
  });

  it('is not given again for a call that has ended', async () => {
    const bench = new Bench(path());
    await bench.opened();
    const held = await bench.held(0);
    await bench.permit(held, 1);
    await bench.journal.record(held, call(1, 1), GOOD);
    expect(await bench.permit(held, 1)).toBe('stale');
  });

  it('waits for the rate where none is known yet, and asks again as soon as that may have doubled', async () => {
    const bench = new Bench(path());
    const owned = await bench.own();
    await owned.open({
      settings: { maxAttempts: 6, inDoubt: 'retry', retryCodes: [] },
      maxCalls: undefined,
      callsOnDisk: 0,
      slicesOnDisk: [],
    });
    const held = await bench.held(0);
    const replies = await Promise.all([1, 2, 3].map((row) => bench.journal.permit(held, row, 1, 1000)));
    expect(replies[0]).toEqual({ permission: 'permitted', waitMs: 0 });
    expect(replies.slice(1).map(({ permission }) => permission)).toEqual(['wait', 'wait']);
    for (const { waitMs } of replies.slice(1)) {
      expect(waitMs).toBeGreaterThan(0);
      expect(waitMs).toBeLessThanOrEqual(100);
    }
    expect(await bench.counts()).toEqual({ used: 1, open: 1 });
  });

  it.each(['paused', 'cancelled'] as const)('is refused while a person wants the batch %s', async (wish) => {
    const bench = new Bench(path());
    await bench.opened();
    const held = await bench.held(0);
    const control = new BatchControl(bench.redis, bench.scope, bench.name);
    await control.setDesiredState(wish);
    expect(await bench.permit(held, 1)).toBe('stopped');
    // A cancellation is final, and a person who pauses a batch that is being cancelled is told so.
    expect(await control.setDesiredState('paused')).toBe(wish === 'paused');
    expect(await control.withdraw()).toBe(wish === 'paused');
    expect(await bench.permit(held, 1)).toBe(wish === 'paused' ? 'permitted' : 'stopped');
  });
});

describe('an end', () => {
  it('whose words hold half a character is recorded all the same', async () => {
    const bench = new Bench(path());
    const owned = await bench.opened();
    const held = await bench.held(0);
    await bench.permit(held, 1);
    await bench.journal.record(held, call(1, 1, { message: 'broken \ud83d, "quoted"' }), GOOD);
    expect((await owned.journals([0]))[0]?.[0]?.message).toBe('broken \ufffd, "quoted"');
  });

  it('makes its line’s place free for a call that is asked for after it, in the same step', async () => {
    const bench = new Bench(path());
    await bench.opened({ maxCalls: 1 });
    const held = await bench.held(0);
    expect(await bench.permit(held, 1)).toBe('permitted');
    const [, permission] = await Promise.all([
      bench.journal.record(held, call(1, 1, { result: 'refused' }), { ...GOOD, kind: 'none' }),
      bench.permit(held, 1, 2),
    ]);
    expect(permission).toBe('permitted');
    expect(await bench.counts()).toEqual({ used: 1, open: 1 });
  });

  it('that is recorded twice counts once, and the first stands', async () => {
    const bench = new Bench(path());
    const owned = await bench.opened();
    const held = await bench.held(0);
    await bench.permit(held, 1);
    await bench.permit(held, 2);
    await bench.journal.record(held, call(1, 1, { code: '-5804' }), GOOD);
    await bench.journal.record(held, call(1, 1, { code: '0' }), GOOD);
    expect(await bench.counts()).toEqual({ used: 2, open: 1 });
    const [calls] = await owned.journals([0]);
    expect(calls?.[0]).toEqual(call(1, 1, { code: '-5804' }));
  });

  it('of a call that never left gives its count back, once', async () => {
    const bench = new Bench(path());
    await bench.opened();
    const held = await bench.held(0);
    await bench.permit(held, 1);
    await bench.journal.record(held, call(1, 1, { result: 'refused' }), FAILED);
    await bench.journal.record(held, call(1, 1, { result: 'refused' }), FAILED);
    expect(await bench.counts()).toEqual({ used: 0, open: 0 });
  });

  it('of a call that has no line writes none', async () => {
    const bench = new Bench(path());
    const owned = await bench.opened();
    const held = await bench.held(0);
    await bench.journal.record(held, call(9, 1), GOOD);
    expect(await owned.journals([0])).toEqual([[]]);
    expect(await bench.counts()).toEqual({ used: 0, open: 0 });
  });

  it('that comes after the slice was forgotten brings nothing back', async () => {
    const bench = new Bench(path());
    const owned = await bench.opened();
    const held = await bench.held(0);
    await bench.permit(held, 1);
    await owned.acknowledge([{ id: '1-1', slice: 0 }]);
    await bench.journal.record(held, call(1, 1), GOOD);
    expect(await bench.redis.exists(sliceKey(bench.scope, bench.name, 0))).toBe(0);
  });
});

describe('the cap', () => {
  it('that is full waits for calls under way, and is spent when they have ended', async () => {
    const bench = new Bench(path());
    const owned = await bench.opened({ maxCalls: 1 });
    const held = await bench.held(0);
    await bench.permit(held, 1);
    expect(await bench.permit(held, 2)).toBe('full');
    expect((await owned.signals()).capped).toBe(false);
    await bench.journal.record(held, call(1, 1), GOOD);
    expect(await bench.permit(held, 2)).toBe('capped');
    expect((await owned.signals()).capped).toBe(true);
  });

  it('gets back what never left', async () => {
    const bench = new Bench(path());
    await bench.opened({ maxCalls: 1 });
    const held = await bench.held(0);
    await bench.permit(held, 1);
    await bench.journal.record(held, call(1, 1, { result: 'refused' }), FAILED);
    expect(await bench.permit(held, 2)).toBe('permitted');
  });

  it('counts what the disk knows', async () => {
    const bench = new Bench(path());
    await bench.opened({ maxCalls: 5, callsOnDisk: 4 });
    const held = await bench.held(0);
    expect([await bench.permit(held, 1), await bench.permit(held, 2)]).toEqual(['permitted', 'full']);
  });

  it('can be raised by opening again', async () => {
    const bench = new Bench(path());
    await bench.opened({ maxCalls: 1 });
    const held = await bench.held(0);
    await bench.permit(held, 1);
    await bench.journal.record(held, call(1, 1), GOOD);
    await bench.permit(held, 2);
    const owned = await bench.opened({ maxCalls: 2 });
    expect((await owned.signals()).capped).toBe(false);
    expect(await bench.permit(held, 2)).toBe('permitted');
  });

  it('holds exactly for many workers at once, some of whose calls never leave', async () => {
    const bench = new Bench(path());
    await bench.opened({ maxCalls: 137 });
    const workers = [1, 2, 3, 4].map(() => bench.newJournal());
    const tally = { answered: 0, refused: 0, capped: 0 };
    let chance = 1;
    const rows = workers.map(async (journal, slice) => {
      const held = await bench.held(slice, journal);
      const one = async (row: number): Promise<void> => {
        for (let attempt = 1; ;) {
          const permission = await bench.permit(held, row, attempt, journal);
          if (permission === 'capped') {
            tally.capped += 1;
            return;
          }
          if (permission !== 'permitted') continue;
          chance = (chance * 48_271) % 2_147_483_647;
          const refused = chance % 4 === 0;
          await journal.record(held, call(row, attempt, refused ? { result: 'refused' } : {}), GOOD);
          tally[refused ? 'refused' : 'answered'] += 1;
          if (!refused) return;
          attempt += 1;
        }
      };
      await Promise.all(Array.from({ length: 60 }, (_, index) => one(slice * 100 + index)));
    });
    await Promise.all(rows);
    expect(tally.answered).toBe(137);
    expect(tally.capped).toBe(240 - 137);
    expect(tally.refused).toBeGreaterThan(0);
    expect(await bench.counts()).toEqual({ used: 137, open: 0 });
  });
});
