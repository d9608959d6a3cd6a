// What of an account is one for all its batches: its halt, its circuit, its rate.

import { describe, expect, it } from 'vitest';
import type { AccountEffect } from '../../../src/domain/account-effect.js';
import { liftHalt } from '../../../src/journal/batch-control.js';
import { Bench, call, FAILED, GOOD, redisForFile } from './bench.js';

const path = redisForFile();

describe('a halt', () => {
  const HALT = { kind: 'halt', pauseMs: 0, cause: '{"kind":"code","code":25}' } as const;

  it('stops every batch of the account, and its cause is kept', async () => {
    const bench = new Bench(path());
    const owned = await bench.opened();
    const held = await bench.held(0);
    await bench.permit(held, 1);
    await bench.journal.record(held, call(1, 1, { code: '25' }), HALT);
    expect((await owned.signals()).halted).toBe(HALT.cause);
    expect(await bench.permit(held, 2)).toBe('stopped');
    expect(await bench.journal.take(bench.name, 1)).toEqual({ kind: 'waiting' });
  });

  it('keeps its first cause', async () => {
    const bench = new Bench(path());
    const owned = await bench.opened();
    const held = await bench.held(0);
    await Promise.all([1, 2].map((row) => bench.permit(held, row)));
    await bench.journal.record(held, call(1, 1, { code: '25' }), HALT);
    await bench.journal.record(held, call(2, 1, { code: '11' }), {
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
    await bench.journal.record(held, call(1, 1, { code: '25' }), HALT);
    await liftHalt(bench.redis, bench.scope);
    expect((await owned.signals()).halted).toBeUndefined();
    await bench.journal.record(held, call(2, 1, { code: '25' }), HALT);
    expect((await owned.signals()).halted).toBeUndefined();
    expect((await owned.journals([0]))[0]?.map(({ code }) => code)).toEqual(['25', '25']);
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

describe('a halt for answers that many rows shared', () => {
  const anomalous = (code: number): AccountEffect => ({ kind: 'anomalous', pauseMs: 0, cause: String(code) });
  const ROWS = Array.from({ length: 20 }, (_, index) => index + 1);

  it.each([
    ['a good one', '0', GOOD],
    ['another code', '78', anomalous(78)],
  ])('keeps all these rows open, also where %s comes late', async (_, code, effect) => {
    const bench = new Bench(path());
    const owned = await bench.opened();
    const held = await bench.held(0);
    await Promise.all([...ROWS, 21, 22].map((row) => bench.permit(held, row)));
    for (const row of ROWS) await bench.journal.record(held, call(row, 1, { code: '77' }), anomalous(77));
    const { halted } = await owned.signals();
    expect(halted).toContain('"same"');
    await bench.journal.record(held, call(21, 1, { code }), effect);
    await bench.journal.record(held, call(22, 1, { code: '77' }), anomalous(77));
    expect((await owned.signals()).halted).toBe(halted);
    expect(await bench.journal.suspects(held, ROWS)).toBe('account');
    expect(await bench.journal.suspects(held, [21])).toBe('account');
    await liftHalt(bench.redis, bench.scope);
    await bench.silence(0);
    const taken = await bench.journal.take(bench.name, 0);
    const excused = new Map([...ROWS, 22].map((row) => [row, 1]));
    expect(taken.kind === 'taken' && taken.excusedUpTo).toEqual(excused);
    expect(taken.kind === 'taken' && (await bench.journal.suspects(taken.held, [21]))).toBe('own');
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
    call(row, 1, { code: '15', startedAt: 1000, finishedAt: 1000 + durationMs });

  it('is as low as it is wanted: 0.01 is one call in 100 seconds', async () => {
    const bench = new Bench(path());
    const owned = await bench.opened();
    const held = await bench.held(0);
    await owned.sayRateCap(0.01);
    await bench.redis.hset(bench.account, { rate: 20, 'rate:tokens': 0, 'rate:at': Date.now() });
    await bench.permit(held, 1);
    expect(Number(await bench.redis.hget(bench.account, 'rate'))).toBe(0.01);
  });

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
