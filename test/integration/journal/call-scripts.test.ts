// Taking up a slice and announcing it, against a real Redis: each may be sent twice, and none lets a stale holder through.

import { describe, expect, it } from 'vitest';
import { sliceKey } from '../../../src/journal/keys.js';
import { Bench, call, FAILED, GOOD, redisForFile } from '../queue/bench.js';

const path = redisForFile();

describe('taking up a slice', () => {
  it('is refused before the batch is open, and after it was left', async () => {
    const bench = new Bench(path());
    expect(await bench.journal.take(bench.name, 0)).toEqual({ kind: 'suspended' });
    const owned = await bench.own();
    expect(await bench.journal.take(bench.name, 0)).toEqual({ kind: 'waiting' });
    await owned.open({
      settings: { maxAttempts: 2, inDoubt: 'hold', retryCodes: ['15'] },
      maxCalls: undefined,
      callsOnDisk: 0,
      slicesOnDisk: [],
    });
    expect(await bench.journal.take(bench.name, 0)).toMatchObject({
      kind: 'taken',
      settings: { maxAttempts: 2, inDoubt: 'hold', retryCodes: ['15'] },
      attempts: [],
    });
    await owned.leave('queued');
    expect(await bench.journal.take(bench.name, 0)).toEqual({ kind: 'suspended' });
  });

  it('again gives a new epoch, the calls so far, and puts those without an end in doubt', async () => {
    const bench = new Bench(path());
    await bench.opened();
    const held = await bench.held(0);
    await bench.permit(held, 1);
    await bench.permit(held, 2);
    await bench.journal.record(held, call(1, 1, { code: '-5803' }), GOOD);
    await bench.silence(0);
    const again = await bench.journal.take(bench.name, 0);
    expect(again).toMatchObject({
      kind: 'taken',
      attempts: [
        { row: 1, attempt: 1, result: 'answered', code: '-5803' },
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

  it('goes on in a batch whose owner is of a version that says nothing of the server', async () => {
    const bench = new Bench(path());
    await bench.opened();
    await bench.redis.hset(bench.account, 'server', 'another');
    expect(await bench.journal.take(bench.name, 0)).toMatchObject({ kind: 'held' });
    await bench.redis.hdel(bench.keys.batch, 'server');
    const held = await bench.held(0);
    expect(await bench.permit(held, 1)).toBe('permitted');
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
    await bench.journal.record(stale, call(1, 1, { code: '-5803' }), GOOD);
    await bench.journal.record(stale, call(1, 1, { code: '0' }), GOOD);
    const [calls] = await owned.journals([0]);
    expect(calls?.map(({ result, code }) => [result, code])).toEqual([
      ['answered', '-5803'],
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
    await owned.acknowledge(await owned.read('0-0', 10, 1));
    expect(await bench.announced()).toEqual([]);
    expect(await bench.journal.take(bench.name, 4)).toEqual({ kind: 'done' });
    expect(await bench.permit(held, 1)).toBe('stale');
    expect(await bench.journal.announce(held)).toBe(false);
  });
});

describe('an answer that may be another person’s', () => {
  async function answered() {
    const bench = new Bench(path());
    const owned = await bench.opened();
    const held = await bench.held(0);
    await bench.permit(held, 1);
    const made = call(1, 1, { code: '0', sessionId: 's-1', message: 'm\uD800' });
    await bench.journal.record(held, made, GOOD);
    return { bench, owned, held, made };
  }

  it('is in doubt from then on, however often that is said, and its slice has to be taken up again', async () => {
    const { bench, owned, held, made } = await answered();
    expect(await bench.journal.question(held, made)).toBe(true);
    expect(await bench.journal.question(held, made)).toBe(true);
    expect(await bench.journal.announce(held)).toBe(false);
    const doubtful = { row: 1, result: 'in_doubt', code: undefined, sessionId: 's-1', finishedAt: 2000 };
    expect((await owned.journals([0]))[0]).toMatchObject([doubtful]);
    await bench.silence(0);
    expect(await bench.journal.take(bench.name, 0)).toMatchObject({ kind: 'taken', attempts: [doubtful] });
    expect(await bench.counts()).toEqual({ used: 1, open: 0 });
  });

  it('stays where its slice is finished', async () => {
    const { bench, owned, held, made } = await answered();
    expect(await bench.journal.announce(held)).toBe(true);
    expect(await bench.journal.question(held, made)).toBe(false);
    expect((await owned.journals([0]))[0]).toMatchObject([{ result: 'answered', code: '0' }]);
  });

  it('is left alone where its line is another one', async () => {
    const { bench, held, made } = await answered();
    expect(await bench.journal.question(held, { ...made, sessionId: 's-2' })).toBe(false);
    expect(await bench.journal.question(held, { ...made, attempt: 2 })).toBe(false);
    expect(await bench.journal.announce(held)).toBe(true);
  });

  it('lets the calls under way be recorded', async () => {
    const { bench, owned, held, made } = await answered();
    await bench.permit(held, 2);
    await bench.journal.question(held, made);
    await bench.journal.record(held, call(2, 1, { code: '-5803' }), GOOD);
    expect((await owned.journals([0]))[0]?.[1]).toMatchObject({ row: 2, result: 'answered', code: '-5803' });
    expect(await bench.permit(held, 3)).toBe('stale');
  });
});
