// A signal while Redis is away: what was answered can't be recorded, and the process ends nevertheless, without another one.

import { afterAll, beforeAll, expect, it, vi, type TestContext } from 'vitest';
import { RedisServers } from '../support/redis-servers.js';
import { cleanList, User, type Ended, type Started } from './user.js';

let servers: RedisServers;

beforeAll(() => {
  servers = new RedisServers();
});
afterAll(() => servers.close());

const TIMEOUT_MS = '300';
const KEY = 'ab'.repeat(32);

/** A user with a list and a Redis, whose service answers when it is told to. */
async function prepare({ onTestFinished }: Pick<TestContext, 'onTestFinished'>) {
  const user = await User.arrive({ hold: true });
  onTestFinished(() => user.leave());
  const port = await servers.start();
  const environment = {
    REDIS_URL: `redis://127.0.0.1:${port}`,
    ROLLCALL_KEY: KEY,
    ROLLCALL_TIMEOUT_MS: TIMEOUT_MS,
  };
  const start = (...args: string[]): Started => {
    const started = user.start(args, environment);
    onTestFinished(async () => {
      started.signal('SIGKILL');
      await started.ended;
    });
    return started;
  };
  /** Redis is killed with a call in flight; the signal comes when that was noticed. */
  const stopWithoutRedis = async (started: Started): Promise<Ended> => {
    await user.simulator.whenInFlight(1);
    servers.signal(port, 'SIGKILL');
    await vi.waitUntil(() => started.said.stderr.includes('Redis is away'), { timeout: 20_000 });
    started.signal('SIGTERM');
    return started.ended;
  };
  return { list: user.file('list.csv', cleanList(30)), start, stopWithoutRedis };
}

it.concurrent('a worker ends, and says why', async (context) => {
  const { list, start, stopWithoutRedis } = await prepare(context);
  expect((await start('submit', list).ended).status).toBe(0);
  const { status, stderr } = await stopWithoutRedis(start('worker'));
  expect(status).toBe(5);
  expect(stderr).toContain('stopping takes too long, as it does while Redis is away');
});

it.concurrent('a run ends, and says how to go on', async (context) => {
  const { list, start, stopWithoutRedis } = await prepare(context);
  const { status, stderr } = await stopWithoutRedis(start('run', list, '--batch', 'b'));
  expect(status).toBe(5);
  expect(stderr).toContain("ended. 'rollcall resume' finds what is on record.\n");
});
