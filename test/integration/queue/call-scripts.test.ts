// The scripts that permit calls and record their ends, against a real Redis: each may be sent twice, none lets a
// stale holder through, and the cap holds exactly.

import { describe, expect, it } from 'vitest';
import type { AccountEffect } from '../../../src/domain/account-effect.js';
import { BatchControl, liftHalt } from '../../../src/queue/batch-control.js';
import { sliceKey } from '../../../src/queue/keys.js';
import { Bench, call, FAILED, GOOD, redisForFile } from './bench.js';

const path = redisForFile();

describe('taking up a slice', () => {
  it('is refused before the batch is open, and after it was left', async () => {
    const bench = new Bench(path());
    expect(await bench.journal.take(bench.name, 0)).toEqual({ kind: 'parked' });
    const owned = await bench.own();
    expect(await bench.journal.take(bench.name, 0)).toEqual({ kind: 'waiting' });
    await owned.open({
      settings: { maxAttempts: 2, inDoubt: 'hold', retryCodes: [15] },
      maxCalls: undefined,
      callsOnDisk: 0,
      slicesOnDisk: [],
    });
    expect(await bench.journal.take(bench.name, 0)).toMatchObject({
      kind: 'taken',
      settings: { maxAttempts: 2, inDoubt: 'hold', retryCodes: [15] },
      attempts: [],
    });
    await owned.leave('queued');
    expect(await bench.journal.take(bench.name, 0)).toEqual({ kind: 'parked' });
  });

  it('again gives a new epoch, the calls so far, and puts those without an end in doubt', async () => {
    const bench = new Bench(path());
    await bench.opened();
    const held = await bench.held(0);
    await bench.permit(held, 1);
    await bench.permit(held, 2);
    await bench.journal.record(held, call(1, 1, { code: -5803 }), GOOD);
    const again = await bench.journal.take(bench.name, 0);
    expect(again).toMatchObject({
      kind: 'taken',
      attempts: [
        { row: 1, attempt: 1, result: 'answered', code: -5803 },
        { row: 2, attempt: 1, result: 'in_doubt', finishedAt: undefined, startedAt: 1000 },
      ],
    });
    expect(again.kind === 'taken' && again.held.epoch).toBeGreaterThan(held.epoch);
    expect(await bench.counts()).toEqual({ used: 2, open: 0 });
  });

  it('after a failover lost that it was taken up gives another epoch than before', async () => {
    const bench = new Bench(path());
    await bench.opened();
    const lost = await bench.held(0);
    await bench.redis.del(sliceKey(bench.scope, bench.name, 0));
    await bench.held(0);
    expect(await bench.permit(lost, 1)).toBe('stale');
    expect(await bench.journal.announce(lost)).toBe(false);
  });

  it('twice in a row counts no call twice', async () => {
    const bench = new Bench(path());
    await bench.opened();
    await bench.permit(await bench.held(0), 1);
    await bench.held(0);
    await bench.held(0);
    expect(await bench.counts()).toEqual({ used: 1, open: 0 });
  });
});

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
    await control.wish(wish);
    expect(await bench.permit(held, 1)).toBe('stopped');
    // A cancellation is final.
    expect(await control.takeBack()).toBe(wish === 'paused');
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
    await bench.journal.record(held, call(1, 1, { code: -5804 }), GOOD);
    await bench.journal.record(held, call(1, 1, { code: 0 }), GOOD);
    expect(await bench.counts()).toEqual({ used: 2, open: 1 });
    const [calls] = await owned.journals([0]);
    expect(calls?.[0]).toEqual(call(1, 1, { code: -5804 }));
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
    await owned.forget([{ id: '1-1', slice: 0 }]);
    await bench.journal.record(held, call(1, 1), GOOD);
    expect(await bench.redis.exists(sliceKey(bench.scope, bench.name, 0))).toBe(0);
  });
});

describe('a stale holder', () => {
  it('may neither call nor announce', async () => {
    const bench = new Bench(path());
    await bench.opened();
    const stale = await bench.held(0);
    await bench.held(0);
    expect(await bench.permit(stale, 1)).toBe('stale');
    expect(await bench.journal.announce(stale)).toBe(false);
    expect(await bench.announced()).toEqual([]);
    expect(await bench.counts()).toEqual({ used: 0, open: 0 });
  });

  it('with a late answer fills in its own line, once', async () => {
    const bench = new Bench(path());
    const owned = await bench.opened();
    const stale = await bench.held(0);
    await bench.permit(stale, 1);
    const held = await bench.held(0);
    await bench.permit(held, 1, 2);
    await bench.journal.record(stale, call(1, 1, { code: -5803 }), GOOD);
    await bench.journal.record(stale, call(1, 1, { code: 0 }), GOOD);
    const [calls] = await owned.journals([0]);
    expect(calls?.map(({ result, code }) => [result, code])).toEqual([
      ['answered', -5803],
      ['in_doubt', undefined],
    ]);
    expect(await bench.counts()).toEqual({ used: 2, open: 1 });
  });

  it('with a late answer leaves the lines of others alone', async () => {
    const bench = new Bench(path());
    const owned = await bench.opened();
    const stale = await bench.held(0);
    await bench.permit(await bench.held(0), 1);
    await bench.journal.record(stale, call(1, 1), GOOD);
    expect((await owned.journals([0]))[0]?.[0]).toMatchObject({ result: 'in_doubt', code: undefined });
    expect(await bench.counts()).toEqual({ used: 1, open: 1 });
  });

  it('with a late refusal gives the count back', async () => {
    const bench = new Bench(path());
    await bench.opened();
    const stale = await bench.held(0);
    await bench.permit(stale, 1);
    await bench.held(0);
    await bench.journal.record(stale, call(1, 1, { result: 'refused' }), FAILED);
    expect(await bench.counts()).toEqual({ used: 0, open: 0 });
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

describe('a finished slice', () => {
  it('is announced once, however often that is said', async () => {
    const bench = new Bench(path());
    await bench.opened();
    const held = await bench.held(4);
    expect([await bench.journal.announce(held), await bench.journal.announce(held)]).toEqual([true, true]);
    expect(await bench.announced()).toEqual([4]);
  });

  it('is not announced while a failover has lost one of its calls, or how it ended', async () => {
    const bench = new Bench(path());
    await bench.opened();
    const held = await bench.held(4);
    await bench.permit(held, 1);
    expect(await bench.journal.announce(held)).toBe(false);
    await bench.journal.record(held, call(1, 1), GOOD);
    await bench.redis.hdel(sliceKey(bench.scope, bench.name, 4), '1.1');
    expect(await bench.journal.announce(held)).toBe(false);
    expect(await bench.announced()).toEqual([]);
  });

  it('is done for everybody, also after it was forgotten', async () => {
    const bench = new Bench(path());
    const owned = await bench.opened();
    const held = await bench.held(4);
    await bench.journal.announce(held);
    expect(await bench.journal.take(bench.name, 4)).toEqual({ kind: 'done' });
    expect(await bench.permit(held, 1)).toBe('stale');
    await owned.forget(await owned.read('0-0', 10, 1));
    expect(await bench.announced()).toEqual([]);
    expect(await bench.journal.take(bench.name, 4)).toEqual({ kind: 'done' });
    expect(await bench.permit(held, 1)).toBe('stale');
    expect(await bench.journal.announce(held)).toBe(false);
  });
});

describe('a halt', () => {
  const HALT = { kind: 'halt', pauseMs: 0, cause: '{"kind":"code","code":25}' } as const;

  it('stops every batch of the account, and its cause is kept', async () => {
    const bench = new Bench(path());
    const owned = await bench.opened();
    const held = await bench.held(0);
    await bench.permit(held, 1);
    await bench.journal.record(held, call(1, 1, { code: 25 }), HALT);
    expect((await owned.signals()).halted).toBe(HALT.cause);
    expect(await bench.permit(held, 2)).toBe('stopped');
    expect(await bench.journal.take(bench.name, 1)).toEqual({ kind: 'waiting' });
  });

  it('keeps its first cause', async () => {
    const bench = new Bench(path());
    const owned = await bench.opened();
    const held = await bench.held(0);
    await Promise.all([1, 2].map((row) => bench.permit(held, row)));
    await bench.journal.record(held, call(1, 1, { code: 25 }), HALT);
    await bench.journal.record(held, call(2, 1, { code: 11 }), {
      ...HALT,
      cause: '{"kind":"code","code":11}',
    });
    expect((await owned.signals()).halted).toBe(HALT.cause);
  });

  it('that was lifted is not brought back by an answer from before', async () => {
    const bench = new Bench(path());
    const owned = await bench.opened();
    const held = await bench.held(0);
    await Promise.all([1, 2].map((row) => bench.permit(held, row)));
    await bench.journal.record(held, call(1, 1, { code: 25 }), HALT);
    await liftHalt(bench.redis, bench.scope);
    expect((await owned.signals()).halted).toBeUndefined();
    await bench.journal.record(held, call(2, 1, { code: 25 }), HALT);
    expect((await owned.signals()).halted).toBeUndefined();
    expect((await owned.journals([0]))[0]?.map(({ code }) => code)).toEqual([25, 25]);
  });

  it('that was lifted makes slices from before be taken up anew before they call', async () => {
    const bench = new Bench(path());
    await bench.opened();
    const before = await bench.held(0);
    await liftHalt(bench.redis, bench.scope);
    expect(await bench.permit(before, 1)).toBe('stopped');
    expect(await bench.permit(await bench.held(0), 1)).toBe('permitted');
  });
});

describe('the circuit', () => {
  async function away(bench: Bench): Promise<void> {
    const held = await bench.held(90);
    for (let row = 900; row < 908; row += 1) {
      await bench.permit(held, row);
      await bench.journal.record(held, call(row, 1, { result: 'in_doubt' }), FAILED);
    }
  }

  it('opens when eight different rows fail in a row, and not before', async () => {
    const bench = new Bench(path());
    await bench.opened();
    const held = await bench.held(0);
    for (let row = 1; row <= 8; row += 1) {
      expect(await bench.permit(held, row)).toBe('permitted');
      await bench.journal.record(held, call(row, 1, { result: 'in_doubt' }), FAILED);
    }
    expect(await bench.permit(held, 9)).toBe('wait');
  });

  it('stays closed where an answer comes in between', async () => {
    const bench = new Bench(path());
    await bench.opened();
    const held = await bench.held(0);
    for (let row = 1; row <= 20; row += 1) {
      expect(await bench.permit(held, row)).toBe('permitted');
      const answered = row % 8 === 0;
      await bench.journal.record(
        held,
        call(row, 1, answered ? {} : { result: 'in_doubt' }),
        answered ? GOOD : FAILED,
      );
    }
  });

  it('lets one probe out when its time has come, and closes with its answer', async () => {
    const bench = new Bench(path());
    await bench.opened();
    await away(bench);
    const held = await bench.held(0);
    await bench.redis.hset(bench.account, 'circuit:probe', 0);
    const replies = await Promise.all([1, 2, 3].map((row) => bench.permit(held, row)));
    expect(replies.toSorted()).toEqual(['probe', 'wait', 'wait']);
    await bench.journal.record(held, call(replies.indexOf('probe') + 1, 1, { probe: true }), GOOD);
    await bench.liftRate();
    expect(await bench.permit(held, 9)).toBe('permitted');
  });
});

describe('the rate', () => {
  const THROTTLED: AccountEffect = { kind: 'throttled', pauseMs: 0, cause: '' };
  const throttled = (row: number, durationMs: number) =>
    call(row, 1, { code: 15, startedAt: 1000, finishedAt: 1000 + durationMs });

  it('is not lowered for calls of an earlier second more than those tell', async () => {
    const bench = new Bench(path());
    await bench.opened();
    const held = await bench.held(0);
    const rows = Array.from({ length: 61 }, (_, index) => index + 1);
    await Promise.all(rows.map((row) => bench.permit(held, row)));
    const [seconds, micros] = await bench.redis.time();
    const now = Number(seconds) * 1000 + Number(micros) / 1000;
    const settled = { rate: 200, 'rate:slow': 0, 'rate:top': 200, 'rate:before': 0, 'rate:count': 70 };
    await bench.redis.hset(bench.account, {
      ...settled,
      'rate:cut': now,
      'rate:event': now,
      'rate:window': now - 100,
    });
    await Promise.all(rows.slice(1).map((row) => bench.journal.record(held, throttled(row, 800), THROTTLED)));
    expect(Number(await bench.redis.hget(bench.account, 'rate'))).toBe(200);
    await bench.redis.hset(bench.account, { 'rate:cut': 0, 'rate:event': 0 });
    await bench.journal.record(held, throttled(1, 0), THROTTLED);
    expect(Number(await bench.redis.hget(bench.account, 'rate'))).toBeGreaterThan(50);
  });

  it('is doubled only when an answer to a call at the present rate has come', async () => {
    const bench = new Bench(path());
    await bench.opened();
    await bench.redis.hset(bench.account, { rate: 20, 'rate:tokens': 1, 'rate:at': Date.now() });
    await bench.redis.hset(bench.account, { 'rate:doubled': Date.now() - 60_000, 'rate:heard': 0 });
    const held = await bench.held(0);
    await Promise.all([1, 2, 3].map((row) => bench.permit(held, row)));
    expect(Number(await bench.redis.hget(bench.account, 'rate'))).toBe(20);
    await Promise.all([
      bench.journal.record(held, call(1, 1, { startedAt: 0, finishedAt: 5 }), GOOD),
      ...[2, 3].map((row) => bench.permit(held, row)),
    ]);
    expect(Number(await bench.redis.hget(bench.account, 'rate'))).toBe(40);
  });
});
