// Waits for Redis, as a user and a monitor meet them: the progress, `status` and the metrics say why nothing moves, and
// since when.

import { expect, test, vi, beforeAll, afterAll, type TestContext } from 'vitest';
import { parseExposition, sumOf } from '../../support/exposition.js';
import { RedisServers } from '../../support/redis-servers.js';
import { RefusingRedis, type Words } from '../../support/refusing-redis.js';
import { arrive, cleanList, type Started, type User } from '../user.js';

let servers: RedisServers;

beforeAll(() => {
  servers = new RedisServers();
});
afterAll(() => servers.close());

const LIMITS = { timeout: 60_000, interval: 50 };
const KEY = 'ab'.repeat(32);
const READS = new Set(['GET', 'HGET', 'HMGET', 'HGETALL', 'PTTL', 'EXISTS', 'TIME']);
const CONNECTION = new Set(['PING', 'AUTH', 'HELLO', 'INFO', 'CLIENT', 'SELECT', 'CONFIG']);
const writes = ([name = '']: Words): boolean => !READS.has(name) && !CONNECTION.has(name);
const READ_ONLY = "READONLY You can't write against a read only replica.";
const BUSY = 'BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.';

interface Watched {
  readonly user: User;
  readonly refusing: RefusingRedis;
  readonly start: (...args: string[]) => Started;
}

async function prepare(context: Pick<TestContext, 'onTestFinished'>): Promise<Watched> {
  const user = await arrive({ latencyMs: 20 }, context);
  const refusing = await RefusingRedis.before(await servers.start());
  context.onTestFinished(() => {
    refusing.close();
  });
  const environment = { REDIS_URL: refusing.url, ROLLCALL_KEY: KEY };
  const start = (...args: string[]): Started => {
    const started = user.start(args, environment);
    context.onTestFinished(async () => {
      started.signal('SIGKILL');
      await started.ended;
    });
    return started;
  };
  user.file('list.csv', cleanList(60));
  return { user, refusing, start };
}

interface Shown {
  readonly state: string;
  readonly redis?: { readonly reason: string };
}

test.concurrent(
  'a read-only Redis is shown by run and by status, and run says that it is over',
  { timeout: 180_000 },
  async (context) => {
    const { refusing, start } = await prepare(context);
    const running = start('run', 'list.csv', '--batch', 'b', '--workers', '1', '--rate', '10');
    await vi.waitUntil(() => /b: \d+\/60 rows/.test(running.said.stderr), LIMITS);
    await refusing.refuse({ error: READ_ONLY, of: writes });
    const line = /b: \d+\/60 rows.* {2}Redis is read-only, as in a failover, since \d\d:\d\d:\d\d/;
    await vi.waitUntil(() => line.test(running.said.stderr), LIMITS);

    const asJson = await start('status', 'b', '--json').ended;
    expect(JSON.parse(asJson.stdout) as Shown).toMatchObject({
      state: 'running',
      // Its owner can't renew what it holds, and yet has it in hand.
      stalled: false,
      redis: { reason: 'read-only' },
    });
    const { stdout, status } = await start('status').ended;
    expect(status).toBe(0);
    expect(stdout).toMatch(/^b .*running/m);
    expect(stdout).toContain('Redis is read-only, as in a failover: no call leaves until that is over.');

    refusing.heal();
    const said = running.said.stderr.length;
    await vi.waitUntil(() => /b: \d+\/60 rows/.test(running.said.stderr.slice(said)), LIMITS);
    expect((await running.ended).status).toBe(0);
    const after = JSON.parse((await start('status', 'b', '--json').ended).stdout) as Shown;
    expect(after).not.toHaveProperty('redis');
  },
);

test.concurrent(
  'while Redis answers nothing, status says so and shows what is on disk',
  { timeout: 180_000 },
  async (context) => {
    const { refusing, start } = await prepare(context);
    const running = start('run', 'list.csv', '--batch', 'b', '--workers', '1', '--rate', '10');
    await vi.waitUntil(() => /b: \d+\/60 rows/.test(running.said.stderr), LIMITS);
    const watching = start('status', 'b', '--watch', '--json');
    await vi.waitUntil(() => watching.said.stdout.includes('"running"'), LIMITS);
    await refusing.refuse({ error: BUSY, of: ([name = '']) => name !== 'INFO' });
    await vi.waitUntil(() => watching.said.stdout.includes('"reason":"busy"'), LIMITS);

    const { stdout, stderr, status } = await start('status').ended;
    expect(status).toBe(1);
    expect(stderr).toMatch(/^Redis at \S+ is busy with somebody's script/m);
    expect(stdout).toMatch(/^b .*running/m);
    expect(stdout).toContain('What stands here was last written to disk.');
    const asJson = await start('status', 'b', '--json').ended;
    expect(JSON.parse(asJson.stdout) as Shown).toMatchObject({
      state: 'running',
      redis: { reason: 'unreachable', from_disk: true },
    });
    refusing.heal();
    expect((await running.ended).status).toBe(0);
    await watching.ended;
  },
);

test.concurrent(
  'the metrics of a worker tell why Redis is of no use, and for how long',
  { timeout: 180_000 },
  async (context) => {
    const { refusing, start } = await prepare(context);
    const worker = start('worker', '--metrics-port', '0');
    await vi.waitUntil(() => worker.said.stderr.includes('"worker started"'), LIMITS);
    const url = /"url":"(\S+?)"/.exec(worker.said.stderr)?.[1] ?? '';
    const scrape = async () => parseExposition(await (await fetch(url)).text());
    expect(sumOf(await scrape(), 'rollcall_redis_trouble')).toBe(0);
    await refusing.refuse({ error: READ_ONLY, of: writes });
    await vi.waitUntil(
      async () => sumOf(await scrape(), 'rollcall_redis_trouble', { reason: 'read-only' }) === 1,
      LIMITS,
    );
    const during = await scrape();
    expect(sumOf(during, 'rollcall_redis_trouble')).toBe(1);
    expect(sumOf(during, 'rollcall_redis_trouble_seconds')).toBeGreaterThan(0);
    refusing.heal();
    await vi.waitUntil(async () => sumOf(await scrape(), 'rollcall_redis_trouble_seconds') === 0, LIMITS);
  },
);
