// Rollcall from a program: the package's own name, its types aside, as an installed one has it.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { peopleCsv } from '../../src/simulator/index.js';
import { User } from './user.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

let user: User;

beforeAll(async () => {
  user = await User.arrive();
  user.file('people.csv', [...peopleCsv({ seed: 3, count: 30, mix: 'clean' })].join(''));
});
afterAll(() => user.leave());

/** Runs a program whose `rollcall` is the package of this checkout. @returns what it printed as JSON */
async function program(code: string): Promise<unknown> {
  const source = `import { openRollcall, UserError } from 'rollcall'; const list = ${JSON.stringify(user.directory)} + '/people.csv'; ${code}`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', source], {
    cwd: ROOT,
    env: { ...user.environment, ROLLCALL_DATA: user.data, ROLLCALL_PRICE: '0.3' },
  });
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

describe('a program', () => {
  test('checks a list, verifies it, is told what happens, and finds the batch again', async () => {
    const said = await program(`
      const kinds = new Set();
      const rollcall = openRollcall({ onEvent: ({ kind }) => kinds.add(kind) });
      const { calls, cost } = await rollcall.check(list);
      const { results } = await rollcall.run({ file: list, batch: 'first' }, { workers: 1, ping: false });
      const [{ state, exitStatus, summary }] = results;
      const [{ done }] = await rollcall.status('first');
      console.log(JSON.stringify({ calls, cost, state, exitStatus, rows: summary.rows, done, kinds: [...kinds] }));
    `);
    expect(said).toMatchObject({ calls: 30, cost: '9.0', state: 'completed', rows: 30, done: 30 });
    expect(said).toHaveProperty('kinds', expect.arrayContaining(['surveyed', 'progress', 'left']));
    expect(user.lines('first', 'outcomes.csv')).toHaveLength(30);
  });

  test('stops a run by its signal, and goes on with it', async () => {
    const said = await program(`
      const stopping = new AbortController();
      const rollcall = openRollcall({ onEvent: ({ kind }) => { if (kind === 'progress') stopping.abort(); } });
      const { results } = await rollcall.run({ file: list, batch: 'second' }, { workers: 1, ping: false, options: { rate: 10 }, signal: stopping.signal });
      const resumed = await rollcall.resume('second', { workers: 1, ping: false, options: { rate: 500 } });
      console.log(JSON.stringify({ before: results[0].state, kind: resumed.kind, after: resumed.result.state }));
    `);
    expect(said).toEqual({ before: 'queued', kind: 'left', after: 'completed' });
    const called = user.lines('second', 'attempts.csv').map(({ row, attempt }) => `${row} ${attempt}`);
    expect(new Set(called).size).toBe(called.length);
  });

  test('is told by a code what a person can mend', async () => {
    const said = await program(`
      const codes = [];
      const rollcall = openRollcall();
      const tries = [
        () => openRollcall({ settings: { ROLLCALL_TIMEOUT_MS: 'soon' } }),
        () => rollcall.check('/nowhere.csv'),
        () => rollcall.pause('nobody'),
        () => rollcall.run({ file: list, batch: '12' }, { ping: false }),
        () => rollcall.cancel('nobody'),
      ];
      for (const attempt of tries) {
        try { await attempt(); codes.push('none'); } catch (error) { codes.push(error instanceof UserError ? error.code : String(error)); }
      }
      console.log(JSON.stringify(codes));
    `);
    expect(said).toEqual([
      'invalid-settings',
      'unreadable-list',
      'unknown-batch',
      'invalid-options',
      'unknown-batch',
    ]);
  });
});
