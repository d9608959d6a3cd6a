// What a batch leaves for people: its page, its workbook with a sheet for each status, and what is exported of it later.

import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { peopleCsv } from '../../src/simulator/index.js';
import { readCsv, User, type Ended, type Line } from './user.js';

const PATIENCE_MS = 240_000;
const PEOPLE = [...peopleCsv({ seed: 11, count: 60, mix: 'fixture' })].join('').trimEnd().split('\n');
/** A customer whose remark a spreadsheet would run, and one without a number. */
const LIST = [...PEOPLE, `K1,王小明,110101199003070011,=1+1`, 'K2,李晓红,,none'].join('\n');

describe('a batch that has ended', () => {
  let user: User;
  let ran: Ended;

  beforeAll(async () => {
    user = await User.arrive();
    const list = user.file('list.csv', `${LIST}\n`);
    ran = await user.rollcall(['run', list, '--batch', 'n', '--xlsx', '--split'], {
      ROLLCALL_PRICE: '0.123',
    });
  }, PATIENCE_MS);

  afterAll(() => user.leave());

  const rows = (): Line[] => user.lines('n', 'outcomes.csv');
  const statusOf = (line: Line): string => line['verify_status'] ?? '';

  async function sheetsOf(path: string) {
    const { sheets } = await readXlsx(readFileSync(path));
    return sheets.map((sheet) => ({ name: sheet.name, rows: sheet.rows, filter: sheet.autoFilter?.range }));
  }

  it('has a page with its counts and its cost, and nobody’s name or number', () => {
    expect(ran.stderr + ran.stdout).toContain('batch.html');
    const page = user.batchFile('n', 'batch.html');
    expect(statSync(join(user.data, 'batches', 'n', 'batch.html')).mode & 0o777).toBe(0o600);
    const summary = JSON.parse(user.batchFile('n', 'summary.json')) as {
      by_status: Record<string, number>;
      cost: { amount: string };
    };
    for (const [status, count] of Object.entries(summary.by_status).filter(([, some]) => some > 0))
      expect(page).toMatch(new RegExp(`<code>${status}</code>\\s*</td>\\s*<td[^>]*>\\s*${count}\\s*<`));
    expect(page).toContain(`${summary.cost.amount} CNY`);
    expect(page).toContain('号码为空');
    expect(page).toContain('the number is empty');
    const cells = rows().flatMap((line) => [line['姓名'] ?? '', line['身份证号'] ?? '']);
    const personal = cells.filter((cell) => /^\d{17}[\dX]$|^\p{Script=Han}{2,4}$/u.test(cell));
    expect(personal.length).toBeGreaterThan(100);
    expect(personal.filter((cell) => page.includes(cell))).toEqual([]);
  });

  it('has a workbook with all rows, then a sheet for each status that occurs, each with a filter', async () => {
    const sheets = await sheetsOf(join(user.data, 'batches', 'n', 'outcomes.xlsx'));
    const statuses = new Set(rows().map(statusOf));
    expect(sheets[0]).toMatchObject({ name: 'outcomes' });
    expect(new Set(sheets.slice(1).map(({ name }) => name))).toEqual(statuses);
    for (const { name, rows: cells, filter } of sheets) {
      const own = rows().filter((line) => name === 'outcomes' || statusOf(line) === name);
      expect(cells).toHaveLength(own.length + 1);
      expect(filter).toMatch(new RegExp(`^A1:[A-Z]+${own.length + 1}$`));
    }
    // The workbook runs nothing, so that nothing has to be defused.
    expect(sheets[0]?.rows.flat()).toContain('=1+1');
  });

  it(
    'is exported whole, by status, as CSV or as a workbook, to files of the user’s alone',
    async () => {
      const done = await user.rollcall(['export', 'n', '--json']);
      expect(JSON.parse(done.stdout)).toEqual({ batch: 'n', file: join(user.directory, 'n.csv'), rows: 62 });
      expect(readFileSync(join(user.directory, 'n.csv'))).toEqual(
        readFileSync(join(user.data, 'batches', 'n', 'outcomes.csv')),
      );
      expect(statSync(join(user.directory, 'n.csv')).mode & 0o777).toBe(0o600);

      const again = await user.rollcall(['export', 'n']);
      expect(again).toMatchObject({ status: 1 });
      expect(again.stderr).toContain('n.csv is there already. Give --overwrite');
      expect(await user.rollcall(['export', 'n', '--overwrite'])).toMatchObject({ status: 0 });

      const some = await user.rollcall([
        'export',
        'n',
        '--status',
        'match',
        'bad_format',
        '--out',
        'some.csv',
      ]);
      const wanted = rows().filter((line) => ['match', 'bad_format'].includes(statusOf(line)));
      expect(some.stdout).toBe(`${join(user.directory, 'some.csv')} (${wanted.length} rows)\n`);
      expect(readCsv(readFileSync(join(user.directory, 'some.csv'), 'utf8'))).toEqual(wanted);

      await user.rollcall(['export', 'n', '--status', 'match,not_sent', '--out', 'two.xlsx']);
      const sheets = await sheetsOf(join(user.directory, 'two.xlsx'));
      expect(sheets.map(({ name, rows: cells }) => [name, cells.length - 1])).toEqual([
        ['match', rows().filter((line) => statusOf(line) === 'match').length],
        ['not_sent', 0],
      ]);
    },
    PATIENCE_MS,
  );

  it(
    'is not exported where that can’t be done, and says what to do',
    async () => {
      const refused = async (...args: string[]): Promise<string> => {
        const { status, stderr } = await user.rollcall(['export', ...args]);
        expect(status).toBe(1);
        return stderr;
      };
      expect(await refused('n', '--status', 'mach')).toContain('Did you mean match?');
      expect(await refused('n', '--xlsx', '--out', 'n.txt')).toContain('ends in .xlsx');
      expect(await refused('nobody')).toContain('There is no batch "nobody"');

      const list = user.file('list.csv', `${LIST}\n`);
      await user.rollcall(['run', list, '--batch', 'capped', '--max-calls', '3']);
      expect(await refused('capped')).toContain('rollcall status capped --outcomes FILE');
      // A batch that is halted has its page too, as it has its summary.
      expect(user.batchFile('capped', 'batch.html')).toContain('<h1>Halted</h1>');

      const outcomes = join(user.data, 'batches', 'n', 'outcomes.csv');
      const whole = readFileSync(outcomes, 'utf8');
      writeFileSync(outcomes, whole.split('\n').slice(0, 9).join('\n'));
      expect(await refused('n', '--out', 'cut.csv')).toContain('it has 8 rows instead of 62');
      expect(existsSync(join(user.directory, 'cut.csv'))).toBe(false);
      rmSync(outcomes);
      expect(await refused('n', '--out', 'cut.csv')).toContain('Put it back, and export again');
      writeFileSync(outcomes, whole);

      await user.rollcall(['purge', 'n', '--yes']);
      expect(await refused('n', '--out', 'purged.csv')).toContain('was purged at');
      expect(existsSync(join(user.data, 'batches', 'n', 'batch.html'))).toBe(true);
    },
    PATIENCE_MS,
  );
});
