// Disk and Redis are out of step: in mid-batch Redis is emptied or restored from an older copy, or a directory is
// removed or restored. The older one is not believed; gaps.csv names the rows that may have been called, and the work
// goes on.

import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi, type TestContext } from 'vitest';
import { peopleCsv } from '../../src/simulator/index.js';
import { RedisServers } from '../support/redis-servers.js';
import { arrive, cleanList, type Ended, type Line, type Started, type User } from './user.js';

let servers: RedisServers;
beforeAll(() => {
  servers = new RedisServers();
});
afterAll(() => servers.close());

const ROWS = 300;
/** Each test runs a batch or two, with a kill between them. */
const LIMIT = { timeout: 180_000 };
const RUN = ['--batch', 'november', '--no-ping', '--rate', '60'];

function numberOf(line: Line): string {
  return line['id_number'] ?? line['身份证号'] ?? '';
}

function calledNumbers(user: User): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { idNumber } of user.simulator.calls()) counts.set(idNumber, (counts.get(idNumber) ?? 0) + 1);
  return counts;
}

/** Every call without a line belongs to a row in gaps.csv, and nobody else was called twice. */
function expectNothingUnaware(user: User): void {
  const gaps = new Set(user.lines('november', 'gaps.csv').map(({ row }) => Number(row)));
  const outcomes = user.lines('november', 'outcomes.csv');
  const lines = new Map<number, number>();
  for (const { row, result } of user.lines('november', 'attempts.csv'))
    if (result !== 'refused') lines.set(Number(row), (lines.get(Number(row)) ?? 0) + 1);
  const called = calledNumbers(user);
  const unnamed = outcomes
    .map((outcome, index) => ({ row: index + 1, called: called.get(numberOf(outcome)) ?? 0 }))
    .filter(({ row, called: calls }) => calls > (lines.get(row) ?? 0) && !gaps.has(row));
  expect(unnamed).toEqual([]);
  expect(JSON.parse(user.batchFile('november', 'summary.json'))).toMatchObject({ gap_rows: gaps.size });
}

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

/** A file that is being written has no final name yet, so it is not copied. */
function copy(from: string, to: string): void {
  const filter = (path: string): boolean => !path.endsWith('.tmp');
  cpSync(from, to, { recursive: true, verbatimSymlinks: true, filter });
}

function flush(port: number): Promise<unknown> {
  return servers.ask(port, (redis) => redis.flushall());
}

describe('Redis is emptied in mid-batch', LIMIT, () => {
  it.concurrent(
    'and a run says so, names the rows that may have been called, and goes on to the end',
    async (context) => {
      const user = await arrive({}, context);
      const port = await servers.start();
      const list = user.file('people.csv', cleanList(ROWS));
      const run = started(user, ['run', list, ...RUN], { REDIS_URL: `redis://127.0.0.1:${port}` }, context);
      await user.simulator.whenReceived(80);
      await flush(port);
      const ended = await run.ended;
      expect(ended).toMatchObject({ status: 0 });
      expect(ended.stderr).toMatch(/Redis has lost data of it: \d+ rows may have been called/);
      expect(ended.stderr).toMatch(/november: \d+\/300 rows .* in gaps\.csv \d+/);
      const gaps = user.lines('november', 'gaps.csv').length;
      const status = await user.rollcall(['status', 'november', '--json']);
      expect(JSON.parse(status.stdout)).toMatchObject({ gap_rows: gaps });
      expect(ended.stderr).not.toContain('Missing key');
      expect(user.lines('november', 'outcomes.csv')).toHaveLength(ROWS);
      expectNothingUnaware(user);
    },
  );

  it.concurrent(
    'and with --in-doubt hold those rows are not called again and end as in_doubt',
    async (context) => {
      const user = await arrive({}, context);
      const port = await servers.start();
      const list = user.file('people.csv', cleanList(ROWS));
      const args = ['run', list, ...RUN, '--in-doubt', 'hold'];
      const run = started(user, args, { REDIS_URL: `redis://127.0.0.1:${port}` }, context);
      await user.simulator.whenReceived(80);
      await flush(port);
      await run.ended;
      const counts = [...calledNumbers(user).values()];
      expect(counts.filter((count) => count > 1)).toEqual([]);
      const outcomes = user.lines('november', 'outcomes.csv');
      for (const { row } of user.lines('november', 'gaps.csv'))
        expect(outcomes[Number(row) - 1]?.['verify_status']).toBe('in_doubt');
      expectNothingUnaware(user);
    },
  );

  it.concurrent(
    'and the workers of submit --wait take it up again by themselves; the cap holds',
    async (context) => {
      const user = await arrive({}, context);
      const port = await servers.start();
      const environment = { REDIS_URL: `redis://127.0.0.1:${port}` };
      started(user, ['worker'], environment, context);
      const list = user.file('people.csv', cleanList(ROWS));
      const submit = ['submit', list, '--batch', 'november', '--no-ping', '--rate', '60', '--wait'];
      const waiting = started(user, [...submit, '--max-calls', '250'], environment, context);
      await user.simulator.whenReceived(80);
      await flush(port);
      expect(await waiting.ended).toMatchObject({ status: 3 });
      const { calls, gap_rows: gaps } = JSON.parse(user.batchFile('november', 'summary.json')) as {
        calls: number;
        gap_rows: number;
      };
      // Rows that may have been called count against the cap. They may even exceed what is left of it: then nobody is
      // called any more.
      expect(calls + gaps).toBeGreaterThanOrEqual(250);
      expect(user.simulator.calls().length).toBeLessThanOrEqual(250);
    },
  );

  it.concurrent(
    'and a queued batch that nobody had in hand is put back by a worker, and so is a schedule',
    async (context) => {
      const user = await arrive({}, context);
      const port = await servers.start();
      const environment = { REDIS_URL: `redis://127.0.0.1:${port}` };
      const list = user.file('people.csv', cleanList(30));
      const submitted = await user.rollcall(
        ['submit', list, '--batch', 'november', '--no-ping'],
        environment,
      );
      expect(submitted).toMatchObject({ status: 0 });
      const nightly = ['schedule', 'add', 'nightly', '--file', list, '--cron', '0 3 * * *'];
      expect(await user.rollcall(nightly, environment)).toMatchObject({ status: 0 });
      await flush(port);
      const worker = started(user, ['worker'], environment, context);
      await user.simulator.whenReceived(30);
      await flush(port);
      const timings = (): Promise<string[]> => servers.ask(port, (redis) => redis.keys('*repeat:nightly*'));
      await vi.waitUntil(async () => (await timings()).length > 0, { timeout: 150_000, interval: 200 });
      expect(worker.said.stderr + worker.said.stdout).toContain('the queued batch was not in Redis');
    },
  );

  it.concurrent(
    'while a batch rests, and nothing is missing: its calls are put back from the disk',
    async (context) => {
      const user = await arrive({}, context);
      const port = await servers.start();
      const environment = { REDIS_URL: `redis://127.0.0.1:${port}` };
      const list = user.file('people.csv', cleanList(90));
      const run = ['run', list, ...RUN, '--rate', '500'];
      expect(await user.rollcall([...run, '--max-calls', '40'], environment)).toMatchObject({ status: 3 });
      await flush(port);
      const resumed = await user.rollcall(
        ['resume', 'november', '--no-ping', '--max-calls', '500'],
        environment,
      );
      expect(resumed).toMatchObject({ status: 0 });
      expect(existsSync(join(user.data, 'batches/november/gaps.csv'))).toBe(false);
      expect([...calledNumbers(user).values()].filter((count) => count > 1)).toEqual([]);
    },
  );
});

/** How far the batch is in Redis, by its hash there, and on disk, by the newest checkpoint. */
async function marks(user: User, port: number): Promise<{ there: number; onDisk: number }> {
  const there = await servers.ask(port, async (redis) => {
    const keys = await redis.keys('*:batch:*november*');
    const key = keys.toSorted((one, other) => one.length - other.length)[0] ?? '';
    return Number(await redis.hget(key, 'mark'));
  });
  const work = join(user.data, 'batches/november/work');
  const checkpoints = readdirSync(work).filter((name) => /^checkpoint-\d+\.json$/.test(name));
  const { mark } = JSON.parse(readFileSync(join(work, checkpoints.at(-1) ?? ''), 'utf8')) as { mark: number };
  return { there, onDisk: mark };
}

describe('a batch that is left for a while', LIMIT, () => {
  it.concurrent.for([
    { how: 'halted', options: ['--max-calls', '40'] },
    { how: 'queued', options: [] },
  ])(
    'knows on disk how far Redis was, so that every older one is told: $how',
    async ({ options }, context) => {
      const user = await arrive({}, context);
      const port = await servers.start();
      const list = user.file('people.csv', cleanList(ROWS));
      const args = ['run', list, ...RUN, ...options];
      const run = started(user, args, { REDIS_URL: `redis://127.0.0.1:${port}` }, context);
      await user.simulator.whenReceived(30);
      if (options.length === 0) run.signal('SIGTERM');
      await run.ended;
      const { there, onDisk } = await marks(user, port);
      expect(onDisk).toBe(there);
    },
  );
});

describe('a directory that does not belong to what Redis has', LIMIT, () => {
  /** A user whose run was killed in mid-batch. */
  async function killed(
    user: User,
    list: string,
    environment: Record<string, string>,
    context: Pick<TestContext, 'onTestFinished'>,
  ): Promise<Ended> {
    const run = started(user, ['run', list, ...RUN], environment, context);
    await user.simulator.whenReceived(60);
    run.signal('SIGKILL');
    return run.ended;
  }

  it.concurrent('a batch removed by hand leaves no verdict to another list of that id', async (context) => {
    const user = await arrive({}, context);
    const environment = { REDIS_URL: `redis://127.0.0.1:${await servers.start()}` };
    await killed(user, user.file('old.csv', cleanList(ROWS)), environment, context);
    rmSync(join(user.data, 'batches/november'), { recursive: true });
    const before = new Set(user.simulator.calls().map(({ idNumber }) => idNumber));
    const other = user.file('new.csv', [...peopleCsv({ seed: 8, count: 90, mix: 'clean' })].join(''));
    const run = await user.rollcall(['run', other, '--batch', 'november', '--no-ping'], environment);
    expect(run).toMatchObject({ status: 0 });
    const called = calledNumbers(user);
    for (const outcome of user.lines('november', 'outcomes.csv')) {
      expect(before).not.toContain(numberOf(outcome));
      expect(called.get(numberOf(outcome))).toBe(1);
    }
  });

  it.concurrent(
    'a data directory put back from an older copy goes on, and names what it does not know',
    async (context) => {
      const user = await arrive({}, context);
      const environment = { REDIS_URL: `redis://127.0.0.1:${await servers.start()}` };
      const list = user.file('people.csv', cleanList(ROWS));
      const run = started(user, ['run', list, ...RUN], environment, context);
      await user.simulator.whenReceived(60);
      copy(user.data, join(user.directory, 'copy'));
      await user.simulator.whenReceived(160);
      run.signal('SIGKILL');
      await run.ended;
      rmSync(user.data, { recursive: true });
      copy(join(user.directory, 'copy'), user.data);
      const resumed = await user.rollcall(['resume', 'november', '--no-ping'], environment);
      expect(resumed).toMatchObject({ status: 0 });
      expect(resumed.stderr).toContain('the data directory has lost data of it');
      expectNothingUnaware(user);
    },
  );
});
