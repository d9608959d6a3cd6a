// Commands that only look make nothing, wherever they are given, and name the data directory that they looked at. And
// whoever is in the wrong one hears so.

import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { RedisServers } from '../support/redis-servers.js';
import { arrive, cleanList, type Started, type User } from './user.js';

const KEY = 'cd'.repeat(32);

/** Every entry under the directory, with what a change would show by. */
function stand(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => `${path} ${statSync(path, { throwIfNoEntry: false })?.mtimeMs}`)
    .toSorted();
}

describe('in a directory where nothing is', () => {
  it('commands that look make nothing, and name the data directory and what would name another', async () => {
    const user = await arrive();
    const list = user.file('list.csv', cleanList(3));
    const [page, json, schedules, asJson, history, reconciled, checked, pinged] = await Promise.all(
      [
        ['status'],
        ['status', '--json'],
        ['schedule', 'list'],
        ['schedule', 'list', '--json'],
        ['schedule', 'history', 'nightly'],
        ['reconcile', '--day', 'yesterday'],
        ['check', list, '--json'],
        ['ping'],
      ].map((args) => user.rollcall(args)),
    );
    expect(readdirSync(user.directory)).toEqual(['list.csv']);
    expect(page).toMatchObject({ status: 0, stderr: '' });
    expect(page?.stdout).toContain(`${user.data} has no batches. ROLLCALL_DATA names the data directory`);
    expect(json).toMatchObject({ status: 0, stdout: '[]\n' });
    expect(json?.stderr).toContain(`${user.data} has no batches.`);
    expect(schedules?.stdout).toContain(`${user.data} has no schedules. ROLLCALL_DATA`);
    expect(asJson).toMatchObject({ status: 0, stdout: '[]\n' });
    expect(asJson?.stderr).toContain(`${user.data} has no schedules.`);
    expect(history).toMatchObject({ status: 1 });
    expect(history?.stderr).toContain(`no schedule "nightly" in ${user.data}`);
    expect(reconciled).toMatchObject({ status: 1, stdout: '' });
    expect(reconciled?.stderr).toContain(`${user.data} has no batches. ROLLCALL_DATA`);
    expect([checked?.status, pinged?.status]).toEqual([0, 0]);
  });
});

describe('in a data directory whose Redis doesn’t run', () => {
  it('the state is told from disk, a pause too, and nothing is made or started', async () => {
    const user = await arrive();
    const list = user.file('list.csv', cleanList(60));
    const run = user.start(['run', list, '--batch', 'b', '--workers', '1', '--rate', '20', '--no-ping']);
    await vi.waitUntil(() => user.simulator.totals().received > 2, { timeout: 60_000 });
    run.signal('SIGTERM');
    expect((await run.ended).status).toBe(5);
    expect((await user.rollcall(['status', 'b'])).stdout).toMatch(/queued[^]*Data directory: .*data\n/);
    expect((await user.rollcall(['pause', 'b'])).status).toBe(0);
    const before = stand(user.data);
    const [one, all] = await Promise.all([
      user.rollcall(['status', 'b', '--json']),
      user.rollcall(['status']),
    ]);
    expect(stand(user.data)).toEqual(before);
    expect(JSON.parse(one.stdout)).toMatchObject({ state: 'paused', stalled: false, data_dir: user.data });
    expect(all.stdout).toContain('paused');
    expect((await user.rollcall(['resume', 'b', '--rate', '1000', '--workers', '1'])).status).toBe(0);
    expect((await user.rollcall(['status', 'b'])).stdout).toContain('completed');
  });
});

describe('on a shared Redis', () => {
  let servers: RedisServers;
  beforeAll(() => {
    servers = new RedisServers();
  });
  afterAll(() => servers.close());

  /** The worker is ended with the test. */
  function worker(user: User, environment: Readonly<Record<string, string>>): Started {
    const started = user.start(['worker', '--role', 'batch'], environment);
    onTestFinished(async () => {
      started.signal('SIGTERM');
      expect((await started.ended).status).toBe(0);
    });
    return started;
  }

  it('a command that can’t use it has made nothing', async () => {
    const user = await arrive();
    const list = user.file('list.csv', cleanList(3));
    const port = await servers.start([], { password: 'secret' });
    const environment = { REDIS_URL: `redis://127.0.0.1:${port}` };
    const ends = await Promise.all(
      [['run', list], ['submit', list], ['worker'], ['run', 'missing.csv'], ['run', list, '--no-ping']].map(
        (args) => user.rollcall(args, environment),
      ),
    );
    for (const { status, stderr } of ends) {
      expect(status).toBe(1);
      expect(stderr).toMatch(/refuses user or password|There is no file/);
    }
    expect(readdirSync(user.directory)).toEqual(['list.csv']);
  });

  it('a submit, a worker and a status in another directory than the live worker’s name both', async () => {
    const user = await arrive();
    const port = await servers.start();
    const environment = { REDIS_URL: `redis://127.0.0.1:${port}`, ROLLCALL_KEY: KEY };
    const right = join(user.directory, 'right');
    const first = worker(user, { ...environment, ROLLCALL_DATA: right });
    await vi.waitUntil(() => first.said.stderr.includes('worker started'), { timeout: 60_000 });
    expect(first.said.stderr).toContain(`"data_dir":"${right}"`);

    const nowhere = { ...environment, ROLLCALL_DATA: join(user.directory, 'nowhere') };
    const looked = await user.rollcall(['status'], nowhere);
    expect(looked.stdout).toContain(`${nowhere.ROLLCALL_DATA} has no batches.`);
    expect(looked.stdout.replaceAll(/\s+/g, ' ')).toContain(`another data directory in hand: ${right} on `);
    expect(existsSync(nowhere.ROLLCALL_DATA)).toBe(false);

    const wrong = { ...environment, ROLLCALL_DATA: join(user.directory, 'wrong') };
    const submitted = await user.rollcall(
      ['submit', user.file('list.csv', cleanList(3)), '--batch', 'lost'],
      wrong,
    );
    expect(submitted).toMatchObject({ status: 0, stdout: 'lost\n' });
    expect(submitted.stderr).toContain(`No batch worker has ${wrong.ROLLCALL_DATA} in hand yet`);
    expect(submitted.stderr).toContain(`another data directory in hand: ${right} on `);

    const empty = { ...environment, ROLLCALL_DATA: join(user.directory, 'empty') };
    mkdirSync(empty.ROLLCALL_DATA);
    const second = worker(user, empty);
    await vi.waitUntil(() => second.said.stderr.includes('worker started'), { timeout: 60_000 });
    expect(second.said.stderr).toContain(`${empty.ROLLCALL_DATA} has no batches.`);
    const warned = second.said.stderr.split('\n').find((line) => line.includes('"level":40')) ?? '';
    expect(warned).toContain(`another data directory in hand: ${right} on `);
    expect(warned).toContain(
      `batches wait for a batch worker of another data directory: ${wrong.ROLLCALL_DATA}`,
    );
  });
});
