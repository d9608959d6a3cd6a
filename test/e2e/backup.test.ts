// A backup that is taken while a batch runs, put back elsewhere after the machine is lost: the batch goes on, no row is
// paid twice unawares, and the balance with the provider holds.

import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { formatIdentity, ownIdentity } from '../../src/redis/process-identity.js';
import { RedisServers } from '../support/redis-servers.js';
import { arrive, cleanList, filesUnder, readCsv, type User } from './user.js';

const ROWS = 300;

let servers: RedisServers;
beforeAll(() => {
  servers = new RedisServers();
});
afterAll(() => servers.close());

/** How often each number was called. */
function callsByNumber(user: User): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { idNumber } of user.simulator.calls()) counts.set(idNumber, (counts.get(idNumber) ?? 0) + 1);
  return counts;
}

/** Ends a run and its private Redis as the loss of their machine would. */
async function lose(user: User, run: { signal(name: NodeJS.Signals): void; ended: Promise<unknown> }) {
  const redis = Number(readFileSync(join(user.data, 'redis', 'redis.pid'), 'utf8'));
  run.signal('SIGKILL');
  process.kill(redis, 'SIGKILL');
  await run.ended;
}

it('a copy taken in mid-batch goes on elsewhere, and names every row that may have been called since', async () => {
  const user = await arrive();
  const list = user.file('list.csv', cleanList(ROWS));
  const run = user.start(['run', list, '--batch', 'b', '--rate', '20', '--no-ping']);
  await user.simulator.whenReceived(30);
  const copy = join(user.directory, 'copies', 'tonight');
  const made = await user.rollcall(['backup', copy]);
  const copied = user.simulator.totals().received;
  expect(made).toMatchObject({ status: 0, stderr: '' });
  expect(made.stdout).toContain('Not ended: b');
  // On the machine of the original, nobody goes on with the copy while that is worked in.
  const beside = await user.rollcall(['resume', 'b', '--no-ping'], { ROLLCALL_DATA: copy });
  expect(beside).toMatchObject({ status: 1 });
  expect(beside.stderr).toContain(`${copy} is a backup of ${user.data}, in which a process works`);
  await user.simulator.whenReceived(copied + 15);
  await lose(user, run);

  expect(readdirSync(copy).toSorted()).toEqual(['backup.json', 'batches', 'id', 'key']);
  expect(readdirSync(join(user.directory, 'copies'))).toEqual(['tonight']);
  for (const path of filesUnder(copy)) expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(statSync(join(copy, 'batches', 'b', 'work')).mode & 0o777).toBe(0o700);

  const elsewhere = join(user.directory, 'elsewhere');
  cpSync(copy, elsewhere, { recursive: true });
  const environment = { ROLLCALL_DATA: elsewhere };
  const resumed = await user.rollcall(['resume', 'b', '--rate', '500'], environment);
  expect(resumed).toMatchObject({ status: 0 });
  expect(resumed.stderr).toContain('was put back from the backup of ');

  const batch = join(elsewhere, 'batches', 'b');
  const outcomes = readCsv(readFileSync(join(batch, 'outcomes.csv'), 'utf8'));
  expect(outcomes).toHaveLength(ROWS);
  const gaps = new Set(readCsv(readFileSync(join(batch, 'gaps.csv'), 'utf8')).map(({ row }) => row));
  const counts = callsByNumber(user);
  const twice = outcomes.flatMap((line, index) =>
    (counts.get(line['身份证号'] ?? '') ?? 0) > 1 ? [String(index + 1)] : [],
  );
  expect(twice.length).toBeGreaterThan(0);
  expect(twice.filter((row) => !gaps.has(row))).toEqual([]);
  // What was on record in the copy is not called again.
  expect(gaps.size).toBeLessThan(ROWS);
  const today = ['reconcile', '--day', 'today', '--json'];
  const reconciled = await user.rollcall(today, environment);
  expect(JSON.parse(reconciled.stdout)).toMatchObject({ verdict: 'explained' });
});

it('a copy of a batch that has ended needs nothing, and a target that is taken or inside is refused', async () => {
  const user = await arrive();
  const list = user.file('list.csv', cleanList(5));
  await user.rollcall(['run', list, '--batch', 'b', '--xlsx']);
  const copy = join(user.directory, 'copy');
  mkdirSync(copy);
  // Left by a backup that was killed; another one still writes.
  const partialOf = (identity: string): string =>
    join(user.directory, `yesterday.${hostname()}-${identity.replace(':', '_')}.partial`);
  const [left, live] = [partialOf('4194304999:1'), partialOf(formatIdentity(ownIdentity()))];
  for (const directory of [left, live]) mkdirSync(join(directory, 'batches'), { recursive: true });
  const made = await user.rollcall(['backup', copy, '--json']);
  expect([existsSync(left), existsSync(live)]).toEqual([false, true]);
  rmSync(live, { recursive: true });
  expect(made.status).toBe(0);
  expect(JSON.parse(made.stdout)).toMatchObject({
    backup: copy,
    data_dir: user.data,
    has_key: true,
    open: [],
    swept: [left],
  });
  const status = await user.rollcall(['status', '--json'], { ROLLCALL_DATA: copy });
  expect(JSON.parse(status.stdout)).toMatchObject([{ batch: 'b', state: 'completed', rows: 5, done: 5 }]);
  expect(readFileSync(join(copy, 'batches', 'b', 'outcomes.csv'))).toEqual(
    readFileSync(join(user.data, 'batches', 'b', 'outcomes.csv')),
  );

  const refused = await Promise.all([
    user.rollcall(['backup', copy]),
    user.rollcall(['backup', join(user.data, 'inside')]),
    user.rollcall(['backup', join(user.directory, 'none')], {
      ROLLCALL_DATA: join(user.directory, 'nowhere'),
    }),
  ]);
  expect(refused.map((each) => each.status)).toEqual([1, 1, 1]);
  expect(refused[0]?.stderr).toContain('is not an empty directory');
  expect(refused[1]?.stderr).toContain('is in the data directory itself');
  expect(refused[2]?.stderr).toContain('has no batches');
  writeFileSync(join(user.directory, 'file'), '');
  expect((await user.rollcall(['backup', join(user.directory, 'file')])).status).toBe(1);
  expect(readdirSync(user.directory).toSorted()).toEqual(['copy', 'data', 'file', 'list.csv']);
});

it('on one Redis nobody works in a data directory and in its copy at a time, until the first has ended', async () => {
  const user = await arrive();
  const environment = {
    REDIS_URL: `redis://127.0.0.1:${await servers.start()}`,
    ROLLCALL_KEY: 'ab'.repeat(32),
  };
  const worker = user.start(['worker'], environment);
  onTestFinished(() => worker.signal('SIGKILL'));
  const submit = (batch: string, where: Record<string, string>) => {
    const list = user.file(`${batch}.csv`, cleanList(5));
    return user.rollcall(['submit', list, '--batch', batch, '--wait'], where);
  };
  expect(await submit('one', environment)).toMatchObject({ status: 0 });
  const copy = join(user.directory, 'copy');
  cpSync(user.data, copy, { recursive: true });
  const inCopy = { ...environment, ROLLCALL_DATA: copy };
  const refused = await Promise.all([
    user.rollcall(['worker'], inCopy),
    submit('two', inCopy),
    user.rollcall(['run', user.file('three.csv', cleanList(3)), '--batch', 'three'], inCopy),
  ]);
  for (const each of refused) {
    expect(each.status).toBe(1);
    expect(each.stderr).toContain(`${copy} and ${user.data} on ${hostname()} have the same identity`);
    expect(each.stderr).toContain('stop its workers and runs first');
  }
  expect(readdirSync(join(copy, 'batches'))).toEqual(['one']);
  expect(user.simulator.calls()).toHaveLength(5);
  // Whoever looks may look.
  expect((await user.rollcall(['status'], inCopy)).stdout).toContain('one');

  worker.signal('SIGTERM');
  expect(await worker.ended).toMatchObject({ status: 0 });
  const afterwards = await user.rollcall(
    ['run', join(user.directory, 'three.csv'), '--batch', 'three'],
    inCopy,
  );
  expect(afterwards).toMatchObject({ status: 0 });
  expect(user.simulator.calls()).toHaveLength(8);
});
