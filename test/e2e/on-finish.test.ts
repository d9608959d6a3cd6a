// `--on-finish` as a user meets it: the program is told of the end of batches and reconciliations, and harms nothing
// whatever it does.

import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { peopleCsv } from '../../src/simulator/index.js';
import { User } from './user.js';

const PATIENCE_MS = 120_000;

let user: User;
let list: string;

beforeAll(async () => {
  user = await User.arrive();
  list = user.file('list.csv', [...peopleCsv({ seed: 3, count: 12, mix: 'clean' })].join(''));
});
afterAll(() => user.leave());

/** @returns the program's path; the program appends its arguments and what it sees to the file `told` */
function program(name: string, ending = ''): { path: string; told: () => string } {
  const path = join(user.directory, name);
  const told = `${path}.told`;
  writeFileSync(path, `#!/bin/sh\nbasename "$1" >> '${told}'\nenv >> '${told}'\n${ending}\n`);
  chmodSync(path, 0o700);
  return { path, told: () => (existsSync(told) ? readFileSync(told, 'utf8') : '') };
}

describe('the program of --on-finish', () => {
  it(
    'is told once of a batch’s end, and knows no secret',
    async () => {
      const { path, told } = program('tell');
      const args = ['run', list, '--batch', 'told', '--no-ping', '--on-finish', path];
      expect(await user.rollcall(args)).toMatchObject({ status: 0 });
      expect(told().match(/^summary\.json$/gm)).toHaveLength(1);
      expect(told()).not.toContain('ROLLCALL');
      expect(await user.rollcall(args)).toMatchObject({ status: 0 });
      expect(told().match(/^summary\.json$/gm)).toHaveLength(1);
    },
    PATIENCE_MS,
  );

  it(
    'that fails is said, and changes neither files nor exit status',
    async () => {
      const { path, told } = program('fail', 'exit 9');
      const ended = await user.rollcall(['run', list, '--no-ping', '--on-finish', path, '--json']);
      expect(ended.status).toBe(0);
      expect(JSON.parse(ended.stdout)).toMatchObject({ state: 'completed', rows: 12 });
      expect(ended.stderr).toContain('exit status 9');
      expect(told()).toContain('summary.json');
    },
    PATIENCE_MS,
  );

  it(
    'is told of a halt',
    async () => {
      const { path, told } = program('halt', '');
      const args = ['run', list, '--no-ping', '--max-calls', '5', '--on-finish', path];
      expect(await user.rollcall(args)).toMatchObject({ status: 3 });
      expect(told()).toContain('summary.json');
    },
    PATIENCE_MS,
  );

  it(
    'is told of a reconciliation’s report',
    async () => {
      const { path, told } = program('balance', 'exit 3');
      const ended = await user.rollcall(['reconcile', '--day', 'today', '--on-finish', path]);
      expect(ended.status).toBe(0);
      expect(ended.stderr).toContain('exit status 3');
      expect(told()).toContain('report.json');
      expect(told()).not.toContain('ROLLCALL');
    },
    PATIENCE_MS,
  );
});
