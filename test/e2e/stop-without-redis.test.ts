// A signal while Redis is away: nothing can be recorded, and the process ends nevertheless, without another one.

import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import { RedisServers } from '../support/redis-servers.js';
import { arrive, cleanList, type Started, type User } from './user.js';

let servers: RedisServers;

beforeAll(() => {
  servers = new RedisServers();
});
afterAll(() => servers.close());

/** Redis is killed when `said` is on standard error and so many calls are in flight. */
async function endsWithoutRedis(user: User, args: string[], said: string, calls: number): Promise<Started> {
  const port = await servers.start();
  const started = user.start(args, {
    REDIS_URL: `redis://127.0.0.1:${port}`,
    ROLLCALL_KEY: 'ab'.repeat(32),
    ROLLCALL_TIMEOUT_MS: '300',
  });
  onTestFinished(() => {
    started.signal('SIGKILL');
  });
  await vi.waitUntil(() => started.said.stderr.includes(said), { timeout: 20_000 });
  await user.simulator.whenInFlight(calls);
  servers.signal(port, 'SIGKILL');
  await vi.waitUntil(() => started.said.stderr.includes('Redis is away'), { timeout: 20_000 });
  started.signal('SIGTERM');
  expect((await started.ended).status).toBe(5);
  return started;
}

it('workers and a run end, and say why and how to go on', async () => {
  const [idle, busy] = await Promise.all([arrive(), arrive({ hold: true })]);
  const run = ['run', busy.file('list.csv', cleanList(30)), '--batch', 'b'];
  const [verify, both, whole] = await Promise.all([
    endsWithoutRedis(idle, ['worker', '--role', 'verify'], 'worker started', 0),
    endsWithoutRedis(idle, ['worker', '--role', 'all'], 'worker started', 0),
    endsWithoutRedis(busy, run, '', 1),
  ]);
  for (const { said } of [verify, both]) {
    expect(said.stderr).toContain('stopping takes too long, as it does while Redis is away');
  }
  expect(whole.said.stderr).toContain("ended. 'rollcall resume' finds what is on record.\n");
});
