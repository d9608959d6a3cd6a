// A rolling upgrade: workers of version 0.1.0, built from its commit, and of this one on one Redis, in mid-batch. What the
// earlier version began is ended by this one, and no row is paid twice unawares.

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { peopleCsv } from '../../src/simulator/index.js';
import { arrive, cleanList, type User } from '../e2e/user.js';
import { PROGRAM } from '../support/programs.js';
import { RedisServers } from '../support/redis-servers.js';
import { buildEarlierProgram, hasEarlierCommit } from './earlier-program.js';

const ROWS = 400;
const PATIENT = { timeout: 120_000, interval: 200 };

interface Process {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  readonly said: () => string;
}

const there = hasEarlierCommit();
if (!there) {
  process.stderr.write(
    'NOT TRIED: the rolling upgrade from version 0.1.0. Its commit is not in this clone: git fetch --unshallow, then again.\n',
  );
}

describe.skipIf(!there)('an upgrade from version 0.1.0 with workers that go on', () => {
  const directory = mkdtempSync(join(tmpdir(), 'rollcall-upgrade-'));
  const servers = new RedisServers();
  let earlier = '';
  beforeAll(() => {
    earlier = buildEarlierProgram(join(directory, 'earlier'));
  });
  afterAll(async () => {
    await servers.close();
    rmSync(directory, { recursive: true, force: true });
  });

  /** The process is killed with the test where it still lives. */
  function start(program: string, user: User, environment: Record<string, string>, args: string[]): Process {
    const env = { ...user.environment, ...environment };
    const child = spawn(process.execPath, [program, ...args], { cwd: user.directory, env });
    let said = '';
    child.stdout.on('data', (chunk) => (said += String(chunk)));
    child.stderr.on('data', (chunk) => (said += String(chunk)));
    onTestFinished(() => {
      child.kill('SIGKILL');
    });
    return { child, ended: once(child, 'close').then(([code]) => code as number | null), said: () => said };
  }

  async function stop(worker: Process): Promise<void> {
    worker.child.kill('SIGTERM');
    await succeeds(worker);
  }

  async function succeeds({ ended, said }: Process): Promise<void> {
    const status = await ended;
    expect({ status, said: status === 0 ? '' : said() }).toEqual({ status: 0, said: '' });
  }

  /** Every row has its outcome, and every call of a row its line on record. */
  function audit(user: User, batch: string, list: string): void {
    const outcomes = user.lines(batch, 'outcomes.csv');
    expect(outcomes.map((line) => line['身份证号'])).toEqual(list.match(/\d{17}[\dX]/g));
    expect(outcomes.filter((line) => line['verify_status'] === 'not_sent')).toEqual([]);
    const lines = new Map<string, number>();
    for (const { row = '' } of user.lines(batch, 'attempts.csv')) lines.set(row, (lines.get(row) ?? 0) + 1);
    const calls = new Map<string, number>();
    for (const { idNumber } of user.simulator.calls()) calls.set(idNumber, (calls.get(idNumber) ?? 0) + 1);
    const unaware = outcomes.filter(
      (line, index) => (calls.get(line['身份证号'] ?? '') ?? 0) > (lines.get(String(index + 1)) ?? 0),
    );
    expect(unaware).toEqual([]);
  }

  async function shared(): Promise<{ user: User; environment: Record<string, string> }> {
    const user = await arrive();
    const redisUrl = `redis://127.0.0.1:${await servers.start()}`;
    return { user, environment: { REDIS_URL: redisUrl, ROLLCALL_KEY: 'ab'.repeat(32) } };
  }

  test('both versions work on one batch at a time, and the new one ends it when the old workers have gone', async () => {
    const { user, environment } = await shared();
    const people = cleanList(ROWS);
    const list = user.file('list.csv', people);
    const old = [
      start(earlier, user, environment, ['worker', '--role', 'batch']),
      start(earlier, user, environment, ['worker', '--role', 'verify']),
    ];
    const submit = ['submit', list, '--batch', 'old', '--rate', '30', '--no-ping'];
    expect(await start(earlier, user, environment, submit).ended).toBe(0);
    await vi.waitUntil(() => user.simulator.totals().received > 60, PATIENT);

    const verify = start(PROGRAM, user, environment, ['worker', '--role', 'verify']);
    await vi.waitUntil(() => verify.said().includes('worker started'), PATIENT);
    const both = user.simulator.totals().received;
    await vi.waitUntil(() => user.simulator.totals().received > both + 60, PATIENT);
    const batch = start(PROGRAM, user, environment, ['worker', '--role', 'batch']);
    await vi.waitUntil(() => batch.said().includes('worker started'), PATIENT);
    for (const worker of old) await stop(worker);

    const resumed = start(PROGRAM, user, environment, ['resume', 'old', '--rate', '500', '--no-ping']);
    await succeeds(resumed);
    const state = async () =>
      (
        JSON.parse((await user.rollcall(['status', 'old', '--json'], environment)).stdout) as {
          state: string;
        }
      ).state;
    await vi.waitUntil(async () => (await state()) === 'completed', { ...PATIENT, interval: 1_000 });
    audit(user, 'old', people);
    await stop(verify);
    await stop(batch);
  });

  test('a batch that the new version queues is left alone by old workers, and one that they left is resumed', async () => {
    const { user, environment } = await shared();
    // Other people, as each batch calls its own.
    const [before, after] = [cleanList(ROWS), [...peopleCsv({ seed: 8, count: 39, mix: 'clean' })].join('')];
    const old = start(earlier, user, environment, ['worker']);
    const first = user.file('old.csv', before);
    const submit = ['submit', first, '--batch', 'old', '--rate', '30', '--no-ping'];
    expect(await start(earlier, user, environment, submit).ended).toBe(0);
    await vi.waitUntil(() => user.simulator.totals().received > 40, PATIENT);
    const second = await user.rollcall(
      ['submit', user.file('new.csv', after), '--batch', 'new', '--no-ping'],
      environment,
    );
    expect(second.status).toBe(0);
    const more = user.simulator.totals().received;
    await vi.waitUntil(() => user.simulator.totals().received > more + 20, PATIENT);
    await stop(old);
    const resumed = await user.rollcall(['resume', 'old', 'new', '--rate', '500', '--no-ping'], environment);
    expect(resumed).toMatchObject({ status: 0 });
    audit(user, 'old', before);
    audit(user, 'new', after);
    expect(user.lines('new', 'outcomes.csv')).toHaveLength(39);
  });
});
