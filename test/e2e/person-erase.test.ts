// A person asks to be erased: what a clerk types, sees and has in hand afterwards.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { peopleCsv } from '../../src/simulator/index.js';
import { User, type Line } from './user.js';

const PATIENCE_MS = 240_000;
const PEOPLE = [...peopleCsv({ seed: 21, count: 12, mix: 'clean' })].join('').trimEnd().split('\n');

let user: User;
let before: Line[];
let number = '';
let name = '';

beforeAll(async () => {
  user = await User.arrive();
  const list = user.file('list.csv', `${PEOPLE.join('\n')}\n${PEOPLE[3] ?? ''}\n`);
  await user.rollcall(['run', list, '--batch', 'november', '--split', '--xlsx']);
  before = user.lines('november', 'outcomes.csv');
  number = before[2]?.['身份证号'] ?? '';
  name = before[2]?.['姓名'] ?? '';
}, PATIENCE_MS);

afterAll(() => user.leave());

it(
  'tells first, erases then, and leaves everything else as it was',
  async () => {
    const kept = readFileSync(join(user.data, 'batches', 'november', 'summary.json'), 'utf8');
    const told = await user.rollcall(['person', 'erase'], {}, `${number},${name}\n`);
    expect(told.status).toBe(0);
    expect(told.stdout).toContain('november: 2 rows (3,13)');
    expect(told.stdout).toContain('Nothing is erased yet: the same with --yes does it.');
    expect(user.lines('november', 'outcomes.csv')).toEqual(before);
    const erased = await user.rollcall(['person', 'erase', '--yes', '--json'], {}, `${number}\n`);
    expect(erased.status).toBe(0);
    const said = JSON.parse(erased.stdout) as { rows: number; receipt: string; not_reached: unknown[] };
    expect(said).toMatchObject({ erased: true, rows: 2, not_reached: [] });
    const after = user.lines('november', 'outcomes.csv');
    expect(after.map((line, row) => (row === 2 || row === 12 ? {} : line))).toEqual(
      before.map((line, row) => (row === 2 || row === 12 ? {} : line)),
    );
    expect([...new Set(Object.values(after[2] ?? {}))].toSorted()).toEqual(['', 'erased']);
    for (const words of [told, erased]) expect(words.stdout + words.stderr).not.toContain(number);
    expect(readFileSync(said.receipt, 'utf8')).not.toContain(number);
    expect(readFileSync(join(user.data, 'batches', 'november', 'summary.json'), 'utf8')).toBe(kept);
  },
  PATIENCE_MS,
);

it(
  'finds the person no more, says how many rows are erased, and shows whole receipts',
  async () => {
    const found = await user.rollcall(['person', 'find', '--json'], {}, `${number}\n`);
    expect(JSON.parse(found.stdout)).toEqual([]);
    const shown = await user.rollcall(['status', 'november']);
    expect(shown.stdout).toContain('erased: 2');
    const receipts = await user.rollcall(['person', 'receipts', '--lang', 'zh']);
    expect(receipts).toMatchObject({ status: 0 });
    expect(receipts.stdout).toContain('1 份回执，前后相符。');
    const none = await user.rollcall(['person', 'erase', '--yes'], {}, `${number}\n`);
    expect([none.status, none.stdout]).toEqual([0, 'In no file that is kept: there is nothing to erase.\n']);
  },
  PATIENCE_MS,
);

it(
  'takes out by a rule what somebody was shown before',
  async () => {
    const retention = (...words: string[]) => user.rollcall(['retention', ...words]);
    const rule = ['set', '--label', '', '--status', 'match', '--days', '0'];
    const told = await retention(...rule);
    expect(told.stdout).toContain('november: rows with match');
    expect(told.stdout).toContain('not recorded yet');
    expect((await retention('list')).stdout).toBe('There are no rules.\n');
    expect((await retention('run')).stdout).toBe('Nothing is due.\n');
    await retention(...rule, '--yes');
    expect((await retention('list')).stdout).toContain('label "": rows with match, 0 days');
    expect((await retention('run', '--dry-run')).stdout).toContain('Would be erased now, of 1 batches.');
    expect((await retention('run')).stdout).toContain('Receipt: ');
    const statuses = user.lines('november', 'outcomes.csv').map((line) => line['verify_status']);
    expect(statuses).not.toContain('match');
    expect(statuses).toHaveLength(before.length);
    expect((await retention('remove', '--label', '')).status).toBe(1);
    expect((await retention('remove', '--label', '', '--status', 'match')).stdout).toBe('Removed: 1 rule.\n');
  },
  PATIENCE_MS,
);
