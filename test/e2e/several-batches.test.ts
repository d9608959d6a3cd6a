// Several batches at a time: resumed after a halt, paused and cancelled by their ids, all or none. And a list that is
// queued for an account which is halted.

import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { batchPaths } from '../../src/batch/paths.js';
import { readRecord, readState } from '../../src/batch/record.js';
import { RedisServers } from '../support/redis-servers.js';
import { arrive, cleanList, type User } from './user.js';

const QUOTA_USED_UP = 25;
const PATIENT = { timeout: 60_000, interval: 50 };

/** As it stands on disk: asking by a command for each look would take longer than what is waited for. */
async function stateOf({ data }: User, batch: string): Promise<string> {
  const paths = batchPaths(data, batch);
  return (await readState(paths, await readRecord(paths, batch))).state;
}

function statesOf(stdout: string): string[] {
  const found = JSON.parse(stdout) as { batch: string; state: string }[];
  return found.map(({ batch, state }) => `${batch} ${state}`).toSorted();
}

describe('on one machine', () => {
  it('all halted batches go on with --all once the cause is mended, and of several named all or none', async () => {
    const user = await arrive();
    const lists = [1, 2, 3].map((each) => user.file(`l${each}.csv`, cleanList(10 * each)));
    user.simulator.control({ forceCode: QUOTA_USED_UP });
    const run = await user.rollcall(['run', ...lists, '--json']);
    expect(run.status).toBe(3);
    const ids = run.stdout.split('\n').flatMap((line) => /"batch":"([^"]+)"/.exec(line)?.[1] ?? []);
    expect(ids).toHaveLength(3);
    const [first = '', second = '', third = ''] = ids;

    const refused = await Promise.all([
      user.rollcall(['resume', first, '--all']),
      user.rollcall(['resume']),
      ...['pause', 'cancel', 'resume'].map((command) => user.rollcall([command, first, second, 'unknown'])),
    ]);
    expect(refused.map(({ status }) => status)).toEqual([1, 1, 1, 1, 1]);
    expect(refused[0]?.stderr).toContain('name no batch with it');
    expect(refused[1]?.stderr).toContain('missing required argument');
    expect(statesOf((await user.rollcall(['status', '--json'])).stdout)).toEqual(
      ids.map((id) => `${id} halted`).toSorted(),
    );

    const cancelled = await user.rollcall(['cancel', third, third, '--json']);
    expect(cancelled.status).toBe(5);
    expect(cancelled.stdout.trimEnd().split('\n')).toHaveLength(1);
    user.simulator.control({ forceCode: null });
    const resumed = await user.rollcall(['resume', '--all']);
    expect(resumed.status).toBe(0);
    expect(resumed.stdout).toContain(`Batch ${first}: completed`);
    expect(resumed.stdout).toContain(`Batch ${second}: completed`);
    expect(resumed.stdout).not.toContain(third);
    expect(user.lines(second, 'outcomes.csv')).toHaveLength(20);
    const none = await user.rollcall(['resume', '--all']);
    expect(none).toMatchObject({ status: 0, stdout: `No batch is halted in ${user.data}.\n` });
  });

  it('with --in-doubt hold, rows left without a verdict make the exit status 2, later and with others too', async () => {
    const user = await arrive();
    user.simulator.control({ dropCalls: 2 });
    const lists = [user.file('a.csv', cleanList(5)), user.file('b.csv', cleanList(5))];
    const hold = ['--in-doubt', 'hold', '--json'];
    const run = await user.rollcall(['run', ...lists, ...hold]);
    expect(run.status).toBe(2);
    const ids = run.stdout.split('\n').flatMap((line) => /"batch":"([^"]+)"/.exec(line)?.[1] ?? []);
    const again = await user.rollcall(['resume', ...ids]);
    expect(again.status).toBe(2);
  });
});

describe('on a shared Redis', () => {
  let servers: RedisServers;
  beforeAll(() => {
    servers = new RedisServers();
  });
  afterAll(() => servers.close());

  async function statesNow(user: User, environment: Record<string, string>): Promise<string[]> {
    return statesOf((await user.rollcall(['status', '--json'], environment)).stdout);
  }

  it('a submit into a halted account says what halts it and what to do, and the workers go on with all', async () => {
    const user = await arrive();
    const environment = { REDIS_URL: `redis://127.0.0.1:${await servers.start()}` };
    const worker = user.start(['worker'], environment);
    onTestFinished(async () => {
      worker.signal('SIGTERM');
      expect((await worker.ended).status).toBe(0);
    });
    const submit = (batch: string, ...more: string[]) =>
      user.rollcall(
        ['submit', user.file(`${batch}.csv`, cleanList(120)), '--batch', batch, ...more],
        environment,
      );
    user.simulator.control({ forceCode: QUOTA_USED_UP });
    expect((await submit('one', '--wait')).status).toBe(3);
    const second = await submit('two');
    expect(second).toMatchObject({ status: 0, stdout: 'two\n' });
    expect(second.stderr).toContain('the account is halted, so no call leaves for this batch: ');
    expect(second.stderr).toContain('Buy calls');
    expect(second.stderr).toContain('rollcall resume two');
    await vi.waitUntil(async () => (await stateOf(user, 'two')) === 'halted', PATIENT);

    user.simulator.control({ forceCode: null });
    const resumed = await user.rollcall(['resume', '--all', '--rate', '5'], environment);
    expect(resumed.status).toBe(0);
    expect(resumed.stdout.match(/goes on in the worker that has it/g)).toHaveLength(2);
    expect((await user.rollcall(['pause', 'one', 'two'], environment)).status).toBe(0);
    expect(await statesNow(user, environment)).toEqual(['one paused', 'two paused']);
    expect((await user.rollcall(['resume', 'one', 'two', '--rate', '900'], environment)).status).toBe(0);
    for (const batch of ['one', 'two'])
      await vi.waitUntil(async () => (await stateOf(user, batch)) === 'completed', PATIENT);
    expect(await statesNow(user, environment)).toEqual(['one completed', 'two completed']);
  });
});
