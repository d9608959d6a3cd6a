// Approval and the record of who did what as a user meets them: exit statuses, what is said, and that no call leaves before,
// whichever command is used and whatever its environment says.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { peopleCsv } from '../../src/simulator/index.js';
import { TestRedis } from '../crash/redis.js';
import { User, type Ended } from './user.js';

let redis: TestRedis;
let user: User;

beforeAll(async () => {
  redis = await TestRedis.open();
  user = await User.arrive();
  user.file('list.csv', [...peopleCsv({ seed: 3, count: 12, mix: 'clean' })].join(''));
});
afterAll(async () => {
  await redis.close();
  await user.leave();
});

const rollcall = (...args: string[]): Promise<Ended> => user.rollcall(args, { REDIS_URL: redis.url });
const calls = (): number => user.simulator.totals().received;
async function stateOf(batch: string): Promise<unknown> {
  return JSON.parse((await rollcall('status', batch, '--json')).stdout);
}

test('a batch beyond the limit awaits its approval, and what was decided is on record', async () => {
  const set = await rollcall('approval', 'set', '5', '--json');
  expect(JSON.parse(set.stdout)).toMatchObject({ calls: 5 });
  expect((await rollcall('approval', 'set', 'none')).status).toBe(1);

  const run = await rollcall('run', 'list.csv', '--batch', 'b', '--json');
  expect(run.status).toBe(5);
  expect(JSON.parse(run.stdout)).toMatchObject({ state: 'awaiting_approval', rows: 12, calls: 0 });
  const environment = { REDIS_URL: redis.url, ROLLCALL_APPROVAL_CALLS: '1000' };
  const resumed = await user.rollcall(['resume', 'b'], environment);
  expect([resumed.status, resumed.stdout]).toEqual([5, expect.stringContaining('rollcall approve b')]);
  const again = await rollcall('run', 'list.csv', '--batch', 'b', '--lang', 'zh');
  expect([again.status, again.stdout]).toEqual([5, expect.stringContaining('等待批准')]);
  expect(calls()).toBe(0);

  const submitted = await rollcall('submit', 'list.csv', '--batch', 'c');
  expect([submitted.status, submitted.stdout]).toEqual([0, 'c\n']);
  expect(submitted.stderr).toContain('Batch c awaits its approval: it may take 12 calls');
  expect(await stateOf('c')).toMatchObject({
    state: 'awaiting_approval',
    approval: { calls: 12, allowed: 5 },
  });

  const unseen = await rollcall('approve', 'b', '--calls', '11');
  expect([unseen.status, unseen.stderr]).toEqual([1, expect.stringContaining('12')]);
  expect(await stateOf('b')).toMatchObject({ state: 'awaiting_approval' });
  expect((await rollcall('approve', 'b', '--calls', 'many')).status).toBe(1);
  const approved = await rollcall('approve', 'b', '--calls', '12');
  expect([approved.status, approved.stdout]).toEqual([
    0,
    'Batch b is approved. To go on: rollcall resume b\n',
  ]);
  expect(await stateOf('b')).toMatchObject({
    state: 'queued',
    approval: { calls: 12, allowed: null, approved: { how: 'stated' } },
  });
  expect((await rollcall('resume', 'b')).status).toBe(0);
  expect(calls()).toBe(12);
  const twice = await rollcall('approve', 'b');
  expect([twice.status, twice.stderr]).toEqual([1, expect.stringContaining('awaits no approval')]);

  const rejected = await rollcall('reject', 'c');
  expect([rejected.status, rejected.stdout]).toEqual([5, expect.stringContaining('cancelled')]);
  expect((await rollcall('resume', 'c')).status).toBe(1);
  expect(calls()).toBe(12);

  const list = (await rollcall('audit', 'list', '--json')).stdout.trim().split('\n');
  expect(list.map((line) => JSON.parse(line) as unknown)).toMatchObject([
    { act: 'rejectBatch', batch: 'c', by: 'terminal', stated: true },
    { act: 'approveBatch', batch: 'b', by: 'terminal', stated: true },
    { act: 'setApproval', value: 5 },
  ]);
  const whole = await rollcall('audit', 'verify', '--json');
  expect([whole.status, JSON.parse(whole.stdout)]).toEqual([0, expect.objectContaining({ lines: 3 })]);
  const path = join(user.data, 'audit', 'audit.jsonl');
  writeFileSync(path, readFileSync(path, 'utf8').replace('"batch":"b"', '"batch":"d"'));
  const changed = await rollcall('audit', 'verify');
  expect([changed.status, changed.stderr]).toEqual([1, expect.stringContaining('in line 3:')]);
});

test('a batch that is approved goes on in the worker that lives, and a raised cap awaits again', async () => {
  await rollcall('approval', 'set', '5');
  const before = calls();
  // Of its own for each attempt: one that was begun before has its approval.
  const batch = `w${before}`;
  const worker = user.start(['worker'], { REDIS_URL: redis.url });
  await vi.waitUntil(() => worker.said.stderr.includes('worker started'), { timeout: 30_000, interval: 20 });
  try {
    await rollcall('submit', 'list.csv', '--batch', batch, '--max-calls', '7');
    const approved = await rollcall('approve', batch, '--json');
    expect(JSON.parse(approved.stdout)).toEqual({ batch, goes_on: true });
    const becomes = (state: string) =>
      vi.waitUntil(async () => ((await stateOf(batch)) as { state: string }).state === state, {
        timeout: 30_000,
        interval: 50,
      });
    await becomes('halted');
    expect(calls()).toBe(before + 7);
    const raised = await rollcall('resume', batch, '--max-calls', '12');
    expect([raised.status, raised.stdout]).toEqual([5, expect.stringContaining('awaiting_approval')]);
    // A worker that was told of the approval twice takes the halted batch up once more, and leaves it by itself.
    await becomes('awaiting_approval');
    expect(calls()).toBe(before + 7);
  } finally {
    worker.signal('SIGKILL');
    await worker.ended;
  }
});

test('keys and users are made, listed and ended at the command line', async () => {
  const made = await rollcall(
    'key',
    'add',
    '--role',
    'operator',
    '--label',
    'north',
    '--expires',
    '90d',
    '--json',
  );
  const key = JSON.parse(made.stdout) as { id: string; key: string };
  expect(key.id).toMatch(/^k_/);
  expect(key.key).toMatch(/^rc_[\w-]{43}$/);
  const keys = JSON.parse((await rollcall('key', 'list', '--json')).stdout) as unknown;
  expect(keys).toMatchObject([{ id: key.id, role: 'operator', labels: ['north'] }]);
  expect(JSON.stringify(keys)).not.toContain(key.key);
  expect((await rollcall('key', 'revoke', key.id)).status).toBe(0);
  expect((await rollcall('key', 'revoke', key.id)).status).toBe(1);

  const added = await rollcall('user', 'add', 'lin', '--role', 'viewer', '--json');
  expect(JSON.parse(added.stdout)).toMatchObject({
    name: 'lin',
    link: expect.stringMatching(/^http:\/\/127\.0\.0\.1:8788\/sign-in#[\w-]{43}$/) as string,
  });
  expect((await rollcall('user', 'add', 'lin', '--role', 'viewer')).status).toBe(1);
  expect((await rollcall('user', 'add', 'wei', '--role', 'admin', '--label', 'x')).status).toBe(1);
  const listed = await rollcall('user', 'list');
  expect(listed.stdout).toContain('lin  viewer  all labels  has a link');
  expect((await rollcall('user', 'remove', 'lin')).status).toBe(0);
  expect((await rollcall('user', 'list')).stdout).toBe('There are no users.\n');
});
