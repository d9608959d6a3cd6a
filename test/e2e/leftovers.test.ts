// What a killed process leaves of a list before there is a batch is removed by the next start and by a purge.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { PROGRAM } from '../support/programs.js';
import { arrive, cleanList, filesUnder, type User } from './user.js';

const NUMBER = '110105194912310021';

/** Starts to read a list, `-`, whose end never comes, and is killed in the middle. */
async function killedReading(user: User, args: readonly string[], temporary: string): Promise<void> {
  mkdirSync(temporary, { recursive: true });
  const env = { ...user.environment, TMPDIR: temporary };
  const child = spawn(process.execPath, [PROGRAM, ...args], { cwd: user.directory, env, stdio: 'pipe' });
  child.stdin.write(`姓名,身份证号\n张三,${NUMBER}\n`);
  await vi.waitFor(
    () => {
      expect(holding(user)).not.toEqual([]);
    },
    { timeout: 30_000 },
  );
  child.kill('SIGKILL');
  await once(child, 'close');
}

function holding({ directory }: User): string[] {
  return filesUnder(directory).filter((path) => readFileSync(path).includes(NUMBER));
}

test('the copy of a `check` that was killed is gone with the next one, and nobody else’s', async () => {
  const user = await arrive();
  const temporary = join(user.directory, 'tmp');
  await killedReading(user, ['check', '-'], temporary);
  const [left = ''] = holding(user);
  expect(statSync(dirname(left)).mode & 0o777).toBe(0o700);
  const others = [`rollcall-check-${process.pid}-1-abcdef.txt`, 'rollcall-check-mine', 'rollcall-x'];
  for (const name of others) mkdirSync(join(temporary, name));
  writeFileSync(join(temporary, 'rollcall-check-999999999-1-abcdef'), 'a file');
  const { status } = await user.rollcall(['check', user.file('list.csv', cleanList(2))], {
    TMPDIR: temporary,
  });
  expect(status).toBe(0);
  expect(holding(user)).toEqual([]);
  expect(readdirSync(temporary)).toEqual(expect.arrayContaining(others));
  expect(existsSync(join(temporary, 'rollcall-check-999999999-1-abcdef'))).toBe(true);
});

test.each([
  ['run', (user: User) => ['run', user.file('list.csv', cleanList(2)), '--no-ping']],
  ['purge', () => ['purge', '--older-than', '1d', '--yes']],
])('the copy of a `check` that was killed is gone with a `%s`, too', async (_command, args) => {
  const user = await arrive();
  const temporary = join(user.directory, 'tmp');
  await killedReading(user, ['check', '-'], temporary);
  expect(await user.rollcall(args(user), { TMPDIR: temporary })).toMatchObject({ status: 0 });
  expect(holding(user)).toEqual([]);
});

test('the copy of a `check` that goes on is its own', async () => {
  const user = await arrive();
  const temporary = join(user.directory, 'tmp');
  mkdirSync(temporary);
  const env = { ...user.environment, TMPDIR: temporary };
  const child = spawn(process.execPath, [PROGRAM, 'check', '-'], { cwd: user.directory, env, stdio: 'pipe' });
  child.stdin.write(`姓名,身份证号\n张三,${NUMBER}\n`);
  await vi.waitFor(
    () => {
      expect(holding(user)).not.toEqual([]);
    },
    { timeout: 30_000 },
  );
  await user.rollcall(['check', user.file('list.csv', cleanList(2))], { TMPDIR: temporary });
  expect(holding(user)).toHaveLength(1);
  child.stdin.end();
  const [status] = (await once(child, 'close')) as [number];
  expect(status).toBe(0);
});

test('the copy of a `run` that was killed before its batch was made is gone with the next start', async () => {
  const user = await arrive();
  await killedReading(user, ['run', '-', '--no-ping'], join(user.directory, 'tmp'));
  const kept = join(user.data, 'batches', 'by-hand');
  mkdirSync(join(kept, 'work'), { recursive: true });
  writeFileSync(join(kept, 'outcomes.csv'), 'a person has put this here');
  const args = ['run', user.file('list.csv', cleanList(2)), '--batch', 'next', '--no-ping'];
  expect((await user.rollcall(args)).status).toBe(0);
  expect(holding(user)).toEqual([]);
  expect(
    readdirSync(join(user.data, 'batches'))
      .filter((name) => !name.startsWith('.'))
      .toSorted(),
  ).toEqual(['by-hand', 'next']);
  expect(existsSync(join(kept, 'outcomes.csv'))).toBe(true);
});

test('the copy of a `run` that was killed is named by a purge, and erased with --yes', async () => {
  const user = await arrive();
  await killedReading(user, ['run', '-', '--no-ping', '--batch', 'never'], join(user.directory, 'tmp'));
  const [left = ''] = holding(user);
  const said = await user.rollcall(['purge', '--older-than', '0d']);
  expect(said.stdout).toContain(left);
  expect(holding(user)).toEqual([left]);
  const done = await user.rollcall(['purge', '--older-than', '0d', '--yes']);
  expect(done).toMatchObject({ status: 0 });
  expect(holding(user)).toEqual([]);
  expect(existsSync(join(user.data, 'batches', 'never'))).toBe(false);
});
