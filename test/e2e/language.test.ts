// Chinese and English as a clerk meets them: what is said is in the language of whoever asks, what is written in that of
// the batch, whoever goes on with it.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkCharacterOf, peopleCsv } from '../../src/simulator/index.js';
import { readCsv, User, type Ended, type Line } from './user.js';

const PATIENCE_MS = 240_000;
const CHINESE = { LANG: 'zh_CN.UTF-8' };
const ROWS = [...peopleCsv({ seed: 5, count: 12, mix: 'clean' })].join('').trimEnd().split('\n');

/** A person to whom the service's answer depends on the sequence of the number. */
function withSequence(sequence: string, name: string): string {
  const first17 = `11010519491231${sequence}`;
  return `X,${name},${first17}${checkCharacterOf(first17)},`;
}

const LIST = [
  ...ROWS,
  withSequence('991', '张三'),
  'X,李四,110105194912310021,',
  'X,王五,,',
  'X,张 伟,11010519491231002X,',
  ROWS[1] ?? '',
  'X,"赵,110105194912310021,',
].join('\n');

const STATUSES = ['一致', '不一致', '号码无效', '格式有误', '查询失败', '无法读取'];

function without(line: Line, ...columns: readonly string[]): Line {
  return Object.fromEntries(Object.entries(line).filter(([column]) => !columns.includes(column)));
}

describe('a batch that was begun in Chinese', () => {
  let user: User;
  let first: Ended;
  let resumed: Ended;
  let english: Ended;
  let back: Ended;

  beforeAll(async () => {
    user = await User.arrive();
    const list = user.file('名单.csv', `${LIST}\n`);
    const run = ['run', list, '--label', 'ours', '--xlsx', '--split'];
    first = await user.rollcall([...run, '--batch', 'one', '--max-calls', '4'], CHINESE);
    resumed = await user.rollcall(['resume', 'one', '--max-calls', '100'], { ROLLCALL_LANG: 'en' });
    english = await user.rollcall([...run, '--batch', 'two', '--previous', 'one', '--lang', 'en'], CHINESE);
    back = await user.rollcall([...run, '--batch', 'three', '--previous', 'two', '--lang=zh']);
  }, PATIENCE_MS);

  afterAll(() => user.leave());

  it('ends as every other, with statuses and messages that are Chinese to the last row', () => {
    expect([first.status, resumed.status, english.status, back.status]).toEqual([3, 0, 0, 0]);
    const lines = user.lines('one', 'outcomes.csv');
    expect(new Set(lines.map((line) => line['verify_status']))).toEqual(new Set(STATUSES));
    for (const { verify_message: message, verify_source: source } of lines) {
      expect(message).toMatch(/\p{Script=Han}/u);
      expect(message).not.toMatch(/[a-z]{3}|; /);
      expect(source).toMatch(/^(?:api|local|duplicate|)$/);
    }
    const said = new Map(lines.map((line) => [line['姓名'], line['verify_message']]));
    expect(said.get('张三')).toBe('查询身份证信息失败');
    expect(said.get('李四')).toBe('号码的末位校验码不符');
    expect(said.get('王五')).toBe('号码为空');
    expect(said.get('张 伟')).toContain('；姓名经清洗后发送');
  });

  it('has the same in the workbook, and in files by status whose names stay', async () => {
    const directory = join(user.data, 'batches', 'one');
    const { sheets } = await readXlsx(readFileSync(join(directory, 'outcomes.xlsx')));
    const [titles = [], ...rows] = sheets[0]?.rows ?? [];
    const column = titles.indexOf('verify_status');
    const lines = user.lines('one', 'outcomes.csv');
    expect(rows.map((row) => row[column])).toEqual(lines.map((line) => line['verify_status']));
    const split = readdirSync(directory).filter((name) => /^outcomes\.\w+\.csv$/.test(name));
    expect(split).toEqual(expect.arrayContaining(['outcomes.invalid_id.csv', 'outcomes.match.csv']));
    const invalid = readCsv(readFileSync(join(directory, 'outcomes.invalid_id.csv'), 'utf8'));
    expect(invalid.map((line) => line['verify_status'])).toEqual(['号码无效']);
  });

  it('counts under the same names, for programs', () => {
    const summary = JSON.parse(user.batchFile('one', 'summary.json')) as { by_status: object };
    expect(summary.by_status).toMatchObject({ invalid_id: 1, bad_format: 1, unreadable: 1 });
    expect(user.batchFile('one', 'attempts.csv')).toMatch(/,answered,/);
  });

  it('is carried over into an English one in English, and back again', () => {
    const [zh, en, again] = ['one', 'two', 'three'].map((batch) => user.lines(batch, 'outcomes.csv'));
    const carried = en?.filter((line) => line['verify_source'] === 'carried') ?? [];
    expect(carried.length).toBeGreaterThan(8);
    expect(carried.map((line) => line['verify_message']).join('')).not.toMatch(/\p{Script=Han}/u);
    expect(new Set(carried.map((line) => line['verify_status']))).toEqual(new Set(['match', 'mismatch']));
    const told = ['verify_source', 'verify_attempts', 'verify_session_id', 'verify_checked_at'];
    const called = [...told, 'verify_carried_from'];
    expect(again?.map((line) => without(line, ...called))).toEqual(
      zh?.map((line) => without(line, ...called)),
    );
  });
});
