// A person is erased: from every file that is kept, and from nothing else.

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readXlsx, writeXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import { erasePerson } from '../../../../src/app/erase-person.js';
import { erasureReceipts } from '../../../../src/app/erasure-receipts.js';
import { rebuildIndex } from '../../../../src/app/index-people.js';
import { findPerson } from '../../../../src/app/person.js';
import { purge } from '../../../../src/app/purge.js';
import { status } from '../../../../src/app/status.js';
import { createBatch } from '../../../../src/batch/create.js';
import { outputPaths, batchPaths } from '../../../../src/batch/paths.js';
import { catchUp } from '../../../../src/batch/people/catch-up.js';
import { discardBatch } from '../../../../src/batch/retention/unmade.js';
import { find } from '../../../unit/people/small-index.js';
import { requestOf } from '../../../property/batch/night.js';
import {
  ANNA,
  AT,
  BORIS,
  CARL,
  directory,
  erase,
  filesIn,
  isNowhere,
  keptData,
  LINE_OF_PROGRAM,
  MENDED,
  night,
  textOf,
} from './kept.js';

const ONE = 'batches/one/outcomes.csv';
const NAMES = ['韦小宝', ANNA, ANNA.toLowerCase()];

/** The line of a file in which Anna stands, emptied: as many cells, one of which says so. */
function emptied(line: string, header: string, saying: string): string {
  const at = header.replace('\uFEFF', '').split(',').indexOf(saying);
  const cells = header.split(',').length;
  expect(line).not.toBe('');
  return Array.from({ length: cells }, (_, cell) => (cell === at ? 'erased' : '')).join(',');
}

describe('an erased person', () => {
  it('is in no file any more, and all other bytes are as they were', async () => {
    const app = await keptData();
    const before = filesIn(app);
    expect(isNowhere(app, ANNA)).toBe(false);
    const { erased, batches, receipt, notReached } = await erase(app);
    expect([erased, notReached]).toEqual([true, []]);
    expect(batches).toEqual([{ batch: 'one', label: 'east', rows: [1, 2] }]);
    const after = filesIn(app);
    expect(isNowhere(app, ...NAMES)).toBe(true);
    const rewritten = new Map([
      [ONE, 'verify_status'],
      ['batches/one/outcomes.match.csv', 'verify_status'],
      ['batches/one/corrected.csv', 'verify_status'],
      ['batches/two/changes.csv', 'verify_change'],
    ]);
    for (const [name, saying] of rewritten) {
      const [header = '', ...lines] = String(before.get(name)).split('\n');
      const others = lines.map((line) =>
        /11010519491231002X/i.test(line) ? emptied(line, header, saying) : line,
      );
      expect(lines).not.toEqual(others);
      expect(String(after.get(name))).toBe([header, ...others].join('\n'));
    }
    expect(String(after.get('batches/one/work/on-finish.log'))).toBe(`\n${LINE_OF_PROGRAM}\n`);
    const gone = [`batches/one/outcomes.csv.one-2.${'0'.repeat(16)}.tmp`, 'batches/two/work/list'];
    expect(gone.filter((name) => after.has(name))).toEqual([]);
    const changed = [
      ...rewritten.keys(),
      ...gone,
      'batches/one/outcomes.xlsx',
      'batches/one/work/on-finish.log',
    ];
    const others = (files: Map<string, Buffer>) =>
      [...files].filter(
        ([name]) => !changed.includes(name) && !/^people\/|^receipts\/|\/erased\.json$/.test(name),
      );
    expect(others(after)).toEqual(others(before));
    expect(receipt?.receipt).toMatchObject({ number: 1, previous: null, by: 'a clerk', people: 1 });
  });

  it('is in no sheet of the workbook any more, whose other rows stay', async () => {
    const app = await keptData();
    const path = join(app.config.dataDir, 'batches/one/outcomes.xlsx');
    const sheetsNow = async () =>
      (await readXlsx(readFileSync(path))).sheets.map(({ name, rows }) => ({
        name,
        rows: rows.map((row) => row.map(String)),
      }));
    const before = await sheetsNow();
    await erase(app);
    const after = await sheetsNow();
    expect(JSON.stringify(after)).not.toMatch(/11010519491231002x|韦小宝/i);
    const others = (rows: string[][] = []) => rows.filter((row) => row.includes(BORIS));
    expect(others(after[0]?.rows)).toEqual(others(before[0]?.rows));
    expect(after[0]?.rows[1]?.filter((cell) => cell !== 'null')).toEqual(['erased']);
    expect(after[0]?.rows).toHaveLength(before[0]?.rows.length ?? 0);
  });

  it('is found no more, nor by an index that is made anew, and status says how many rows were erased', async () => {
    const app = await keptData();
    expect((await findPerson(app, [{ number: ANNA, name: undefined }])).map(({ row }) => row)).toEqual([
      1, 2,
    ]);
    await erase(app);
    const anna = { idNumber: ANNA, name: '韦小宝' };
    const inIndex = () => find(app.config.dataDir, [anna, { idNumber: BORIS, name: '张三' }], 'number');
    const [, boris] = await inIndex();
    expect(boris).toHaveLength(2);
    expect(await inIndex()).toEqual([[], boris]);
    await rebuildIndex(app, () => undefined);
    expect(await inIndex()).toEqual([[], boris]);
    expect(await findPerson(app, [{ number: ANNA, name: undefined }])).toEqual([]);
    await status(app, { batch: 'one' }, ({ statuses }) => {
      expect(statuses).toMatchObject([{ erased: 2, by_status: { match: 4 }, rows: 5 }]);
    });
  });

  it('is the one with that name alone, where a name is given', async () => {
    const app = directory();
    const list = textOf(['姓名,身份证号', `韦小宝,${ANNA}`, `张三,${ANNA}`]);
    await night(app, { batch: 'namesakes', list });
    const { batches } = await erase(app, ` ${ANNA.toLowerCase()}`, '张三');
    expect(batches).toEqual([{ batch: 'namesakes', label: 'east', rows: [2] }]);
    expect(String(filesIn(app).get('batches/namesakes/outcomes.csv'))).toContain(`韦小宝,${ANNA}`);
  });

  it('of a batch in Chinese is called so in its files', async () => {
    const app = await keptData({ language: 'zh' });
    await erase(app);
    expect(String(filesIn(app).get(ONE)).split('\n')[1]).toBe(',,,已删除,,,,,,,,,,');
  });
});

describe('an erasure', () => {
  it('that is not meant tells what it would erase, and changes nothing', async () => {
    const app = await keptData();
    await findPerson(app, [{ number: ANNA, name: undefined }]);
    const before = filesIn(app);
    const told = await erasePerson(app, { people: [{ number: ANNA, name: undefined }], erase: false });
    expect(told).toMatchObject({
      erased: false,
      receipt: undefined,
      unreadable: [{ batch: 'one', rows: '5' }],
    });
    expect(told.files.map(({ path }) => path.slice(app.config.dataDir.length + 1)).toSorted()).toEqual([
      'batches/one/corrected.csv',
      ONE,
      'batches/one/outcomes.match.csv',
      'batches/one/outcomes.xlsx',
      'batches/one/work/on-finish.log',
      'batches/two/changes.csv',
    ]);
    expect(filesIn(app)).toEqual(before);
  });

  it('of somebody without a number is refused, as every row without one would be meant', async () => {
    const app = await keptData();
    await expect(erase(app, '-')).rejects.toThrow('Line 1 of standard input has no number.');
  });

  it('of somebody who stands nowhere leaves no receipt', async () => {
    const app = directory();
    await night(app, { batch: 'one', list: textOf(['姓名,身份证号', `张三,${BORIS}`]) });
    expect(await erase(app)).toMatchObject({ erased: false, receipt: undefined });
    expect((await erasureReceipts(app)).receipts).toEqual([]);
  });

  it('is refused by the id of a batch that has not ended and has the person, or builds on one that has', async () => {
    const app = await keptData();
    const { dataDir } = app.config;
    const list = textOf(['姓名,身份证号', `张三,${BORIS}`]);
    const previous = { batch: 'one', callAgain: [], olderThanMs: undefined };
    const unended = [
      { batch: 'has', list: textOf(['姓名,身份证号', `韦小宝,${ANNA}`]) },
      { batch: 'builds', list, previous },
      {
        batch: 'corrects',
        list: textOf(['姓名,身份证号,verify_row', `张三,${BORIS},3`]),
        corrects: { batch: 'one' },
      },
    ];
    for (const plan of unended) {
      const request = requestOf(dataDir, { atMs: AT + 9, callsFor: () => [], label: 'east', ...plan });
      await createBatch(request, dataDir, AT + 9);
      await findPerson(app, [{ number: ANNA, name: undefined }]);
      const before = filesIn(app);
      await expect(erase(app)).rejects.toMatchObject({
        code: 'unended-batch',
        message: expect.stringContaining(plan.batch) as string,
      });
      expect(filesIn(app)).toEqual(before);
      rmSync(batchPaths(dataDir, plan.batch).directory, { recursive: true });
    }
  });

  it('says which files it did not reach, and reaches them the next time', async () => {
    const app = await keptData();
    await findPerson(app, [{ number: ANNA, name: undefined }]);
    const { outcomes, workbook } = outputPaths(batchPaths(app.config.dataDir, 'one').directory);
    renameSync(outcomes, `${outcomes}.away`);
    rmSync(workbook);
    mkdirSync(workbook);
    const first = await erase(app);
    expect(first.notReached).toMatchObject([
      { batch: 'one', file: outcomes, why: expect.stringContaining('ENOENT') as string },
      { batch: 'one', file: workbook },
    ]);
    expect(first.receipt?.receipt.not_reached).toEqual(first.notReached);
    // Whoever stands in a file that may come back is still found.
    expect(await findPerson(app, [{ number: ANNA, name: undefined }])).toHaveLength(2);
    renameSync(`${outcomes}.away`, outcomes);
    const second = await erase(app);
    expect(second.notReached).toMatchObject([{ batch: 'one', file: workbook }]);
    expect(await findPerson(app, [{ number: ANNA, name: undefined }])).toEqual([]);
    expect(isNowhere(app, ANNA)).toBe(true);
  });

  it('leaves alone what is another batch’s by now, and says so', async () => {
    const app = directory();
    const out = join(app.config.dataDir, 'results');
    await night(app, { batch: 'out', list: textOf(['姓名,身份证号', `韦小宝,${ANNA}`]), out });
    await findPerson(app, [{ number: ANNA, name: undefined }]);
    const { summary } = outputPaths(out);
    const own = readFileSync(summary);
    writeFileSync(summary, JSON.stringify({ batch: 'other' }));
    expect((await erase(app)).notReached).toMatchObject([{ batch: 'out', file: out }]);
    writeFileSync(summary, own);
    expect((await erase(app)).notReached).toEqual([]);
    expect(String(readFileSync(outputPaths(out).outcomes))).not.toContain(ANNA);
  });
});

describe('receipts', () => {
  it('say what was erased and by whom, never who, and fit one another', async () => {
    const app = await keptData();
    await erase(app);
    await erase(app, BORIS);
    const { receipts, brokenAfter } = await erasureReceipts(app);
    expect(brokenAfter).toBeUndefined();
    const [first, second] = receipts;
    expect(first?.receipt).toMatchObject({
      batches: [
        { batch: 'one', rows: 2, row_numbers: '1-2' },
        { batch: 'two', rows: 0 },
      ],
      unreadable: [{ batch: 'one', rows: '5' }],
      not_reached: [],
    });
    const [outcomes] =
      first?.receipt.batches[0]?.files.filter(({ file }) => file.endsWith('/outcomes.csv')) ?? [];
    expect(outcomes?.records).toBe(2);
    const text = readFileSync(first?.path ?? '', 'utf8');
    expect(second?.receipt.previous).toBe(createHash('sha256').update(text).digest('hex'));
    const prints = [ANNA, `${ANNA}\n韦小宝`].map((who) => createHash('sha256').update(who).digest('hex'));
    for (const secret of [...NAMES, ...prints]) expect(text).not.toContain(secret);
    writeFileSync(first?.path ?? '', text.replace('a clerk', 'nobody'));
    expect((await erasureReceipts(app)).brokenAfter).toBe(1);
  });

  it('of a receipt that was removed the chain tells', async () => {
    const app = await keptData();
    await erase(app);
    await erase(app, BORIS);
    rmSync((await erasureReceipts(app)).receipts[0]?.path ?? '');
    expect((await erasureReceipts(app)).brokenAfter).toBe(0);
  });
});

it('a purge and an erasure at the same time leave nothing behind that either has removed', async () => {
  const app = await keptData();
  await Promise.all([erase(app), purge(app, { which: { batch: 'one' }, erase: true }), erase(app)]);
  expect(isNowhere(app, ...NAMES)).toBe(true);
  const left = [...filesIn(app).keys()].filter(
    (name) => name.startsWith('batches/one/') && /outcomes|corrected/.test(name),
  );
  expect(left).toEqual([]);
});

it('a draft has the row emptied in its copy of the list, and waits on', async () => {
  const app = directory();
  const { dataDir } = app.config;
  const list = textOf(['姓名,身份证号,备注', `韦小宝,${ANNA},`, `张三,${BORIS},=1`]);
  const request = requestOf(dataDir, { batch: 'draft', list, atMs: AT, callsFor: () => [] });
  await createBatch({ ...request, draftUntil: Date.now() + 60_000 }, dataDir, AT);
  const { receipt, notReached } = await erase(app);
  expect(notReached).toEqual([]);
  expect(readFileSync(batchPaths(dataDir, 'draft').list, 'utf8')).toBe(
    textOf(['姓名,身份证号,备注', ',,', `张三,${BORIS},=1`]),
  );
  expect(receipt?.receipt).toMatchObject({ lists: [{ list: 'draft', records: 1 }] });
  expect(await findPerson(app, [{ number: ANNA, name: undefined }])).toEqual([]);
});

it('leaves what a correction is writing just now beside the first batch’s files, and no draft of one that has ended', async () => {
  const app = await keptData();
  const { dataDir } = app.config;
  await night(app, { batch: 'elsewhere', list: textOf(['姓名,身份证号', `王小明,${MENDED}`]) });
  const list = textOf(['姓名,身份证号,备注,verify_row', `张三,${BORIS},y,3`]);
  const plan = { batch: 'mending', list, corrects: { batch: 'one' }, atMs: AT + 9, callsFor: () => [] };
  await createBatch(requestOf(dataDir, plan), dataDir, AT + 9);
  const draft = join(dataDir, `batches/one/corrected.csv.one-0.${'0'.repeat(16)}.tmp`);
  writeFileSync(draft, 'half');
  expect((await erase(app, MENDED, '王小明')).erased).toBe(true);
  expect(existsSync(draft)).toBe(true);
  await discardBatch(dataDir, 'mending');
  await erase(app);
  expect(existsSync(draft)).toBe(false);
});

it('a draft that has taken over what was known of the person stands against it, as any batch that has not ended', async () => {
  const app = await keptData();
  const { dataDir } = app.config;
  await catchUp(dataDir);
  const list = textOf(['姓名,身份证号', `韦小宝,${ANNA}`]);
  const carry = { withinMs: 30 * 86_400_000, label: 'same' as const };
  const plan = { batch: 'draft', list, carry, label: 'east', atMs: AT + 86_400_000, callsFor: () => [] };
  const request = { ...requestOf(dataDir, plan), draftUntil: Date.now() + 60_000 };
  const { record } = await createBatch(request, dataDir, plan.atMs);
  expect(record.carry?.batches).toEqual(['one']);
  const before = filesIn(app);
  await expect(erase(app)).rejects.toMatchObject({
    code: 'unended-batch',
    message: expect.stringContaining('draft') as string,
  });
  expect(filesIn(app)).toEqual(before);
  await discardBatch(dataDir, 'draft');
  expect((await erase(app)).notReached).toEqual([]);
});

it('lists that were sent and wait for their batch have the row emptied, or go where that can’t be', async () => {
  const app = directory();
  const { dataDir } = app.config;
  const send = (list: string, bytes: Buffer): string => {
    const own = join(dataDir, 'lists', list.repeat(32));
    mkdirSync(own, { recursive: true });
    writeFileSync(join(own, 'data'), bytes);
    return own;
  };
  const text = textOf(['客户号;姓名;身份证号', `7;韦小宝;${ANNA}`, `8;张三;${BORIS}`]);
  const utf8 = send('a', Buffer.from(text));
  const utf16 = send('b', Buffer.from(`\uFEFF${text}`, 'utf16le'));
  const others = send('c', Buffer.from(textOf(['姓名,身份证号', `张三,${BORIS}`])));
  mkdirSync(join(dataDir, 'uploads'));
  writeFileSync(join(dataDir, 'uploads', 'd'.repeat(32)), `姓名,身份证号\n韦小宝,${ANNA}`);
  const { receipt, notReached } = await erase(app);
  expect(notReached).toEqual([]);
  expect(readFileSync(join(utf8, 'data'), 'utf8')).toBe(
    textOf(['客户号;姓名;身份证号', ';;', `8;张三;${BORIS}`]),
  );
  expect([...filesIn(app).keys()].filter((name) => /^(lists|uploads)\//.test(name))).toEqual([
    `lists/${'a'.repeat(32)}/data`,
    `lists/${'c'.repeat(32)}/data`,
  ]);
  expect(receipt?.receipt).toMatchObject({ lists: [{ list: 'a'.repeat(32), records: 1 }] });
  expect(receipt?.receipt.removed).toContain(utf16);
  expect(readFileSync(join(others, 'data'), 'utf8')).toContain(BORIS);
});

it('a list that was sent goes as a whole where the person stands on any sheet, or where no column is found', async () => {
  const app = directory();
  const { dataDir } = app.config;
  const send = (list: string, bytes: Uint8Array): void => {
    const own = join(dataDir, 'lists', list.repeat(32));
    mkdirSync(own, { recursive: true });
    writeFileSync(join(own, 'data'), bytes);
  };
  const sheet = (name: string, row: string[]) => ({ name, rows: [['姓名', '身份证号'], row] });
  send('a', await writeXlsx({ sheets: [sheet('一', ['张三', BORIS]), sheet('二', ['韦小宝', ANNA])] }));
  send('b', await writeXlsx({ sheets: [sheet('一', ['张三', BORIS]), sheet('二', ['李四', CARL])] }));
  // No header, and a note above one.
  send('c', Buffer.from(textOf([`韦小宝,${ANNA}`, `张三,${BORIS}`])));
  send('d', Buffer.from(textOf([`asked for by ${ANNA.toLowerCase()}`, '姓名,身份证号', `张三,${BORIS}`])));
  // Of a list that can't be read nobody knows whether somebody else is meant.
  send('e', Buffer.from(textOf([`张三,${BORIS}`])));
  const left = (): string[] =>
    [...filesIn(app).keys()].flatMap((name) => /^lists\/(.)/.exec(name)?.[1] ?? []).toSorted();
  const { notReached } = await erase(app);
  expect(left()).toEqual(['b', 'e']);
  expect(notReached).toMatchObject([{ file: join(dataDir, 'lists', 'e'.repeat(32), 'data') }]);
});
