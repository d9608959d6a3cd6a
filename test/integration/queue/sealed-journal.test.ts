// The journal of a batch whose lines are sealed: what its workers wrote is kept, what anybody else wrote, changed, moved or took
// away is noticed.

import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { sliceKey } from '../../../src/journal/keys.js';
import { BATCH_FORM } from '../../../src/journal/settings.js';
import { Bench, call, FAILED, GOOD, redisForFile, SETTINGS } from './bench.js';

const path = redisForFile();

/** A slice of three rows, each answered, announced. */
async function finished() {
  const bench = new Bench(path(), randomBytes(32));
  const owned = await bench.opened();
  const held = await bench.held(0);
  for (const row of [1, 2, 3]) {
    await bench.permit(held, row);
    await bench.journal.record(held, call(row, 1, { sessionId: `s${row}` }), GOOD);
  }
  expect(await bench.journal.announce(held)).toBe(true);
  return { bench, owned, hash: sliceKey(bench.scope, bench.name, 0) };
}

describe('a finished slice', () => {
  it('is collected with the calls of its workers', async () => {
    const { bench, owned } = await finished();
    const { kept, forged } = await owned.finished([0]);
    expect(kept[0]?.attempts.map(({ row, sessionId }) => [row, sessionId])).toEqual([
      [1, 's1'],
      [2, 's2'],
      [3, 's3'],
    ]);
    expect(forged).toEqual([]);
    expect(await bench.redis.hget(bench.keys.batch, 'v')).toBe(String(BATCH_FORM));
  });

  it('is forged where a line was added, and the row is named', async () => {
    const { bench, owned, hash } = await finished();
    await bench.redis.hset(hash, '4.1', '5 a 1000\t2000\t0\t200\t\tforged\t');
    expect(await owned.finished([0])).toEqual({ kept: [], forged: [{ slice: 0, field: '4.1' }] });
    expect((await owned.journals([0]))[0]).toHaveLength(3);
  });

  it('is forged where a line in doubt was added, which has no seal', async () => {
    const { bench, owned, hash } = await finished();
    await bench.redis.hset(hash, '4.1', '5 d 1000');
    expect(await owned.finished([0])).toEqual({ kept: [], forged: [{ slice: 0, field: undefined }] });
  });

  it('is forged where a line was taken away', async () => {
    const { bench, owned, hash } = await finished();
    await bench.redis.hdel(hash, '2.1');
    expect(await owned.finished([0])).toMatchObject({ kept: [], forged: [{ slice: 0 }] });
  });

  it.each([
    ['its answer', (line: string) => line.replace('\t0\t', '\t-5803\t')],
    ['its state', (line: string) => line.replace(' a ', ' r ')],
    ['its epoch', (line: string) => `9${line}`],
    ['its seal, which is gone', (line: string) => line.slice(0, line.lastIndexOf('\t'))],
  ])('is forged where a line is another in %s', async (_, change) => {
    const { bench, owned, hash } = await finished();
    await bench.redis.hset(hash, '2.1', change((await bench.redis.hget(hash, '2.1')) ?? ''));
    expect(await owned.finished([0])).toEqual({ kept: [], forged: [{ slice: 0, field: '2.1' }] });
  });

  it('is forged where lines are those of another row, or of another slice', async () => {
    const { bench, owned, hash } = await finished();
    const line = (await bench.redis.hget(hash, '1.1')) ?? '';
    await bench.redis.hset(hash, '2.1', line);
    const other = sliceKey(bench.scope, bench.name, 1);
    await bench.redis.hset(other, 'epoch', 1, '1.1', line);
    await bench.redis.setbit(bench.keys.done, 1, 1);
    expect((await owned.finished([0, 1])).forged).toEqual([
      { slice: 0, field: '2.1' },
      { slice: 1, field: '1.1' },
    ]);
  });

  it('is open again without its forged lines once it is distrusted', async () => {
    const { bench, owned, hash } = await finished();
    await bench.redis.hset(hash, '4.1', '5 a 1000\t2000\t0\t200\t\tforged\t');
    await owned.distrust(0, ['4.1']);
    await owned.markGap(0, [4]);
    await bench.silence(0);
    const taken = await bench.journal.take(bench.name, 0);
    expect(taken).toMatchObject({ kind: 'taken', gapRows: new Set([4]) });
    expect(taken.kind === 'taken' && taken.attempts).toHaveLength(3);
    expect(taken.kind === 'taken' && (await bench.journal.announce(taken.held))).toBe(true);
    expect((await owned.finished([0])).kept).toHaveLength(1);
  });
});

describe('a slice that goes on', () => {
  it('is not taken up with a forged answer, and its owner hears of it', async () => {
    const bench = new Bench(path(), randomBytes(32));
    const owned = await bench.opened();
    const hash = sliceKey(bench.scope, bench.name, 3);
    await bench.redis.hset(hash, '31.1', '1 a 1000\t2000\t0\t200\t\tforged\t');
    expect(await bench.journal.take(bench.name, 3)).toEqual({ kind: 'forged' });
    const { tampering } = await owned.signals();
    expect(tampering).toBe('in slice 3, row 31, a call was written without its key');
  });

  it('is finished with the answer of an earlier holder that came late', async () => {
    const bench = new Bench(path(), randomBytes(32));
    const owned = await bench.opened();
    const stale = await bench.held(0);
    await bench.permit(stale, 1);
    const held = await bench.held(0);
    await bench.permit(held, 1, 2);
    await bench.journal.record(held, call(1, 2), GOOD);
    await bench.newJournal().record(stale, call(1, 1, { result: 'refused' }), FAILED);
    expect(await bench.journal.announce(held)).toBe(true);
    const { kept } = await owned.finished([0]);
    expect(kept[0]?.attempts.map(({ result }) => result)).toEqual(['refused', 'answered']);
  });

  it('is finished as it was announced, whatever an earlier holder’s call comes to behind that', async () => {
    const bench = new Bench(path(), randomBytes(32));
    const owned = await bench.opened();
    const stale = await bench.held(0);
    await bench.permit(stale, 1);
    await bench.permit(stale, 2);
    const held = await bench.held(0);
    for (const row of [1, 2]) {
      await bench.permit(held, row, 2);
      await bench.journal.record(held, call(row, 2), GOOD);
    }
    expect(await bench.journal.announce(held)).toBe(true);
    const halt = { kind: 'halt', pauseMs: 0, cause: '{"kind":"code","code":25}' } as const;
    const late = bench.newJournal();
    await late.record(stale, call(1, 1, { result: 'refused' }), FAILED);
    await late.record(stale, call(2, 1, { code: '25' }), halt);
    const { kept, forged } = await owned.finished([0]);
    expect(forged).toEqual([]);
    expect(kept[0]?.attempts.map(({ result }) => result)).toEqual([
      'in_doubt',
      'answered',
      'in_doubt',
      'answered',
    ]);
    expect(await bench.counts()).toEqual({ used: 4, open: 0 });
    expect((await owned.signals()).halted).toBe(halt.cause);
  });

  it('is finished with an answer that was put in doubt', async () => {
    const bench = new Bench(path(), randomBytes(32));
    const owned = await bench.opened();
    const held = await bench.held(0);
    await bench.permit(held, 1);
    await bench.journal.record(held, call(1, 1), GOOD);
    expect(await bench.journal.question(held, call(1, 1))).toBe(true);
    const again = await bench.held(0);
    expect(await bench.journal.announce(again)).toBe(true);
    expect((await owned.finished([0])).kept[0]?.attempts).toMatchObject([{ result: 'in_doubt' }]);
  });

  it('has the calls that its owner puts back', async () => {
    const bench = new Bench(path(), randomBytes(32));
    const owned = await bench.opened();
    await owned.restore(0, [call(1, 1, { sessionId: 'kept' })]);
    const taken = await bench.journal.take(bench.name, 0);
    expect(taken.kind === 'taken' && taken.attempts).toMatchObject([{ row: 1, sessionId: 'kept' }]);
  });
});

describe('what the owner has set', () => {
  it('is held against what is there: cap, settings and the count of calls', async () => {
    const bench = new Bench(path(), randomBytes(32));
    const owned = await bench.opened({ maxCalls: 10, callsOnDisk: 4 });
    const { batch } = bench.keys;
    expect((await owned.signals(4)).tampering).toBeUndefined();
    await bench.redis.hset(batch, 'cap', 20);
    expect((await owned.signals(4)).tampering).toBe('its cap on calls is 20 there, not 10');
    await owned.tune({ settings: SETTINGS, maxCalls: 30 });
    expect((await owned.signals(4)).tampering).toBeUndefined();
    await bench.redis.hset(batch, 'used', 3);
    expect((await owned.signals(4)).tampering).toBe('it counts 3 calls there, and 4 are on disk');
    await bench.redis.hset(batch, 'used', 4, 'settings', '{}');
    expect((await owned.signals(4)).tampering).toContain('its settings there');
  });
});

it('a batch that an earlier version began goes on without seals, in the form that its workers know', async () => {
  const bench = new Bench(path());
  const owned = await bench.opened();
  expect(await bench.redis.hget(bench.keys.batch, 'v')).toBe('1');
  const held = await bench.held(0);
  await bench.permit(held, 1);
  await bench.journal.record(held, call(1, 1), GOOD);
  await bench.journal.announce(held);
  const hash = await bench.redis.hgetall(sliceKey(bench.scope, bench.name, 0));
  expect(hash['1.1']?.split('\t')).toHaveLength(7);
  expect((await owned.finished([0])).kept).toHaveLength(1);
});
