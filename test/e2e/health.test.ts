// The health of workers, as an operator and Kubernetes see it: while they stop, and while Redis is away.

import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { TestRedis } from '../crash/redis.js';
import { sumOf } from '../support/exposition.js';
import { User } from './user.js';
import { PATIENCE, WatchedWorker } from './watched-worker.js';

let redis: TestRedis;
let user: User;

beforeAll(async () => {
  redis = await TestRedis.open();
  user = await User.arrive();
});

afterAll(async () => {
  user.simulator.control({ hold: false });
  await redis.close();
  await user.leave();
});

/** It is gone when the test is. */
function watched(role: 'all' | 'verify', environment: Readonly<Record<string, string>>): WatchedWorker {
  const worker = new WatchedWorker(user, role, { REDIS_URL: redis.url, ...environment });
  onTestFinished(() => worker.kill());
  return worker;
}

describe('the health of a worker', () => {
  it('is not ready any more as soon as it is told to stop, and its metrics go on until it has', async () => {
    // The time-out is so long that a held call is held as long as the test wants.
    const worker = watched('all', { ROLLCALL_TIMEOUT_MS: '120000' });
    await worker.logged('worker started');
    user.simulator.control({ hold: true });
    const people = user.file('two.csv', `姓名,身份证号\n王小明,11010519491231002X\n`);
    await user.rollcall(['submit', people, '--batch', 'two'], { REDIS_URL: redis.url });
    await vi.waitUntil(async () => sumOf(await worker.scraped(), 'rollcall_calls_in_flight') === 1, PATIENCE);
    worker.process.signal('SIGTERM');
    await vi.waitUntil(async () => (await worker.ready()).text === 'stopping\n', PATIENCE);
    expect(sumOf(await worker.scraped(), 'rollcall_batches_running')).toBe(1);
    user.simulator.control({ hold: false });
    expect((await worker.process.ended).status).toBe(0);
    expect(worker.lines().at(-1)?.msg).toBe('worker stopped');
  });

  it('shows that Redis is away, and that it is back, while the process lives', async () => {
    const other = watched('verify', { ROLLCALL_KEY: 'ab'.repeat(32) });
    await vi.waitUntil(async () => (await other.ready()).status === 200, PATIENCE);
    await redis.kill();
    await vi.waitUntil(async () => (await other.ready()).status === 503, PATIENCE);
    expect((await other.ready()).text).toBe('Redis is away\n');
    expect((await other.ask('/healthz')).status).toBe(200);
    const away = await other.scraped();
    expect(sumOf(away, 'rollcall_redis_up')).toBe(0);
    expect(sumOf(away, 'rollcall_ready')).toBe(0);
    expect(sumOf(away, 'process_resident_memory_bytes')).toBeGreaterThan(0);
    await redis.start();
    await vi.waitUntil(async () => (await other.ready()).status === 200, PATIENCE);
    expect((await other.logged('Redis is back')).level).toBe(40);
  });
});
