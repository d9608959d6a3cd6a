// Some rows first: they are verified, then the batch is paused, and the others follow once somebody lets them. Nobody
// is called twice, and no other row before that.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { RedisServers } from '../support/redis-servers.js';
import { arrive, cleanList, readCsv, type User } from './user.js';

const PATIENCE_MS = 180_000;
const KEY = 'ab'.repeat(32);
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
      for (const [option = '', rows = '', remedy = ''] of [
        ['--first', '11', 'Give --first a larger number for more rows, leave it out to verify all rows'],
        ['--sample', '13', 'leave --sample out to verify all rows, or take another --batch id'],
      ]) {
        const refused = await run(user, list, 'b', option, rows);
        expect(refused).toMatchObject({ status: 1 });
        expect(refused.stderr).toContain('was begun with --first 12');
        expect(refused.stderr).toContain(remedy);
      }
      expect(called(user)).toEqual(sorted(sampled));

      // More of the first rows, behind which it pauses again.
      const more = await user.rollcall(['resume', 'b', '--first', '20', ...QUIET]);
      expect(more).toMatchObject({ status: 0 });
      expect(more.stdout).toMatch(/^Batch b: paused \(sample of 20\)\n/);
      expect(more.stdout).toContain('\n  20 rows wait.');
      expect(sampleRows(user, 'b')).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
      expect(called(user)).toEqual(sorted(numbers.slice(0, 20).filter((_, at) => at !== 3 && at !== 11)));

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

      // Row 30 stands for row 11 in the sample already, and is now of it.
      const more = await run(user, list, 'b', '--sample', '24');
      expect(more).toMatchObject({ status: 0 });
      const rows = sampleRows(user, 'b');
      expect(rows).toHaveLength(24);
      expect(rows).toEqual(expect.arrayContaining([2, 6, 10, 14, 18, 22, 26, 30, 34, 38]));
      const first = (row: number): number => numbers.indexOf(numbers[row - 1] ?? '') + 1;
      const sampled = new Set([...rows, ...wanted.map((number) => numbers.indexOf(number) + 1)]);
      const people = new Set(
        [...sampled].filter((row) => row !== 4).map((row) => numbers[first(row) - 1] ?? ''),
      );
      expect(called(user)).toEqual(sorted(people));

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

describe('a sample whose batch is not named', () => {
  it(
    'is that of the same run before: more rows, then all others, and nobody twice',
    async () => {
      const user = await arrive();
      const text = cleanList(30);
      const list = user.file('客户.csv', text);
      const begun = await user.rollcall(['run', list, ...QUIET, '--first', '5', '--json']);
      const { batch } = JSON.parse(begun.stdout) as { batch: string };

      const otherwise = await user.rollcall(['run', list, ...QUIET, '--precheck', 'off']);
      expect(otherwise).toMatchObject({ status: 1 });
      expect(otherwise.stderr).toContain(`rollcall resume ${batch}`);
      const labelled = await user.rollcall([
        'run',
        list,
        ...QUIET,
        '--label',
        'others',
        '--first',
        '1',
        '--json',
      ]);
      expect(labelled).toMatchObject({ status: 0 });
      const { batch: other } = JSON.parse(labelled.stdout) as { batch: string };
      expect(other).not.toBe(batch);
      expect(user.simulator.calls()).toHaveLength(6);

      const more = await user.rollcall(['run', list, ...QUIET, '--first', '8']);
      expect(more.stdout).toMatch(new RegExp(`^Batch ${batch}: paused \\(sample of 8\\)\n`));
      expect(more.stderr).toContain(`This list is that of batch ${batch}, whose sample is done: it goes on.`);
      const rest = await user.rollcall(['run', list, ...QUIET]);
      expect(rest.stdout).toMatch(new RegExp(`^Batch ${batch}: completed\n`));
      expect(called(user).length).toBe(31);
      expect(new Set(called(user)).size).toBe(30);
      // Where only one with a label is left, that is meant: the label was left out this time.
      const unlabelled = await user.rollcall(['run', list, ...QUIET, '--first', '1', '--json']);
      expect(JSON.parse(unlabelled.stdout)).toMatchObject({ batch: other, label: 'others' });
      expect(called(user).length).toBe(31);
    },
    PATIENCE_MS,
  );
});

describe('a sample that is submitted', () => {
  let servers: RedisServers;
  beforeAll(() => {
    servers = new RedisServers();
  });
  afterAll(() => servers.close());

  it(
    'is verified by live workers, enlarged while they work on it or after, and the others follow once it is resumed',
    async () => {
      const user = await arrive();
      const environment = { REDIS_URL: `redis://127.0.0.1:${await servers.start()}`, ROLLCALL_KEY: KEY };
      const workers = ['batch', 'verify'].map((role) => user.start(['worker', '--role', role], environment));
      onTestFinished(async () => {
        for (const worker of workers) worker.signal('SIGTERM');
        for (const worker of workers) expect((await worker.ended).status).toBe(0);
      });
      const text = listOf40();
      const list = user.file('list.csv', text);
      const submit = (batch: string, ...options: string[]) =>
        user.rollcall(['submit', list, '--batch', batch, '--no-ping', ...options], environment);
      const numbers = new Set(numbersOf(text).filter((_, index) => index !== 3));

      expect((await submit('f', '--first', '12', '--rate', '20')).status).toBe(0);
      await user.simulator.whenReceived(3);
      // Whether it is still at its first rows or has just left them, it is enlarged.
      const first = await submit('f', '--first', '20', '--rate', '900', '--wait');
      expect(first).toMatchObject({ status: 0 });
      expect(first.stdout).toContain('Batch f: paused (sample of 20)');
      expect(sampleRows(user, 'f')).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
      expect(called(user)).toEqual(sorted([...numbers].slice(0, 18)));

      const spread = await submit('s', '--sample', '6', '--wait');
      expect(spread.stdout).toContain('Batch s: paused (sample of 6)');
      const larger = await submit('s', '--sample', '10', '--wait');
      expect(larger.stdout).toContain('Batch s: paused (sample of 10)');
      expect(sampleRows(user, 's')).toHaveLength(10);

      const resumed = await user.rollcall(['resume', 'f', '--no-ping'], environment);
      expect(resumed).toMatchObject({ status: 0 });
      expect(resumed.stdout).toContain('goes on in the worker that has it');
      expect((await submit('f', '--wait')).stdout).toContain('Batch f: completed');
      expect((await submit('s', '--wait')).stdout).toContain('Batch s: completed');
      const twice = sorted([...numbers, ...numbers]);
      expect(called(user)).toEqual(twice);
      for (const batch of ['f', 's']) {
        expect(summaryOf(user, batch)).toMatchObject({ state: 'completed', rows: 40, calls: 37 });
        expect(user.lines(batch, 'outcomes.csv').map((line) => Number(line['verify_row']))).toEqual(
          Array.from({ length: 40 }, (_, index) => index + 1),
        );
      }
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
