// Redis's clock is set back, or another master's is behind: nothing of the account waits for the time that was lost.

import { expect, it, vi } from 'vitest';
import { accountSets } from '../../../src/journal/keys.js';
import { Bench, call, GOOD, redisForFile } from '../queue/bench.js';

const path = redisForFile();
const BACK_MS = 600_000;
const SOON = { timeout: 5_000, interval: 20 };
const TIMES = [
  'clock',
  'rate:at',
  'rate:cut',
  'rate:until',
  'rate:doubled',
  'rate:window',
  'rate:event',
  'rate:heard',
];
const CIRCUIT = ['circuit', 'circuit:probe', 'circuit:probing', 'answered', 'beat', 'back'];

/** All times that the account has noted are ahead of the server's clock by this much afterwards. */
async function setClockBack({ redis, account }: Bench, fields = [...TIMES, ...CIRCUIT]): Promise<void> {
  for (const field of fields) {
    const noted = await redis.hget(account, field);
    if (noted !== null) await redis.hset(account, field, (Number(noted) + BACK_MS).toFixed(3));
  }
}

const untilPermitted = (
  bench: Bench,
  held: Awaited<ReturnType<Bench['held']>>,
  row: number,
): Promise<unknown> => vi.waitUntil(async () => (await bench.permit(held, row)) === 'permitted', SOON);

it.each([
  ['by an account with a clock', [...TIMES, ...CIRCUIT]],
  ['by one that an earlier version left', TIMES.slice(1)],
])('tokens go on being given, %s', async (_, fields) => {
  const bench = new Bench(path());
  await bench.opened();
  const held = await bench.held(0);
  await bench.permit(held, 1);
  await bench.redis.hset(bench.account, { rate: 20, 'rate:tokens': 0, 'rate:slow': 0, 'rate:top': 20 });
  await setClockBack(bench, fields);
  expect(await untilPermitted(bench, held, 2)).toBe(true);
  expect(await untilPermitted(bench, held, 3)).toBe(true);
});

it('a pause ends when it would have ended', async () => {
  const bench = new Bench(path());
  await bench.opened();
  const held = await bench.held(0);
  await bench.permit(held, 1);
  const throttled = { kind: 'throttled', pauseMs: 300, cause: '' } as const;
  await bench.journal.record(held, call(1, 1, { code: '15' }), throttled);
  await setClockBack(bench);
  expect(await untilPermitted(bench, held, 2)).toBe(true);
});

it('the rate goes on doubling on answers', async () => {
  const bench = new Bench(path());
  await bench.opened();
  const held = await bench.held(0);
  await bench.permit(held, 1);
  await bench.redis.hset(bench.account, { rate: 1, 'rate:tokens': 0 });
  await setClockBack(bench);
  await bench.journal.record(held, call(1, 1, { code: '0' }), GOOD);
  expect(await untilPermitted(bench, held, 2)).toBe(true);
});

it('a slice that is held is given when its holder has been silent for as long as ever', async () => {
  const bench = new Bench(path());
  await bench.opened();
  await bench.held(0);
  const { held } = accountSets(bench.scope);
  const now = Date.now();
  await bench.redis.zadd(held, now + BACK_MS + 1_000, `${bench.name}.0`);
  await bench.redis.hset(bench.account, 'clock', now + BACK_MS);
  const taken = await bench.journal.take(bench.name, 0);
  expect(taken.kind === 'held' && taken.waitMs).toBeLessThanOrEqual(1_000);
});

it('the clock goes on from where it was, and never back', async () => {
  const bench = new Bench(path());
  await bench.opened();
  const held = await bench.held(0);
  const clock = async (): Promise<number> => Number(await bench.redis.hget(bench.account, 'clock'));
  await bench.redis.hset(bench.account, 'clock', Date.now() + BACK_MS);
  const before = await clock();
  await bench.permit(held, 1);
  expect(await clock()).toBe(before);
  await vi.waitUntil(async () => {
    await bench.permit(held, 1);
    return (await clock()) > before;
  }, SOON);
  expect(await clock()).toBeLessThan(before + SOON.timeout);
});
