// Schedules as a user meets them: added while no worker lives, done by a worker, watched, killed, looked at afterwards.

import { once } from 'node:events';
import { chmodSync, existsSync, readdirSync, readFileSync, utimesSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { expect, onTestFinished, test } from 'vitest';
import { BATCHES_QUEUE, dataPrefix } from '../../src/journal/keys.js';
import { usePrivateRedis } from '../../src/redis/private-redis.js';
import { peopleCsv } from '../../src/simulator/index.js';
import { arrive, type User, type Started } from './user.js';

const PATIENCE_MS = 240_000;
const HOUR_S = 3600;

function writeList(user: User, name: string, seed: number, count: number): string {
  const path = user.file(name, [...peopleCsv({ seed, count, mix: 'clean' })].join(''));
  utimesSync(path, Date.now() / 1000 - HOUR_S, Date.now() / 1000 - HOUR_S);
  return path;
}

/** Makes the schedule's time come: its job in Redis is due now. */
async function letItBeNight(user: User): Promise<void> {
  const server = await usePrivateRedis(user.data);
  const redis = new Redis({ path: server.socketPath, maxRetriesPerRequest: null });
  const dataId = readFileSync(join(user.data, 'id'), 'utf8').trim();
  const queue = new Queue(BATCHES_QUEUE, { connection: redis, prefix: dataPrefix(dataId) });
  const due = (await queue.getDelayed()).find(({ name }) => name === 'due');
  await due?.promote();
  await queue.close();
  redis.disconnect();
  await server.release();
  expect(due).toBeDefined();
}

interface Shown {
  readonly night: string;
  readonly state: string;
  readonly batch: string;
  readonly exit: number;
  readonly calls: number;
  readonly on_finish: { readonly exit: number } | null;
  readonly reconciliation: { readonly verdict: string | null; readonly report: string } | null;
}

async function history(user: User): Promise<Shown[]> {
  const { stdout } = await user.rollcall(['schedule', 'history', 'customers', '--json']);
  return JSON.parse(stdout) as Shown[];
}

/** Resolves when the newest file in the schedule's directory has this value. */
async function untilRecorded(user: User, kind: string, field: string, value: string): Promise<void> {
  const directory = join(user.data, 'schedules', 'customers', kind);
  const says = (): boolean => {
    const newest = readdirSync(directory)
      .filter((name) => name.endsWith('.json'))
      .toSorted()
      .at(-1);
    if (newest === undefined) return false;
    const record = JSON.parse(readFileSync(join(directory, newest), 'utf8')) as Record<string, unknown>;
    return record[field] === value;
  };
  const changes = watch(directory);
  while (!says()) await once(changes, 'change');
  changes.close();
}

function startWorker(user: User, args: readonly string[] = []): Started {
  const worker = user.start(['worker', ...args]);
  onTestFinished(() => {
    worker.signal('SIGKILL');
  });
  return worker;
}

test(
  'a night is done by a worker that is killed in the middle of it and by the next one, and no one is called twice',
  async () => {
    const user = await arrive({ latencyMs: 30 });
    writeList(user, 'customers-1.csv', 5, 300);
    const command = join(user.directory, 'tell');
    writeFileSync(command, `#!/bin/sh\ncp "$1" '${user.directory}/told.json'\n`);
    chmodSync(command, 0o700);
    const add = ['schedule', 'add', 'customers', '--cron', '30 1 * * *', '--file', 'customers-*.csv'];
    const options = ['--reconcile', 'yesterday', '--on-finish', command, '--no-ping'];
    const added = await user.rollcall([...add, ...options]);
    expect(added).toMatchObject({ status: 0 });
    expect(added.stderr).toContain('rollcall worker');
    await letItBeNight(user);

    const first = startWorker(user, ['--concurrency', '4']);
    await user.simulator.whenReceived(40);
    first.signal('SIGKILL');
    await first.ended;
    const second = startWorker(user);
    await untilRecorded(user, 'nights', 'state', 'completed');
    await untilRecorded(user, 'reconciliations', 'state', 'done');
    const [night] = await history(user);
    expect(night).toMatchObject({ exit: 0, on_finish: { exit: 0 } });
    const calls = user.simulator.calls();
    expect(new Set(calls.map(({ idNumber }) => idNumber)).size).toBe(300);
    // Only calls that were in flight at the kill may be made again.
    expect(calls.length).toBeLessThanOrEqual(300 + 5);
    const told = JSON.parse(readFileSync(join(user.directory, 'told.json'), 'utf8')) as object;
    expect(told).toMatchObject({ batch: night?.batch, state: 'completed', label: 'customers', rows: 300 });

    expect(night?.reconciliation?.verdict).toMatch(/./);
    expect(existsSync(night?.reconciliation?.report ?? '')).toBe(true);
    const same = await user.rollcall(['schedule', 'run', 'customers']);
    expect(same).toMatchObject({ status: 1 });
    expect(same.stderr).toMatch(/byte for byte/);
    second.signal('SIGTERM');
    expect((await second.ended).status).toBe(0);
    const list = await user.rollcall(['schedule', 'list']);
    expect(list.stdout).toMatch(/customers {2}30 1 \* \* \* {2}Asia\/Shanghai[^]* completed/);
    expect(user.lines(night?.batch ?? '', 'outcomes.csv')).toHaveLength(300);
  },
  PATIENCE_MS,
);

test(
  'a night by hand is done here where no worker runs, and its exit status says what happened',
  async () => {
    const user = await arrive();
    const add = ['schedule', 'add', 'customers', '--cron', '30 1 * * *', '--file', 'lists-*.csv'];
    expect(await user.rollcall([...add, '--max-calls', '10'])).toMatchObject({ status: 0 });
    const run = ['schedule', 'run', 'customers'];
    const none = await user.rollcall(run);
    expect(none.status).toBe(1);
    expect(none.stderr).toContain('no file matches');
    writeList(user, 'lists-1.csv', 1, 8);
    expect(await user.rollcall([...run])).toMatchObject({ status: 0 });
    writeList(user, 'lists-2.csv', 2, 12);
    const halted = await user.rollcall([...run]);
    expect(halted).toMatchObject({ status: 3 });
    expect(halted.stdout).toMatch(/--max-calls/);
    const states = (await history(user)).map(({ state, exit }) => `${state} ${exit}`);
    expect(states).toEqual(['halted 3', 'completed 0', 'file_missing 1']);
    expect(user.simulator.calls()).toHaveLength(18);
  },
  PATIENCE_MS,
);
