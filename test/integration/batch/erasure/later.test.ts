// What is made after an erasure from files that it has changed: the person never comes back.

import { readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { readXlsx } from 'hucre/xlsx';
import { expect, it } from 'vitest';
import { exportBatch } from '../../../../src/app/export.js';
import { CALLED_AGAIN } from '../../../../src/domain/earlier.js';
import { catchUp } from '../../../../src/batch/people/catch-up.js';
import { readCsv } from '../../../e2e/user.js';
import { ANNA, AT, BORIS, DORA, erase, filesIn, keptData, night, textOf } from './kept.js';

const DAY = 86_400_000;

it('an export has the row without its person, as CSV and as a workbook', async () => {
  const app = await keptData();
  await erase(app);
  const [csv, xlsx] = [join(app.config.dataDir, 'export.csv'), join(app.config.dataDir, 'export.xlsx')];
  expect(await exportBatch(app, 'one', { file: csv })).toMatchObject({ rows: 5 });
  await exportBatch(app, 'one', { file: xlsx });
  expect(readCsv(readFileSync(csv, 'utf8')).map((line) => [line['姓名'], line['verify_status']])).toEqual([
    ['', 'erased'],
    ['', 'erased'],
    ['张三', 'match'],
    ['李四', 'match'],
    ['王', 'unreadable'],
  ]);
  const { sheets } = await readXlsx(readFileSync(xlsx));
  expect(JSON.stringify(sheets.map(({ rows }) => rows))).not.toMatch(/11010519491231002x|韦小宝/i);
  const matches = join(app.config.dataDir, 'match.csv');
  expect(await exportBatch(app, 'one', { file: matches, statuses: ['match'] })).toMatchObject({ rows: 2 });
});

it('to a later night the person is new, and nobody is gone who was erased', async () => {
  const app = await keptData();
  await erase(app);
  const list = textOf(['姓名,身份证号,备注', `韦小宝,${ANNA},`, `张三,${BORIS},`]);
  const previous = { batch: 'one', callAgain: [...CALLED_AGAIN], olderThanMs: undefined };
  const { outcomes, changes, summary } = await night(app, { batch: 'later', list, previous, atMs: AT + DAY });
  expect(outcomes.map((line) => [line['verify_source'], line['verify_carried_from']])).toEqual([
    ['api', ''],
    ['carried', 'one'],
  ]);
  expect(changes?.map((line) => [line['身份证号'], line['verify_change']])).toEqual([
    [ANNA, 'new'],
    ['110101199003070134', 'gone'],
  ]);
  expect(summary.changes).toMatchObject({ new: 1, gone: 1 });
});

it('nothing is carried of a person who was erased', async () => {
  const app = await keptData();
  await erase(app);
  await catchUp(app.config.dataDir);
  const list = textOf(['姓名,身份证号', `韦小宝,${ANNA}`, `王小明,${DORA}`]);
  const carry = { withinMs: 30 * DAY, label: 'same' as const };
  const { outcomes } = await night(app, { batch: 'carrying', list, carry, atMs: AT + DAY });
  expect(outcomes.map((line) => [line['verify_source'], line['verify_carried_from']])).toEqual([
    ['api', ''],
    ['carried', 'two'],
  ]);
});

it('a later correction writes the corrected file without the person, and takes the row’s new person', async () => {
  const app = await keptData();
  await erase(app);
  const corrected = (): string => String(filesIn(app).get('batches/one/corrected.csv'));
  const list = (name: string, number: string, row: number): string =>
    textOf(['姓名,身份证号,备注,verify_row', `${name},${number},y,${row}`]);
  await night(app, {
    batch: 'again',
    list: list('张三', BORIS, 3),
    corrects: { batch: 'one' },
    atMs: AT + 3,
  });
  expect(corrected()).not.toMatch(/11010519491231002x|韦小宝/i);
  expect(corrected().split('\n')[1]).toBe(`,,,erased${','.repeat(11)}`);
  await night(app, {
    batch: 'anew',
    list: list('王小明', DORA, 1),
    corrects: { batch: 'one' },
    atMs: AT + 4,
  });
  const [first, second] = readCsv(corrected());
  expect(first).toMatchObject({ 姓名: '王小明', verify_status: 'match', verify_corrected_by: 'anew' });
  expect(second).toMatchObject({ 姓名: '', verify_status: 'erased', verify_row: '' });
});

it('a file of changes that comes back is looked through again, whatever the index knows', async () => {
  const app = await keptData();
  await catchUp(app.config.dataDir);
  const path = join(app.config.dataDir, 'batches/two/changes.csv');
  renameSync(path, `${path}.away`);
  expect((await erase(app)).notReached).toEqual([]);
  renameSync(`${path}.away`, path);

  expect((await erase(app)).files.map((file) => file.path)).toEqual([path]);
  expect(String(filesIn(app).get('batches/two/changes.csv'))).not.toContain(ANNA);
});
