// Outcomes so far that were being written when the process was killed: found and erased, wherever they are.

import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { draftsLeft, sweepDrafts, writeInDraft } from '../../../../src/batch/output/so-far-drafts.js';

let directory = '';
let work = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'rollcall-so-far-'));
  work = join(directory, 'work');
  mkdirSync(work);
});
afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

/** A draft as a process that is dead has left it. */
function left(place: string): string {
  mkdirSync(place);
  writeFileSync(join(place, 'outcomes.csv.1.0123456789abcdef.tmp'), 'a name and a number');
  writeFileSync(join(work, 'so-far-1:1'), place);
  return place;
}

test('they get their name when they are whole, and nothing else is left', async () => {
  const target = join(directory, 'so-far.csv');
  await writeInDraft({ work }, target, async (file) => {
    writeFileSync(file, 'all');
    expect(readdirSync(work)).toHaveLength(1);
    expect(await draftsLeft({ work })).toEqual([]);
  });
  expect(readFileSync(target, 'utf8')).toBe('all');
  expect(readdirSync(directory).toSorted()).toEqual(['so-far.csv', 'work']);
  expect(readdirSync(work)).toEqual([]);
});

test('a killed process’s are named to a purge, and gone with the next that are written', async () => {
  const place = left(join(directory, '.outcomes-so-far-0123456789abcdef'));
  expect(await draftsLeft({ work })).toEqual([join(place, 'outcomes.csv.1.0123456789abcdef.tmp')]);
  await writeInDraft({ work }, join(directory, 'so-far.csv'), (file) =>
    Promise.resolve(writeFileSync(file, 'all')),
  );
  expect(existsSync(place)).toBe(false);
  expect(readdirSync(work)).toEqual([]);
});

test('a note that names anything else has nothing removed', async () => {
  const place = left(join(directory, 'precious'));
  await sweepDrafts({ work });
  expect(readdirSync(place)).toHaveLength(1);
});
