// That every line of the results leads back to the record of the list: by its number, and by the line on which an
// editor or a spreadsheet shows it.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readXlsx, writeXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import { arrive, readCsv, type Line, type User } from './user.js';

const PATIENCE_MS = 120_000;
const PLACES = ['verify_row', 'verify_line'];

/** Cells over several lines, blank lines, a record that can't be read, a duplicate. */
const TEXT = [
  '名单,,',
  '姓名,身份证号,"备\n注"',
  '张三,11010519491231002X,"一\n二\n三"',
  '',
  '李四,440524188001010014,',
  '王"五,1,"',
  '张三,11010519491231002X,',
  '赵六,11010519491231002X,x',
  '',
].join('\n');

function placesOf(lines: readonly Line[]): string[] {
  return lines.map((line) => PLACES.map((column) => line[column]).join('@'));
}

function run(user: User, list: string, batch: string, ...options: string[]) {
  const args = ['run', list, '--batch', batch, '--no-ping', ...options];
  return user.rollcall(args);
}

describe('the results of a batch', () => {
  it(
    'say of each record its row and its line in a text, and the calls say that row',
    async () => {
      const user = await arrive();
      const ended = await run(user, user.file('list.csv', TEXT), 'text', '--split', '--xlsx');
      expect(ended.status).toBe(0);
      const outcomes = user.lines('text', 'outcomes.csv');
      expect(placesOf(outcomes)).toEqual(['1@4', '2@8', '3@9', '4@10', '5@11']);
      expect(Object.keys(outcomes[0] ?? {}).slice(-3)).toEqual(['verify_carried_from', ...PLACES]);
      expect(outcomes.map((line) => line['verify_duplicate_of'])).toEqual(['', '', '', '1', '']);
      expect(outcomes[2]?.['verify_message']).toMatch(/^line 9: /);

      expect(placesOf(user.lines('text', 'outcomes.unreadable.csv'))).toEqual(['3@9']);
      const workbook = readFileSync(join(user.data, 'batches', 'text', 'outcomes.xlsx'));
      const sheet = (await readXlsx(workbook)).sheets[0]?.rows.map((cells) => cells.slice(-2));
      expect(sheet).toEqual([PLACES, ...placesOf(outcomes).map((place) => place.split('@'))]);

      const called = user.lines('text', 'attempts.csv').map(({ row }) => row);
      const answered = outcomes.filter((line) => line['verify_source'] === 'api');
      expect([...new Set(called)].toSorted((a = '', b = '') => a.localeCompare(b))).toEqual(
        answered.map((line) => line['verify_row']),
      );
    },
    PATIENCE_MS,
  );

  it(
    'say of each record of a workbook the row in which Excel shows it, as check does',
    async () => {
      const user = await arrive();
      const rows = [
        ['十一月\n名单', null],
        ['姓名', '身份证号'],
        ['张\n三', '11010519491231002X'],
        [null, null],
        ['李四', 'x'],
        ['王五', '440524188001010014'],
      ];
      const list = join(user.directory, '名单.xlsx');
      writeFileSync(list, await writeXlsx({ sheets: [{ name: '名单', rows }] }));
      const page = await user.rollcall(['check', list]);
      expect(page.stdout).toContain("row 2 (Excel's row 5)");
      const json = JSON.parse((await user.rollcall(['check', list, '--json'])).stdout) as {
        samples: { row: number; line: number }[];
      };
      expect(json.samples.map(({ row, line }) => `${row}@${line}`)).toEqual(['1@3', '2@5', '3@6']);
      expect((await run(user, list, 'book')).status).toBe(0);
      expect(placesOf(user.lines('book', 'outcomes.csv'))).toEqual(['1@3', '2@5', '3@6']);
    },
    PATIENCE_MS,
  );

  it(
    'stay without them in a batch that an earlier version began, which can be carried over like any other',
    async () => {
      const user = await arrive();
      const list = user.file('list.csv', TEXT);
      expect((await run(user, list, 'before', '--max-calls', '1')).status).toBe(3);
      const path = join(user.data, 'batches', 'before', 'work', 'batch.json');
      const { places, ...record } = JSON.parse(readFileSync(path, 'utf8')) as { places: boolean };
      expect(places).toBe(true);
      writeFileSync(path, JSON.stringify(record));
      const soFar = join(user.directory, 'so-far.csv');
      expect((await user.rollcall(['status', 'before', '--outcomes', soFar])).status).toBe(0);
      expect(Object.keys(readCsv(readFileSync(soFar, 'utf8'))[0] ?? {})).not.toContain('verify_row');
      expect((await user.rollcall(['resume', 'before', '--max-calls', '9'])).status).toBe(0);
      const before = user.lines('before', 'outcomes.csv');
      expect(Object.keys(before[0] ?? {}).at(-1)).toBe('verify_carried_from');

      const called = user.simulator.calls().length;
      for (const [batch, previous] of [
        ['after', 'before'],
        ['later', 'after'],
      ] as const) {
        expect((await run(user, list, batch, '--previous', previous)).status).toBe(0);
        expect(placesOf(user.lines(batch, 'outcomes.csv'))).toEqual(['1@4', '2@8', '3@9', '4@10', '5@11']);
      }
      expect(user.simulator.calls()).toHaveLength(called);
    },
    PATIENCE_MS,
  );
});
