// A signal comes while Redis is away or refuses: answers can't be recorded, and the process ends all the same, without
// a second signal. Afterwards exactly the unrecorded calls are in doubt.

import { afterAll, beforeAll, expect, it, vi, type TestContext } from 'vitest';
import { RedisServers } from '../support/redis-servers.js';
import { RefusingRedis, type Words } from '../support/refusing-redis.js';
import { cleanList, User, type Ended, type Started } from './user.js';

let servers: RedisServers;

beforeAll(() => {
  servers = new RedisServers();
});
afterAll(() => servers.close());

const TIMEOUT_MS = '300';
const KEY = 'ab'.repeat(32);

/** A user with a list and a Redis, and a service that answers when the test says so. */
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
  /** Kills Redis with a call in flight, and sends the signal once the loss was noticed. */
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

type Refusal = readonly [error: string, words: string];
const REFUSALS = {
  readOnly: ["READONLY You can't write against a read only replica.", 'is read-only'],
  busy: ['BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.', 'is busy'],
  login: ['NOAUTH Authentication required.', 'refuses user or password'],
} as const;
const ROWS = 30;
const CONNECTION = new Set(['PING', 'AUTH', 'HELLO', 'INFO', 'CLIENT', 'SELECT', 'CONFIG']);

/** A run whose calls are answered while Redis refuses to record the answers; then the signal is sent. */
async function answeredWhileRefused(
  { onTestFinished }: Pick<TestContext, 'onTestFinished'>,
  [error, words]: Refusal,
) {
  const user = await User.arrive({ hold: true });
  onTestFinished(() => user.leave());
  const refusing = await RefusingRedis.before(await servers.start());
  onTestFinished(() => {
    refusing.close();
  });
  const environment = { REDIS_URL: refusing.url, ROLLCALL_KEY: KEY, ROLLCALL_TIMEOUT_MS: '2000' };
  const list = user.file('list.csv', cleanList(ROWS));
  const run = user.start(['run', list, '--batch', 'b'], environment);
  onTestFinished(async () => {
    run.signal('SIGKILL');
    await run.ended;
  });
  await user.simulator.whenInFlight(5);
  await refusing.refuse({ error, of: ([name = '']: Words) => !CONNECTION.has(name) });
  user.simulator.control({ hold: false });
  await user.simulator.whenIdle();
  await vi.waitUntil(() => run.said.stderr.includes(`Redis ${words}`), { timeout: 20_000 });
  run.signal('SIGTERM');
  return { user, refusing, run, resume: () => user.rollcall(['resume', 'b'], environment) };
}

function callsOnRecord(user: User): { all: number; inDoubt: number } {
  const calls = user.lines('b', 'attempts.csv').filter(({ result }) => result !== 'refused');
  return { all: calls.length, inDoubt: calls.filter(({ result }) => result === 'in_doubt').length };
}

/** A stop that is given up takes long, and so does the resume after it. */
const LONG = 120_000;

it.concurrent.for<Refusal>([REFUSALS.readOnly, REFUSALS.login])(
  '%s: a run that is told to stop ends, and what was answered is in doubt',
  { timeout: LONG },
  async (refusal, context) => {
    const { user, refusing, run, resume } = await answeredWhileRefused(context, refusal);
    const { status, stderr } = await run.ended;
    expect([status, stderr]).toEqual([5, expect.stringContaining('Stopping takes too long')]);
    refusing.heal();
    expect((await resume()).status).toBe(0);
    const { all, inDoubt } = callsOnRecord(user);
    expect(all).toBe(user.simulator.totals().received);
    expect(inDoubt).toBe(all - ROWS);
    expect(inDoubt).toBeGreaterThan(0);
  },
);

it.concurrent('a refusal that is over before the stop is has cost nothing', async (context) => {
  const { user, refusing, run, resume } = await answeredWhileRefused(context, REFUSALS.busy);
  refusing.heal();
  expect((await run.ended).status).toBe(5);
  expect((await resume()).status).toBe(0);
  expect(callsOnRecord(user)).toEqual({ all: ROWS, inDoubt: 0 });
  expect(user.simulator.totals().received).toBe(ROWS);
});
