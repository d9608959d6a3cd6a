// The files of closed months: what was closed is kept whole when the month is opened again, or the month stays closed.

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { reopenMonth } from '../../../src/app/close-month.js';
import { loadConfig } from '../../../src/config.js';
import { CLOSE_FILE, keepClosed, monthDirectory, readClosed } from '../../../src/money/month-files.js';

const CLOSED_AT = '2026-11-02T10:00:00.000+08:00';
const CLOSED = {
  version: 1,
  month: '2026-10',
  provider: 'youtu',
  verdict: 'balanced',
  closed_at: CLOSED_AT,
  closed_by: 'an accountant',
  differences: [],
  batches: [],
  figures: [],
  earlier: [],
};
const KEPT = CLOSED_AT.replaceAll(':', '');
const FILES = ['close.html', CLOSE_FILE, 'evidence.zip', 'journal.csv'];
const ABOUT = { by: 'an accountant', reason: 'a late bill', atMs: Date.parse('2026-11-03T10:00:00+08:00') };

function closedMonth(): { data: string; directory: string } {
  const data = mkdtempSync(join(tmpdir(), 'rollcall-month-'));
  onTestFinished(() => {
    rmSync(data, { recursive: true });
  });
  const directory = monthDirectory(data, '2026-10', 'youtu');
  mkdirSync(directory, { recursive: true });
  for (const name of FILES)
    writeFileSync(join(directory, name), name === CLOSE_FILE ? JSON.stringify(CLOSED) : `the ${name}`);
  return { data, directory };
}

test('all files of a month that is opened again are kept as they were, with who did it and why', async () => {
  const { directory } = closedMonth();
  const kept = await keepClosed(directory, CLOSED_AT, ABOUT);
  expect(kept).toBe(join(directory, 'reopened', KEPT));
  expect(readdirSync(directory)).toEqual(['reopened']);
  expect(readdirSync(kept).toSorted()).toEqual([...FILES, 'reopened.json'].toSorted());
  expect(readFileSync(join(kept, 'evidence.zip'), 'utf8')).toBe('the evidence.zip');
  expect(JSON.parse(readFileSync(join(kept, 'reopened.json'), 'utf8'))).toMatchObject({
    by: 'an accountant',
    reason: 'a late bill',
  });
});

test('a month stays closed, and keeps its files, until all of it is kept', async () => {
  const { directory } = closedMonth();
  // Cut off in the middle: one of the files can't be kept.
  const inTheWay = join(directory, 'reopened', KEPT, 'evidence.zip');
  mkdirSync(inTheWay, { recursive: true });
  await expect(keepClosed(directory, CLOSED_AT, ABOUT)).rejects.toThrow('EISDIR');
  expect(await readClosed(directory)).toMatchObject({ closed_at: CLOSED_AT });
  expect(FILES.filter((name) => readdirSync(directory).includes(name))).toEqual(FILES);
  rmSync(inTheWay, { recursive: true });
  await keepClosed(directory, CLOSED_AT, ABOUT);
  expect(await readClosed(directory)).toBeUndefined();
});

test('of two who open a month again at once one is told that it is not closed', async () => {
  const { data } = closedMonth();
  const app = { config: loadConfig({ ROLLCALL_DATA: data }, data), tell: () => undefined };
  const both = await Promise.allSettled([
    reopenMonth(app, '2026-10', 'first'),
    reopenMonth(app, '2026-10', 'second'),
  ]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(both.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: { code: 'unclosed-month' },
  });
  // A month that was never closed is none, and gets no directory.
  await expect(reopenMonth(app, '2026-09', 'why')).rejects.toMatchObject({ code: 'unclosed-month' });
  expect(readdirSync(join(data, 'months'))).toEqual(['2026-10']);
});
