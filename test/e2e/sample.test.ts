// Some rows first: they are verified, then the batch is paused, and the others follow once somebody lets them. Nobody
// is called twice, and no other row before that.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import { arrive, cleanList, readCsv, type User } from './user.js';

const PATIENCE_MS = 180_000;
const QUIET = ['--no-ping', '--workers', '1'];

function run(user: User, list: string, batch: string, ...options: string[]) {
  return user.rollcall(['run', list, '--batch', batch, ...QUIET, ...options]);
}

function summaryOf(user: User, batch: string) {
  return JSON.parse(user.batchFile(batch, 'summary.json')) as Record<string, unknown>;
}

/** The rows of the batch's sample, as the file of its outcomes names them. */
function sampleRows(user: User, batch: string): number[] {
  return user.lines(batch, 'outcomes.sample.csv').map((line) => Number(line['verify_row']));
}

function numbersOf(list: string): string[] {
  return readCsv(list).map((line) => line['身份证号'] ?? '');
}

function called(user: User): string[] {
  return user.simulator
    .calls()
    .map(({ idNumber }) => idNumber)
    .toSorted((a, b) => a.localeCompare(b));
}

function sorted(numbers: Iterable<string>): string[] {
  return [...numbers].toSorted((a, b) => a.localeCompare(b));
}

/** People of whom the 12th and the 30th are the 2nd and the 11th again, and the 4th can't be sent. */
function listOf40(): string {
  const lines = cleanList(40).trimEnd().split('\n');
  lines[12] = lines[2] ?? '';
  lines[30] = lines[11] ?? '';
  lines[4] = `${(lines[4] ?? '').split(',').slice(0, 2).join(',')},1,`;
  return `${lines.join('\n')}\n`;
}

describe('the first rows of a list', () => {
  it(
    'are verified alone, told of in a file of their own, and the others once the batch is resumed',
    async () => {
      const user = await arrive();
      const text = listOf40();
      const list = user.file('list.csv', text);
      const numbers = numbersOf(text);
      const first = await run(user, list, 'b', '--first', '12', '--xlsx');
      expect(first.status).toBe(0);
      expect(first.stdout).toMatch(/^Batch b: paused \(sample of 12\)\n/);
      expect(first.stdout).toContain('\n  28 rows wait. To verify them too: rollcall resume b\n');
      expect(first.stdout).toContain(join(user.data, 'batches', 'b', 'outcomes.sample.csv'));

      // A row that can't be sent and a duplicate are rows of the sample, too.
      expect(sampleRows(user, 'b')).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
      expect(user.lines('b', 'outcomes.sample.csv').map((line) => line['verify_source'])).toEqual(
        'aaalaaaaaaad'.split('').map((letter) => ({ a: 'api', l: 'local', d: 'duplicate' })[letter]),
      );
      const workbook = readFileSync(join(user.data, 'batches', 'b', 'outcomes.sample.xlsx'));
      expect((await readXlsx(workbook)).sheets[0]?.rows).toHaveLength(13);
      const sampled = numbers.slice(0, 11).filter((_, index) => index !== 3);
      expect(called(user)).toEqual(sorted(sampled));
      expect(existsSync(join(user.data, 'batches', 'b', 'outcomes.csv'))).toBe(false);
      expect(summaryOf(user, 'b')).toMatchObject({
        state: 'paused',
        reason: 'sample',
        rows: 40,
        rows_left: 27,
      });

      const shown = await user.rollcall(['status', 'b']);
      expect(shown.stdout).toContain('paused (sample of 12): rollcall resume b');
      const [json] = JSON.parse(`[${(await user.rollcall(['status', 'b', '--json'])).stdout}]`) as object[];
      expect(json).toMatchObject({ state: 'paused', reason: 'sample', sample_rows: 12, done: 13, rows: 40 });
      // The same again does nothing more.
      expect((await run(user, list, 'b', '--first', '12')).status).toBe(0);
      expect(called(user)).toEqual(sorted(sampled));
      for (const other of [
        ['--first', '13'],
        ['--sample', '12'],
      ]) {
        const refused = await run(user, list, 'b', ...other);
        expect(refused).toMatchObject({ status: 1 });
        expect(refused.stderr).toContain('was begun with --first 12');
      }

      const rest = await user.rollcall(['resume', 'b', ...QUIET]);
      expect(rest.status).toBe(0);
      expect(user.lines('b', 'outcomes.csv').map((line) => Number(line['verify_row']))).toEqual(
        Array.from({ length: 40 }, (_, index) => index + 1),
      );
      const everybody = new Set(numbers.filter((_, index) => index !== 3));
      expect(called(user)).toEqual(sorted(everybody));
      expect(summaryOf(user, 'b')).toMatchObject({ state: 'completed', calls: 37, duplicates: 2 });
      expect(existsSync(join(user.data, 'batches', 'b', 'outcomes.sample.csv'))).toBe(false);
    },
    PATIENCE_MS,
  );

  it(
    'are all rows of a list that has no more',
    async () => {
      const user = await arrive();
      const ended = await run(user, user.file('list.csv', cleanList(5)), 'b', '--first', '5', '--json');
      expect(ended.status).toBe(0);
      expect(JSON.parse(ended.stdout)).toMatchObject({ state: 'completed', rows: 5 });
      expect(user.lines('b', 'outcomes.csv')).toHaveLength(5);
    },
    PATIENCE_MS,
  );

  it(
    'under a cap are those that it permits, then the rest of them, and then the cap says what all rows need',
    async () => {
      const user = await arrive();
      const list = user.file('list.csv', cleanList(30));
      const capped = await run(user, list, 'b', '--first', '10', '--max-calls', '4');
      expect(capped.status).toBe(3);
      expect(capped.stdout).toContain('26 rows still need a call. For all of them');
      expect(capped.stdout).toContain('rollcall resume b --max-calls 30');
      const sample = await user.rollcall(['resume', 'b', ...QUIET, '--max-calls', '15']);
      expect(sample.status).toBe(0);
      expect(sample.stdout).toContain('paused (sample of 10)');
      expect(user.simulator.calls()).toHaveLength(10);
      expect((await user.rollcall(['resume', 'b', ...QUIET])).status).toBe(3);
      expect(user.simulator.calls()).toHaveLength(15);
      const [shown] = JSON.parse(`[${(await user.rollcall(['status', 'b', '--json'])).stdout}]`) as [
        { reason: string },
      ];
      expect(shown.reason).toMatch(/15 rows still need a call\. .*: rollcall resume b --max-calls 30$/);
      expect((await user.rollcall(['resume', 'b', ...QUIET, '--max-calls', '30'])).status).toBe(0);
      expect(new Set(called(user)).size).toBe(30);
      expect(user.simulator.calls()).toHaveLength(30);
    },
    PATIENCE_MS,
  );
});

describe('a sample spread over a list', () => {
  it(
    'is the same rows each time, and whoever stands for a duplicate among them is called with them',
    async () => {
      const user = await arrive();
      const text = listOf40();
      const list = user.file('list.csv', text);
      const numbers = numbersOf(text);
      expect((await run(user, list, 'b', '--sample', '10')).status).toBe(0);
      expect(sampleRows(user, 'b')).toEqual([2, 6, 10, 14, 18, 22, 26, 30, 34, 38]);
      // Row 30 is that of row 11 again.
      const wanted = [2, 6, 10, 11, 14, 18, 22, 26, 34, 38].map((row) => numbers[row - 1] ?? '');
      expect(called(user)).toEqual(sorted(wanted));
      const statuses = user.lines('b', 'outcomes.sample.csv').map((line) => line['verify_status']);
      expect(statuses).not.toContain('not_sent');

      const soFar = join(user.directory, 'so-far.csv');
      await user.rollcall(['status', 'b', '--outcomes', soFar]);
      const open = readCsv(readFileSync(soFar, 'utf8')).filter(
        (line) => line['verify_status'] === 'not_sent',
      );
      expect(open).toHaveLength(27);

      const rest = await run(user, list, 'b');
      expect(rest.status).toBe(0);
      const everybody = new Set(numbers.filter((_, index) => index !== 3));
      expect(called(user)).toEqual(sorted(everybody));
      const outcomes = user.lines('b', 'outcomes.csv');
      expect(outcomes.map((line) => Number(line['verify_row']))).toEqual(
        Array.from({ length: 40 }, (_, index) => index + 1),
      );
      expect(outcomes.filter((line) => line['verify_status'] === 'error')).toEqual([]);
    },
    PATIENCE_MS,
  );
});

describe('a sample', () => {
  it(
    'is refused where it makes no sense',
    async () => {
      const user = await arrive();
      const list = user.file('list.csv', cleanList(3));
      const both = await run(user, list, 'b', '--first', '1', '--sample', '1');
      expect(both).toMatchObject({ status: 1 });
      expect(both.stderr).toContain("'--first <n>' cannot be used with option '--sample <n>'");
      expect((await run(user, list, 'b', '--first', '0')).status).toBe(1);
      const add = ['schedule', 'add', 'n', '--cron', '30 1 * * *', '--file', list];
      const nightly = await user.rollcall([...add, '--first', '2']);
      expect(nightly).toMatchObject({ status: 1 });
      expect(nightly.stderr).toContain('--first');
      expect(user.simulator.calls()).toEqual([]);
    },
    PATIENCE_MS,
  );
});
