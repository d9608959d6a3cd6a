// A file of Rollcall's own that a disk, an editor or a power cut has damaged: each command names it and says what to do,
// and another batch's damage hides no batch.

import { readdirSync, readFileSync, writeFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { cleanList, STACK, User } from './user.js';

let user: User;
/** A batch that halted at its cap, and one that has ended. */
const HALTED = 'halted';
const ENDED = 'ended';

const ENVIRONMENT = { ROLLCALL_BACKOFF_BASE_MS: '10' };
const before = new Map<string, Buffer>();

beforeAll(async () => {
  user = await User.arrive();
  user.file('list.csv', cleanList(30));
  await user.rollcall(['run', 'list.csv', '--batch', ENDED]);
  await user.rollcall(['run', 'list.csv', '--batch', HALTED, '--max-calls', '10', '--rate', '50']);
});
afterAll(() => user.leave());
beforeEach(() => {
  for (const [path, bytes] of before) writeFileSync(path, bytes);
});

function damage(batch: string, name: RegExp, text: string): string {
  const directory = join(user.data, 'batches', batch);
  const inside = [directory, join(directory, 'work'), join(directory, 'work', 'segments')];
  const [path] = inside
    .filter((each) => existsSync(each))
    .flatMap((each) => readdirSync(each).map((file) => join(each, file)))
    .filter((file) => name.test(file));
  if (path === undefined) throw new Error(`no ${String(name)} of ${batch}`);
  before.set(path, readFileSync(path));
  writeFileSync(path, text);
  return path;
}

const CUT = '{"state": "hal';
const OTHER = '{"some": "thing else"}';
const EMPTY = '';

/** How a command answers that reads the file. */
async function answer(args: readonly string[], path: string) {
  const { status, stderr } = await user.rollcall(args, ENVIRONMENT);
  return {
    status,
    names: stderr.includes(`${path} is damaged`),
    advises: stderr.includes('backup'),
    raw: STACK.test(stderr) || /has a fault|Zod|invalid_type|JSON/.test(stderr),
  };
}
const IN_WORDS = { status: 1, names: true, advises: true, raw: false };

it.each([
  [HALTED, /state-\d+\.json$/, CUT],
  [HALTED, /state-\d+\.json$/, OTHER],
  [HALTED, /state-\d+\.json$/, EMPTY],
  [ENDED, /state-\d+\.json$/, CUT],
  [HALTED, /summary\.json$/, CUT],
  [HALTED, /summary\.json$/, OTHER],
  [ENDED, /summary\.json$/, EMPTY],
  [ENDED, /batch\.json$/, CUT],
])('of %s batch %s (%j) is named by status of that batch', async (batch, name, text) => {
  expect(await answer(['status', batch], damage(batch, name, text))).toEqual(IN_WORDS);
});

it.each([
  ['pause', HALTED],
  ['resume', HALTED],
  ['cancel', HALTED],
  ['purge', ENDED],
])('is named by %s', async (command, batch) => {
  expect(await answer([command, batch], damage(batch, /state-\d+\.json$/, OTHER))).toEqual(IN_WORDS);
});

it.each([/state-\d+\.json$/, /batch\.json$/, /summary\.json$/])(
  '%s of one batch hides no other from status of all',
  async (name) => {
    const path = damage(HALTED, name, CUT);
    const { status, stdout, stderr } = await user.rollcall(['status'], ENVIRONMENT);
    expect({ status }).toEqual({ status: 0 });
    expect(stderr).toContain(`${path} is damaged`);
    expect(stdout).toMatch(/^ended /m);
  },
);

it.each([
  [ENDED, /ledger\.json$/, CUT],
  [ENDED, /ledger\.json$/, OTHER],
  [HALTED, /checkpoint-\d+\.json$/, OTHER],
  [HALTED, /segments\/\d+\.csv$/, 'x'.repeat(5_000)],
])('of %s batch %s is named by reconcile', async (batch, name, text) => {
  expect(await answer(['reconcile', '--day', 'today'], damage(batch, name, text))).toEqual(IN_WORDS);
});

it.each([
  [/checkpoint-\d+\.json$/, OTHER],
  [/segments\/\d+\.csv$/, 'x'.repeat(5_000)],
])('%s halts its batch, and its reason names the file', async (name, text) => {
  const path = damage(HALTED, name, text);
  const { status, stderr, stdout } = await user.rollcall(['resume', HALTED], ENVIRONMENT);
  expect(`${stdout}${stderr}`).toContain(`${path} is damaged`);
  expect(`${stdout}${stderr}`).not.toMatch(/Zod|invalid_type/);
  expect(status).toBe(3);
});
