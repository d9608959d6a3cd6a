// A person who can write to Redis, and has neither the data directory nor the key, makes verdicts, removes calls and
// lifts the cap. None of it is believed: the batch halts with the reason, and a resume goes on from what is proven.

import type { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { RedisServers } from '../support/redis-servers.js';
import { arrive, cleanList, type Started, type User } from './user.js';

let servers: RedisServers;
beforeAll(() => {
  servers = new RedisServers();
});
afterAll(() => servers.close());

const ROWS = 150;
const CAP = 100;
const LIMIT = { timeout: 120_000 };
const RUN = ['--batch', 'x1', '--no-ping', '--workers', '1', '--rate', '15', '--max-calls', String(CAP)];
const STATE_HALTED = 3;

function started(
  user: User,
  args: string[],
  environment: Record<string, string>,
  { onTestFinished }: Pick<TestContext, 'onTestFinished'>,
): Started {
  const child = user.start(args, environment);
  onTestFinished(async () => {
    child.signal('SIGKILL');
    await child.ended;
  });
  return child;
}

/** A run with some rows called, and the key of its batch in Redis. */
async function underWay(context: Pick<TestContext, 'onTestFinished'>) {
  const user = await arrive({}, context);
  const port = await servers.start();
  const environment = { REDIS_URL: `redis://127.0.0.1:${port}` };
  const args = ['run', user.file('people.csv', cleanList(ROWS)), ...RUN];
  const run = started(user, args, environment, context);
  await user.simulator.whenReceived(15);
  const ask = <T>(question: (redis: Redis, batch: string) => Promise<T>): Promise<T> =>
    servers.ask(port, async (redis) => {
      const [batch = ''] = (await redis.keys('*:batch:*.x1')).filter((key) => key.endsWith('.x1'));
      return question(redis, batch);
    });
  return { user, environment, run, ask };
}

function calledNumbers(user: User): Set<string> {
  return new Set(user.simulator.calls().map(({ idNumber }) => idNumber));
}

/** Resumed with a higher cap, the batch ends; every row was called, and the service's own answers are on record. */
async function expectHonestEnd(user: User, environment: Record<string, string>): Promise<void> {
  const resume = ['resume', 'x1', '--no-ping', '--workers', '1', '--rate', '500', '--max-calls', '1000'];
  expect(await user.rollcall(resume, environment)).toMatchObject({ status: 0 });
  expect(user.batchFile('x1', 'attempts.csv')).not.toContain('forged');
  const called = calledNumbers(user);
  for (const outcome of user.lines('x1', 'outcomes.csv'))
    expect(called).toContain(outcome['id_number'] ?? outcome['身份证号']);
}

function verdict(session: string): string {
  return `1 a ${Date.now()}\t${Date.now()}\t0\t200\t\t${session}\t`;
}

describe('whoever can write to Redis', LIMIT, () => {
  it.concurrent('makes no verdict for a row that nobody was asked about', async (context) => {
    const { user, environment, run, ask } = await underWay(context);
    await ask(async (redis, batch) => {
      for (let slice = 120; slice < 125; slice += 1) {
        const line = verdict(`forged-${slice}`);
        await redis.hset(`${batch}:slice:${slice}`, 'epoch', '1', `${slice + 1}.1`, line);
        await redis.setbit(`${batch}:done`, slice, 1);
        await redis.xadd(`${batch}:announced`, '*', 'slice', String(slice));
      }
    });
    const ended = await run.ended;
    expect(ended.status).toBe(STATE_HALTED);
    expect(ended.stdout + ended.stderr).toMatch(/somebody has changed in Redis .* slice 12\d, row 12\d/);
    expect(user.simulator.calls().length).toBeLessThanOrEqual(CAP);
    await expectHonestEnd(user, environment);
  });

  it.concurrent('gives no worker a verdict for a row that it has not called', async (context) => {
    const { user, environment, run, ask } = await underWay(context);
    await ask(async (redis, batch) => {
      for (let slice = 120; slice < ROWS; slice += 1)
        await redis.hset(`${batch}:slice:${slice}`, `${slice + 1}.1`, verdict(`forged-${slice}`));
    });
    const ended = await run.ended;
    expect(ended.status).toBe(STATE_HALTED);
    expect(ended.stdout + ended.stderr).toContain('a call was written without its key');
    await expectHonestEnd(user, environment);
  });

  it.concurrent('does not lift the cap', async (context) => {
    const { user, run, ask } = await underWay(context);
    await ask((redis, batch) => redis.hdel(batch, 'cap'));
    const ended = await run.ended;
    expect(ended.status).toBe(STATE_HALTED);
    expect(ended.stdout + ended.stderr).toContain(`its cap on calls is gone there, not ${CAP}`);
    expect(user.simulator.calls().length).toBeLessThanOrEqual(CAP);
  });

  it.concurrent('does not count calls away', async (context) => {
    const { run, ask } = await underWay(context);
    await ask((redis, batch) => redis.hset(batch, 'used', 0));
    const ended = await run.ended;
    expect(ended.status).toBe(STATE_HALTED);
    expect(ended.stdout + ended.stderr).toMatch(/it counts \d+ calls there, and \d+ are on disk/);
  });

  it.concurrent('does not have rows called more often by other settings', async (context) => {
    const { run, ask } = await underWay(context);
    await ask(async (redis, batch) => {
      const settings = JSON.parse((await redis.hget(batch, 'settings')) ?? '{}') as object;
      await redis.hset(batch, 'settings', JSON.stringify({ ...settings, maxAttempts: 50 }));
    });
    expect(await run.ended).toMatchObject({ status: STATE_HALTED });
  });
});
