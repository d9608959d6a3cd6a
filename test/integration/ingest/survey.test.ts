// What `rollcall check` is told of a list, and that nobody is named in it.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findFormat } from '../../../src/ingest/list-format.js';
import { surveyList, type Survey } from '../../../src/ingest/survey.js';
import { RULES } from './ingested.js';

let path = '';
beforeEach(async () => {
  path = join(await mkdtemp(join(tmpdir(), 'rollcall-survey-')), 'list');
});
afterEach(async () => {
  await rm(join(path, '..'), { recursive: true });
});

const NEITHER = 'the number has neither 18 characters nor 15 digits';

async function surveyOf(lines: readonly string[], isEnough?: () => boolean): Promise<Survey> {
  await writeFile(path, ['姓名,身份证号', ...lines, ''].join('\n'));
  const format = await findFormat(path, { encoding: 'utf-8', header: true, sourceName: 'list.csv' });
  return surveyList(path, format, RULES, isEnough);
}

describe('the survey of a list', () => {
  it('counts rows by what becomes of them, with the first of each kind', async () => {
    const survey = await surveyOf([
      '张三,11010519491231002X',
      '张 三,11010519491231002x',
      '李四,11010519491231002X',
      '王五,1',
      '赵六,2',
      '钱七,110105194912310021',
      '孙八',
      '周九,1,2',
      '吴"十,1',
    ]);
    expect(survey).toEqual({
      rows: 9,
      calls: 2,
      duplicates: 1,
      carried: 0,
      unreadable: [
        {
          message: 'wrong number of columns',
          rows: 2,
          first: [
            { row: 7, line: 8 },
            { row: 8, line: 9 },
          ],
        },
        { message: 'broken quoting: a quote where none may stand', rows: 1, first: [{ row: 9, line: 10 }] },
      ],
      badFormat: [
        {
          message: NEITHER,
          rows: 2,
          first: [
            { row: 4, line: 5 },
            { row: 5, line: 6 },
          ],
        },
      ],
      invalidId: [
        {
          message: 'the last character of the number does not fit the others',
          rows: 1,
          first: [{ row: 6, line: 7 }],
        },
      ],
      noted: [
        { message: 'the number was cleaned for the request', rows: 1, first: [{ row: 2, line: 3 }] },
        { message: 'the name was cleaned for the request', rows: 1, first: [{ row: 2, line: 3 }] },
        {
          message: 'the same number stands in an earlier row with another name',
          rows: 1,
          first: [{ row: 3, line: 4 }],
        },
      ],
      samples: [
        { row: 1, line: 2, name: '张*', idNumber: '110***2X', verdict: 'call', message: '' },
        {
          row: 2,
          line: 3,
          name: '张*',
          idNumber: '110***2x',
          verdict: 'duplicate',
          message: 'the same person as in row 1',
        },
        {
          row: 3,
          line: 4,
          name: '李*',
          idNumber: '110***2X',
          verdict: 'call',
          message: 'the same number stands in row 1 with another name',
        },
        { row: 4, line: 5, name: '王*', idNumber: '***', verdict: 'bad_format', message: NEITHER },
        { row: 5, line: 6, name: '赵*', idNumber: '***', verdict: 'bad_format', message: NEITHER },
        {
          row: 6,
          line: 7,
          name: '钱*',
          idNumber: '110***21',
          verdict: 'invalid_id',
          message: 'the last character of the number does not fit the others',
        },
      ],
      share: 1,
    });
  });

  it('keeps ten samples and five rows of a kind', async () => {
    const survey = await surveyOf(Array.from({ length: 30 }, () => '王五,1'));
    expect(survey.samples).toHaveLength(10);
    expect(survey.badFormat[0]).toMatchObject({ rows: 30 });
    expect(survey.badFormat[0]?.first.map(({ row }) => row)).toEqual([1, 2, 3, 4, 5]);
  });

  it('ends where it is told that this is enough, and says how much of the list it saw', async () => {
    const lines = Array.from({ length: 2000 }, (_, index) => `王五,${String(index).padStart(4, '0')}`);
    const part = await surveyOf(lines, () => true);
    expect(part.rows).toBeGreaterThan(0);
    expect(part.rows).toBeLessThan(2000);
    expect(part.share).toBeCloseTo(part.rows / 2000, 1);
    expect(await surveyOf(lines, () => false)).toMatchObject({ rows: 2000, share: 1 });
  });

  it('of a header alone is empty', async () => {
    expect(await surveyOf([])).toMatchObject({ rows: 0, calls: 0, samples: [] });
  });
});
