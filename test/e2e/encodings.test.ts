// Lists in encodings that are easily taken for each other: read as what they are, or refused before any call.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { User } from './user.js';

const CASES = fileURLToPath(new URL('../../fixtures/cases/', import.meta.url));

async function arrive(): Promise<User> {
  const user = await User.arrive();
  onTestFinished(() => user.leave());
  return user;
}

function put(user: User, name: string, bytes: Buffer): string {
  const path = join(user.directory, name);
  writeFileSync(path, bytes);
  return path;
}

test.each([
  ['utf8-one-bad-byte-60.csv', 59, ['王明', '朱兰']],
  ['big5.csv', 12, ['陳志明', '黃淑芬']],
  ['double-bom.csv', 6, ['赵伟英', '沈平']],
])('%s is read as what it is, and each of its %i people is called by name', async (name, calls, first) => {
  const user = await arrive();
  expect((await user.rollcall(['run', join(CASES, name), '--batch', 'b'])).status).toBe(0);
  const lines = user.lines('b', 'outcomes.csv');
  expect(lines.slice(0, first.length).map((line) => Object.values(line)[0])).toEqual(first);
  expect(lines.filter((line) => line['verify_source'] === 'api')).toHaveLength(calls);
  expect(user.simulator.calls()).toHaveLength(calls);
  const bad = lines.flatMap((line, index) => (line['verify_status'] === 'unreadable' ? [index + 1] : []));
  expect(bad).toEqual(name.startsWith('utf8') ? [41] : []);
});

test('two lists joined that are of different encodings are refused, with a line of each and what to give', async () => {
  const user = await arrive();
  const half = readFileSync(join(CASES, 'big5.csv'));
  const list = put(user, 'joined.csv', Buffer.concat([half, readFileSync(join(CASES, 'double-bom.csv'))]));
  for (const command of ['check', 'run']) {
    const { status, stdout, stderr } = await user.rollcall([command, list]);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(
      /joined\.csv: .* big5, line 2 first; .* utf-8, line 14 first.*--encoding utf-8, gb18030/,
    );
    expect(stderr).not.toMatch(/[一-龥]/);
  }
  expect(user.simulator.calls()).toHaveLength(0);
});

test('an encoding that plainly is not the list’s is refused, with the one that is', async () => {
  const user = await arrive();
  const list = join(CASES, 'utf8-one-bad-byte-60.csv');
  const { status, stderr } = await user.rollcall(['run', list, '--encoding', 'gbk']);
  expect(status).toBe(1);
  expect(stderr).toMatch(/--encoding gb18030 does not fit: .* utf-8 fits/);
  expect(user.simulator.calls()).toHaveLength(0);
});

test.each([
  ['CP950', 'big5'],
  ['gb2312', 'gb18030'],
  ['latin1', 'windows-1252'],
  ['UTF8', 'utf-8'],
])('--encoding %s is put down as %s', async (label, encoding) => {
  const user = await arrive();
  const list = put(user, 'plain.csv', Buffer.from('name,id_number\nJohn Smith,932682198501010017\n'));
  const { stdout } = await user.rollcall(['check', list, '--encoding', label, '--json']);
  expect(JSON.parse(stdout)).toMatchObject({ encoding, misfits: { lines: 0, first_line: null } });
});

test('a name of no encoding is answered with the nearest', async () => {
  const user = await arrive();
  const { status, stderr } = await user.rollcall(['check', 'x.csv', '--encoding', 'big-6']);
  expect(status).toBe(1);
  expect(stderr).toMatch(/Did you mean big-?5\? It takes utf-8, gb18030,/);
});
