// `submit --wait` as a user meets it: it ends with its batch, waits while the batch is paused, and leaves it at a
// signal.

import { afterAll, beforeAll, describe, expect, it, test, vi } from 'vitest';
import { peopleCsv } from '../../src/simulator/index.js';
import { TestRedis } from '../crash/redis.js';
import { User, type Ended, type Started } from './user.js';

const PATIENCE = { timeout: 30_000, interval: 20 };
/** The rate is low, so that many rows take long enough to be paused or cancelled. */
const SLOWLY = ['--rate', '5'];
/** The service holds calls back for as long as a test wants. */
const PATIENT = { ROLLCALL_TIMEOUT_MS: '60000' };

let redis: TestRedis;
let user: User;
let worker: Started;

beforeAll(async () => {
  redis = await TestRedis.open();
  user = await User.arrive();
  user.file('many.csv', [...peopleCsv({ seed: 3, count: 60, mix: 'clean' })].join(''));
  user.file('few.csv', [...peopleCsv({ seed: 4, count: 5, mix: 'clean' })].join(''));
  worker = user.start(['worker'], { ...PATIENT, REDIS_URL: redis.url });
  await says(worker, 'worker started');
});

afterAll(async () => {
  worker.signal('SIGKILL');
  await worker.ended;
  await redis.close();
  await user.leave();
});

function start(...args: string[]): Started {
  return user.start(args, { REDIS_URL: redis.url });
}

/** Resolves once the command follows the batch. */
async function submitted(list: string, batch: string, ...options: string[]): Promise<Started> {
  const started = start('submit', list, '--batch', batch, '--wait', '--no-ping', ...options);
  await says(started, `Batch ${batch}\n`);
  return started;
}

async function says({ said }: Started, text: string): Promise<void> {
  await vi.waitUntil(() => said.stdout.includes(text) || said.stderr.includes(text), PATIENCE);
}

// Rows in error give exit status 2, which watch.test.ts tests.
describe('a batch that is waited for', () => {
  describe('and is left alone', () => {
    /** All these commands follow the same batch. */
    let waiting: Started[];
    let left: Ended[];
    beforeAll(async () => {
      user.simulator.control({ hold: true });
      const first = await submitted('few.csv', 'few');
      await user.simulator.whenInFlight(1);
      const others = await Promise.all([submitted('few.csv', 'few'), submitted('few.csv', 'few')]);
      const watching = [start('status', '--watch'), start('status', 'few', '--watch')];
      await Promise.all(watching.map((watch) => says(watch, 'few')));
      waiting = [first, ...others, ...watching];
      for (const [index, signal] of (['SIGINT', 'SIGTERM'] as const).entries())
        waiting[index]?.signal(signal);
      for (const watch of watching) watch.signal('SIGINT');
      left = await Promise.all(waiting.filter((one) => one !== others[1]).map(({ ended }) => ended));
    });

    it.each([
      ['SIGINT', 0],
      ['SIGTERM', 1],
    ])('goes on after a %s; how to follow and stop it is said, and the exit status is 5', (_, index) => {
      const { status, stdout, stderr } = left[index] ?? {};
      expect({ status, stdout }).toEqual({ status: 5, stdout: '' });
      expect(stderr).toContain('Batch few goes on without this command.\n');
      for (const command of ['status few --watch', 'pause few', 'cancel few']) {
        expect(stderr).toContain(`rollcall ${command} `);
      }
    });

    it('can be left by status --watch too: with 0 where all are watched, which has no other end, else with 5', () => {
      expect(left.slice(2).map(({ status }) => status)).toEqual([0, 5]);
    });

    it('ends the command with 0 when every row has its outcome; printed is what run prints', async () => {
      user.simulator.control({ hold: false });
      const { status, stdout } = (await waiting[2]?.ended) ?? {};
      expect(status).toBe(0);
      expect(stdout).toMatch(/^Batch few: completed\n/);
      expect(user.lines('few', 'outcomes.csv')).toHaveLength(5);
    });
  });

  it('that is paused is waited for, which is said, and gone on with; cancelled elsewhere it ends the command with 5', async () => {
    const waiting = await submitted('many.csv', 'many', ...SLOWLY);
    await start('pause', 'many').ended;
    await says(waiting, 'Batch many is paused. To go on: rollcall resume many\n');
    const received = user.simulator.totals().received;
    await start('resume', 'many', '--no-ping').ended;
    await user.simulator.whenReceived(received + 1);
    expect(await start('cancel', 'many').ended).toMatchObject({ status: 5 });
    const { status, stdout } = await waiting.ended;
    expect(status).toBe(5);
    expect(stdout).toMatch(/^Batch many: cancelled\n/);
  });

  it('that halts ends the command with 3; what to do is in the summary that --json prints', async () => {
    user.simulator.control({ forceCode: 25 });
    const { status, stdout } = await (await submitted('few.csv', 'halted', '--json')).ended;
    expect(status).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({ batch: 'halted', state: 'halted' });
  });

  it('while Redis is silent is left at once at a second signal', async () => {
    const waiting = await submitted('few.csv', 'silent');
    redis.signal('SIGSTOP');
    try {
      waiting.signal('SIGINT');
      await says(waiting, 'goes on without this command.');
      waiting.signal('SIGTERM');
      expect(await waiting.ended).toMatchObject({ status: 5 });
    } finally {
      redis.signal('SIGCONT');
    }
  });
});

test('a batch that no worker will take yet is queued, and that is said', async () => {
  worker.signal('SIGTERM');
  await worker.ended;
  const { status, stdout, stderr } = await start('submit', 'few.csv', '--batch', 'alone', '--no-ping').ended;
  expect({ status, stdout }).toEqual({ status: 0, stdout: 'alone\n' });
  expect(stderr).toContain(`No batch worker has ${user.data} in hand yet`);
});
