// FaceID's own faults, with workers on one Redis: errors under HTTP 200, the rate that it allows, and its limit of the day,
// for which a batch waits without holding anything.

import { expect, onTestFinished, test, vi } from 'vitest';
import { accountSets } from '../../../src/journal/keys.js';
import { createLog } from '../../../src/log.js';
import { wakeWaiting } from '../../../src/app/wake-waiting.js';
import { DAY_MS } from '../../support/test-clock.js';
import { Bench, counts, type Person } from './bench.js';
import { generatePeople, personOf } from './people.js';

const FACEID = { provider: 'faceid' } as const;
const PATIENCE = { timeout: 60_000, interval: 20 };
const ONE_AT_A_TIME = { ROLLCALL_CONCURRENCY: '1' };

/** Different people of one name. */
function namesakes(count: number, name: string, from = 0): Person[] {
  return Array.from({ length: count }, (_, index) => ({ ...personOf(1, from + index), name }));
}

/** People of whom no two have the same name. */
function others(count: number): Person[] {
  return Array.from({ length: count }, (_, index) => ({
    ...personOf(2, index),
    name: `王${String.fromCodePoint(0x4e00 + index)}`,
  }));
}

test('an error under HTTP 200 that is the account’s halts it with its remedy, and every row is whole behind it', async () => {
  const bench = await Bench.start(FACEID);
  await bench.verify(1);
  const halts: readonly [string, string][] = [
    ['UnauthorizedOperation.Arrears', 'Pay what the account owes'],
    ['UnauthorizedOperation.Nonactivated', 'Activate FaceID'],
    ['AuthFailure.SignatureFailure', 'ROLLCALL_SECRET_KEY'],
    ['AuthFailure.NobodyHasListedThis', 'ROLLCALL_SECRET_KEY'],
    ['ResourcesSoldOut.ChargeResourceExhaust', 'Buy calls'],
  ];
  await bench.create('b', { rows: 80 });
  for (const [forceCode, remedy] of halts) {
    bench.simulator.control({ forceCode });
    const end = await bench.resume('b');
    expect(end).toMatchObject({ state: 'halted' });
    expect(end.reason).toContain(forceCode);
    expect(end.reason).toContain(remedy);
  }
  bench.simulator.control({ forceCode: null });
  expect(await bench.resume('b')).toMatchObject({ state: 'completed' });
  expect(counts(bench.summary('b'))).not.toHaveProperty('error');
  expect(bench.disagreements('b')).toEqual([]);
});

test.each(['-4', 'InternalError.EncryptSystemError', 'ServiceUnavailable'])(
  'an outage that is told with a Result or an Error is sat out with probes, and uses up no row: %s',
  async (outageCode) => {
    const bench = await Bench.start(FACEID);
    await bench.verify(1, { ROLLCALL_CONCURRENCY: '8', ROLLCALL_BACKOFF_BASE_MS: '200' });
    bench.simulator.control({ outageCode, outageCalls: 15 });
    expect(await bench.run('b', { people: generatePeople(40) })).toMatchObject({ state: 'completed' });
    expect(counts(bench.summary('b'))).not.toHaveProperty('error');
    const during = bench.attempts('b').filter(({ code }) => code === outageCode);
    expect(during).toHaveLength(15);
    expect(during.some(({ probe }) => probe === '1')).toBe(true);
  },
);

test('the rate goes up to the 100 calls a second that it allows and no further, and below that it is found', async () => {
  const bench = await Bench.start(FACEID);
  await bench.verify(2);
  const rate = async (): Promise<number> => Number(await bench.access.redis.hget(bench.accountKey, 'rate'));
  expect(await bench.run('b', { rows: 400 })).toMatchObject({ state: 'completed' });
  expect(await rate()).toBe(100);
  bench.simulator.control({ rateLimit: 40, rateBurst: 4 });
  const slower = { people: generatePeople(200, 8), options: { maxAttempts: 1 } };
  expect(await bench.run('c', slower)).toMatchObject({ state: 'completed' });
  expect(await rate()).toBeLessThan(100);
  expect(counts(bench.summary('c'))).not.toHaveProperty('error');
  expect(bench.attempts('c').some(({ code }) => code === 'RequestLimitExceeded')).toBe(true);
});

test('a batch that waits for the next day holds nothing, and a batch worker goes on with it by itself', async () => {
  const bench = await Bench.start({ ...FACEID, settings: { nameLimit: 5 } });
  await bench.verify(1, ONE_AT_A_TIME);
  const people = [...namesakes(12, '张伟'), ...others(4)];
  // On the first day five answers, two numbers with the limit, and the others.
  const options = { maxCalls: 13 };
  expect(await bench.run('b', { people, options })).toMatchObject({ state: 'waiting' });
  expect(bench.simulator.totals().received).toBe(5 + 2 + 4);

  const { redis } = bench.access;
  expect(await bench.queue.has('b')).toBe(false);
  // What stands beside the jobs names the steps that took them, and lapses by itself.
  const held = await redis.zrange(accountSets(bench.scope).held, '0', '-1');
  expect(held.filter((member) => !member.includes(' '))).toEqual([]);
  expect(await redis.hget(bench.batchKey('b'), 'open')).toBe('0');
  expect(await redis.keys(`*:slice:*`)).toEqual([]);
  // Workers are free for others, and nobody asks about that name again.
  expect(await bench.run('c', { people: others(9).slice(4) })).toMatchObject({ state: 'completed' });
  const asked = bench.simulator.totals().received;
  expect(await bench.run('d', { people: namesakes(3, '张伟', 100) })).toMatchObject({ state: 'waiting' });
  expect(bench.simulator.totals().received).toBe(asked);

  const realNow = Date.now.bind(Date);
  const clock = vi.spyOn(Date, 'now').mockImplementation(() => realNow() + DAY_MS);
  onTestFinished(() => clock.mockRestore());
  await redis.del(accountSets(bench.scope).over);
  bench.simulator.control({ nameLimit: null });
  const stopWaking = wakeWaiting(bench.dataDir, bench.queue, createLog('silent'));
  onTestFinished(stopWaking);
  expect(await vi.waitUntil(() => bench.endsOf('d')[1], PATIENCE)).toMatchObject({ state: 'completed' });
  // The cap counts the calls of both days.
  const capped = await vi.waitUntil(() => bench.endsOf('b')[1], PATIENCE);
  expect(capped).toMatchObject({ state: 'halted' });
  expect(capped.reason).toContain('--max-calls');
  expect(await bench.resume('b', { maxCalls: 100 })).toMatchObject({ state: 'completed' });
  expect(counts(bench.summary('b'))).toEqual({ match: 16 });
  expect(bench.summary('b').calls).toBe(5 + 2 + 4 + 7);
  expect(bench.disagreements('b', 'c', 'd')).toEqual([]);
});
