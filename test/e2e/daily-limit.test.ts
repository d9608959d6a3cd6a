// A provider's daily limit, as a user meets it: rows of a name that is over the limit are set aside, all others are
// done, and the batch goes on another day. The test makes another day by changing the recorded time.

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { usePrivateRedis } from '../../src/redis/private-redis.js';
import { checkCharacterOf } from '../../src/simulator/index.js';
import { filesUnder, User } from './user.js';

let user: User;

beforeEach(async () => {
  user = await User.arrive({ nameLimit: 5 }, 'faceid');
  onTestFinished(() => user.leave());
});

const RUN = ['run', 'list.csv', '--batch', 'b', '--no-ping', '--concurrency', '2'];
const OFTEN = '张伟';
const PATIENCE_MS = 240_000;

/** A list with this many people of one name, and as many others. */
function listOf(often: number): string {
  const number = (row: number): string => {
    const month = String(1 + Math.floor(row / 450)).padStart(2, '0');
    const first17 = `110105${1950 + (row % 50)}${month}01${String((row % 90) * 10 + 1).padStart(3, '0')}`;
    return first17 + checkCharacterOf(first17);
  };
  const rows = Array.from(
    { length: 2 * often },
    (_, row) => `${row % 2 === 0 ? OFTEN : `王${String.fromCodePoint(0x4e00 + row)}`},${number(row)}`,
  );
  return `姓名,身份证号\n${rows.join('\n')}\n`;
}

function work(): string {
  return join(user.data, 'batches', 'b', 'work');
}

/** Moves the time until which rows are set aside into the past, and removes what Redis knows of the day. */
async function tomorrow(): Promise<void> {
  for (const name of readdirSync(work()).filter((file) =>
    /^(aside-\d+\.jsonl|state-\d+\.json)$/.test(file),
  )) {
    const path = join(work(), name);
    writeFileSync(path, readFileSync(path, 'utf8').replace(/"until": ?\d+/g, '"until": 1'));
  }
  const server = await usePrivateRedis(user.data);
  const redis = new Redis({ path: server.socketPath });
  try {
    const [key = '', ...others] = await redis.keys('*:over-today');
    expect(others).toEqual([]);
    const leftMs = await redis.pttl(key);
    expect(leftMs).toBeGreaterThan(0);
    expect(leftMs).toBeLessThanOrEqual(86_400_000);
    await redis.del(key);
  } finally {
    redis.disconnect();
    await server.release();
  }
}

function statuses(): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { verify_status: status = '' } of user.lines('b', 'outcomes.csv'))
    counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

test(
  'rows of a name that is over wait, all others are done, and a resume on another day does the rest',
  async () => {
    user.file('list.csv', listOf(20));
    const first = await user.rollcall(RUN);
    expect(first.status).toBe(5);
    expect(first.stdout).toContain('waiting');
    expect(first.stdout).toContain('15 rows wait');
    const asked = user.simulator.totals().received;
    // Two calls are in flight at a time. No call follows for a name that two numbers have shown to be over the limit.
    expect(asked).toBeLessThanOrEqual(40 - 15 + 6);
    const status = JSON.parse((await user.rollcall(['status', 'b', '--json'])).stdout) as Record<
      string,
      unknown
    >;
    expect(status).toMatchObject({ state: 'waiting', rows: 40, done: 25 });
    expect(String(status['until'])).toMatch(/^20\d\d-\d\d-\d\dT00:[01]0:00\.000\+08:00$/);
    const resumed = await user.rollcall(['resume', 'b', '--no-ping']);
    expect({ status: resumed.status, asked: user.simulator.totals().received }).toEqual({ status: 5, asked });

    await tomorrow();
    user.simulator.control({ nameLimit: 500 });
    const last = await user.rollcall(['resume', 'b', '--no-ping']);
    expect({ status: last.status, said: last.stdout }).toEqual({
      status: 0,
      said: expect.any(String) as string,
    });
    expect(statuses()).toEqual({ match: 40 });
    const attempts = user.lines('b', 'attempts.csv');
    expect(attempts).toHaveLength(user.simulator.totals().received);
    expect(attempts.filter(({ code }) => code === '0')).toHaveLength(40);
    const summary = JSON.parse(user.batchFile('b', 'summary.json')) as Record<string, unknown>;
    expect(summary).toMatchObject({ rows: 40, calls: attempts.length });
    for (const { row, attempt } of attempts.filter(({ code }) => code === '-7'))
      expect(attempts.find((other) => other['row'] === row && other['code'] === '0')?.['attempt']).toBe(
        String(Number(attempt) + 1),
      );
  },
  PATIENCE_MS,
);

test(
  'with --daily-limit end they end as lookup_failed, those that were not called by themselves',
  async () => {
    user.file('list.csv', listOf(20));
    const { status } = await user.rollcall([...RUN, '--daily-limit', 'end']);
    expect(status).toBe(0);
    expect(statuses()).toEqual({ match: 25, lookup_failed: 15 });
    const over = user.lines('b', 'outcomes.csv').filter(({ verify_status: s }) => s === 'lookup_failed');
    expect(over.every(({ verify_code: code }) => code === '-7')).toBe(true);
    const skipped = over.filter(({ verify_source: source }) => source === 'local');
    expect(skipped.length).toBeGreaterThan(5);
    expect(skipped.every(({ verify_attempts: attempts }) => attempts === '0')).toBe(true);
    const called = over.filter(({ verify_source: source }) => source === 'api');
    expect(called.length).toBeGreaterThanOrEqual(2);
    expect(user.simulator.totals().received).toBe(25 + called.length);
  },
  PATIENCE_MS,
);

test(
  'nobody’s name stands in Redis or on record because it is over',
  async () => {
    user.file('list.csv', listOf(8));
    expect((await user.rollcall(RUN)).status).toBe(5);
    const plain = createHash('sha256').update(OFTEN).digest('base64url').slice(0, 16);
    const mayHold = /work\/list$|outcomes|redis-server|\.sock$/;
    const holding = filesUnder(user.data)
      .filter((file) => !mayHold.test(file))
      .filter((file) => [OFTEN, plain].some((text) => readFileSync(file).includes(Buffer.from(text))));
    expect(holding).toEqual([]);
  },
  PATIENCE_MS,
);

test(
  'a batch that waits is paused, which outlasts the day, not purged, and cancelled with its outcomes so far',
  async () => {
    user.file('list.csv', listOf(8));
    expect((await user.rollcall(RUN)).status).toBe(5);
    const asked = user.simulator.totals().received;
    expect((await user.rollcall(['pause', 'b'])).status).toBe(0);
    expect(JSON.parse((await user.rollcall(['status', 'b', '--json'])).stdout)).toMatchObject({
      state: 'paused',
    });
    const purged = await user.rollcall(['purge', 'b', '--yes']);
    expect(purged.status).toBe(1);
    expect(purged.stderr).toContain('only a batch that has ended is purged');

    await tomorrow();
    user.simulator.control({ nameLimit: 500 });
    const worker = user.start(['worker', '--role', 'all'], { ROLLCALL_LOG_LEVEL: 'info' });
    await vi.waitUntil(() => /"state":"paused"[^\n]*batch left/.test(worker.said.stderr), {
      timeout: 120_000,
      interval: 100,
    });
    worker.signal('SIGTERM');
    await worker.ended;
    expect(user.simulator.totals().received).toBe(asked);

    const cancelled = await user.rollcall(['cancel', 'b']);
    expect(cancelled.status).toBe(5);
    expect(statuses()).toEqual({ match: 13, not_sent: 3 });
    expect(user.simulator.totals().received).toBe(asked);
  },
  PATIENCE_MS,
);

test('check warns of names that stand in more rows than the provider answers about in a day', async () => {
  user.file('list.csv', listOf(501));
  const { status, stdout } = await user.rollcall(['check', 'list.csv']);
  expect(status).toBe(0);
  expect(stdout).toContain('One name stands in more than 500 rows');
  expect(stdout).not.toContain(OFTEN);
});
