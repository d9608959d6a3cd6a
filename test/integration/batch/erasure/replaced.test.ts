// Whoever was corrected is asked for by the right number, and found, exported and erased in the rows that the correction replaced,
// too. Whose number or name the wrong one really is, is left alone.

import { rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { App } from '../../../../src/app/app.js';
import { exportPerson, findElsewhere, findPerson } from '../../../../src/app/person.js';
import { purge } from '../../../../src/app/purge.js';
import { CALLED_AGAIN } from '../../../../src/domain/earlier.js';
import { call } from '../../../unit/collect/fakes.js';
import {
  ANNA,
  AT,
  BORIS,
  CARL,
  directory,
  DORA,
  erase,
  filesIn,
  isNowhere,
  night,
  numbered,
  textOf,
} from './kept.js';

const HEADER = '姓名,身份证号,备注';
const WRONG = numbered('011');
const WRONG_AGAIN = numbered('012');
const RIGHT = numbered('013');
const LISI = '李四';
const WANGWU = '王五';

/** Row by row: a wrong number, twice; no number at all; somebody whom the provider has confirmed; and an unchanged one. */
const FIRST = [
  HEADER,
  `${LISI},${WRONG},a`,
  `${LISI}, ${WRONG},b`,
  `${WANGWU},,c`,
  `张三,${BORIS},d`,
  `韦小宝,${ANNA},e`,
];
const CODES = ['-5803', '-5803', '-5803', '0', '0'];
const MENDING = [
  `${HEADER},verify_row`,
  `${LISI},${WRONG_AGAIN},a,1`,
  `${WANGWU},${DORA},c,3`,
  `张三,${CARL},d,4`,
];
const MENDING_AGAIN = [`${HEADER},verify_row`, `${LISI},${RIGHT},a,1`];
/** Compared with the first batch: the one without a number is gone. */
const LATER = [HEADER, `${LISI},${WRONG},a`, `韦小宝,${ANNA},e`];

async function correctedTwice(): Promise<App> {
  const app = directory();
  const coded = (codes: readonly string[]) => (row: number) => [
    call(row, 1, { code: codes[row - 1], startedAt: AT, finishedAt: AT + 1000 }),
  ];
  const files = { xlsx: false, split: true };
  await night(app, { batch: 'first', list: textOf(FIRST), files, callsFor: coded(CODES) });
  const corrects = { batch: 'first' };
  const codes = ['-5803', '0', '0'];
  await night(app, { batch: 'mend', list: textOf(MENDING), corrects, atMs: AT + 1, callsFor: coded(codes) });
  await night(app, { batch: 'again', list: textOf(MENDING_AGAIN), corrects, atMs: AT + 2 });
  const previous = { batch: 'first', callAgain: [...CALLED_AGAIN], olderThanMs: undefined };
  await night(app, { batch: 'later', list: textOf(LATER), previous, atMs: AT + 3 });
  return app;
}

async function rowsOf(app: App, number: string, name?: string): Promise<string[]> {
  const found = await findPerson(app, [{ number, name }]);
  return found.map(({ record: { batch }, row, status }) => `${batch} ${row} ${status ?? ''}`);
}

const OF_LISI = [
  'first 1 mismatch',
  'first 2 mismatch',
  'mend 1 mismatch',
  'again 1 match',
  'later 1 mismatch',
];

describe('a person whose number a correction has mended', () => {
  it('is found by the right number in the rows that were replaced, and wherever the wrong one has that name', async () => {
    const app = await correctedTwice();
    expect(await rowsOf(app, RIGHT)).toEqual(OF_LISI);
    expect(await rowsOf(app, RIGHT, LISI)).toEqual(OF_LISI);
    expect(await rowsOf(app, RIGHT, '赵六')).toEqual([]);
    // A row without a number is this person's by its place alone.
    expect(await rowsOf(app, DORA)).toEqual(['first 3 bad_format', 'mend 2 match']);
  });

  it('is not found by what the correction put in the place of the number that was asked for', async () => {
    const app = await correctedTwice();
    expect(await rowsOf(app, WRONG)).toEqual(['first 1 mismatch', 'first 2 mismatch', 'later 1 mismatch']);
  });

  it('is not taken for somebody whom the provider has confirmed', async () => {
    const app = await correctedTwice();
    expect(await rowsOf(app, CARL)).toEqual(['mend 3 match']);
    expect(await rowsOf(app, BORIS)).toEqual(['first 4 match']);
  });

  it('gets everything that is kept, also of rows that name no number', async () => {
    const app = await correctedTwice();
    const [replaced, own] = await exportPerson(app, [{ number: DORA, name: undefined }]);
    expect(replaced?.kept?.cells).toMatchObject({ 姓名: WANGWU, 身份证号: '', 备注: 'c' });
    expect(own?.kept?.cells).toMatchObject({ 身份证号: DORA });
    const elsewhere = await findElsewhere(app, [{ number: DORA, name: undefined }]);
    expect(elsewhere.map(({ path }) => basename(path)).toSorted()).toEqual([
      'changes.csv',
      'corrected.csv',
      'outcomes.bad_format.csv',
    ]);
  });

  it('is erased by the right number from every file, and nobody else is', async () => {
    const app = await correctedTwice();
    const { batches, notReached } = await erase(app, RIGHT);
    expect(notReached).toEqual([]);
    expect(batches.map(({ batch, rows }) => [batch, rows])).toEqual([
      ['first', [1, 2]],
      ['mend', [1]],
      ['again', [1]],
      ['later', [1]],
    ]);
    expect(isNowhere(app, RIGHT, WRONG, WRONG_AGAIN, LISI)).toBe(true);
    expect(await rowsOf(app, RIGHT)).toEqual([]);
    const third = await erase(app, DORA);
    expect(third.notReached).toEqual([]);
    expect(isNowhere(app, DORA, WANGWU)).toBe(true);
    const first = String(filesIn(app).get('batches/first/outcomes.csv')).split('\n');
    expect(first.slice(1, 6).map((line) => line.split(',').slice(0, 3).join())).toEqual([
      ',,',
      ',,',
      ',,',
      `张三,${BORIS},d`,
      `韦小宝,${ANNA},e`,
    ]);
    expect(String(filesIn(app).get('batches/first/corrected.csv'))).toContain(`张三,${CARL},d`);
  });

  it('is told of where the rows that were replaced can’t be looked at', async () => {
    const app = await correctedTwice();
    await findPerson(app, [{ number: RIGHT, name: undefined }]);
    rmSync(join(app.config.dataDir, 'batches', 'mend', 'outcomes.csv'));
    const { notReached } = await erase(app, RIGHT);
    expect(notReached).toContainEqual(expect.objectContaining({ batch: 'first', file: null }));
  });

  it('is found in the others where one of the corrections is purged', async () => {
    const app = await correctedTwice();
    await purge(app, { which: { batch: 'mend' }, erase: true });
    expect(await rowsOf(app, RIGHT)).toEqual(OF_LISI.filter((row) => !row.startsWith('mend')));
  });
});
