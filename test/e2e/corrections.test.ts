// A list of which some rows were wrong: its outcomes are mended and given again. Nobody is called twice, and one file has
// all outcomes in their places.

import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBatch, type BatchRequest } from '../../src/batch/create.js';
import { discardBatch } from '../../src/batch/retention/unmade.js';
import { checkCharacterOf, peopleCsv } from '../../src/simulator/index.js';
import { readCsv, User, type Ended, type Line } from './user.js';

const PATIENCE_MS = 400_000;
const PEOPLE = [...peopleCsv({ seed: 33, count: 24, mix: 'clean' })].join('').trimEnd().split('\n');

/** A person to whom the service's answer depends on the sequence of the number. */
function withSequence(sequence: string): string {
  const first17 = `11010519491231${sequence}`;
  return `${first17}${checkCharacterOf(first17)}`;
}

/** 24 people with a verdict; 25 whom the service does not find; 26 and 27 that are never sent; 28 like 1. */
const LIST = [
  ...PEOPLE,
  `X1,张三,${withSequence('991')},`,
  'X2,李四,,"=1+1"',
  'X3,王五,110105194912310021,',
  PEOPLE[1] ?? '',
].join('\n');
const ROWS = 28;
const OURS = /^verify_/;

function csvOf(lines: readonly Line[]): string {
  return `\uFEFF${stringify(lines as Record<string, string>[], { header: true })}`;
}

describe('a batch with rows that were wrong', () => {
  let user: User;
  let first: Line[];
  let second: Line[];
  const ended = new Map<string, Ended>();

  const corrected = (): Line[] => user.lines('a', 'corrected.csv');
  const calls = (): number => user.simulator.calls().length;

  async function correct(
    batch: string,
    of: string,
    lines: readonly Line[],
    ...more: string[]
  ): Promise<void> {
    const file = user.file(`${batch}.csv`, csvOf(lines));
    ended.set(batch, await user.rollcall(['run', file, '--batch', batch, '--corrects', of, ...more]));
  }

  beforeAll(async () => {
    user = await User.arrive();
    const list = user.file('list.csv', `${LIST}\n`);
    ended.set('a', await user.rollcall(['run', list, '--batch', 'a', '--xlsx', '--label', 'east']));
    first = user.lines('a', 'outcomes.csv');
  }, PATIENCE_MS);

  afterAll(() => user.leave());

  it(
    'has outcomes that are a list again: what Rollcall wrote is replaced, never doubled',
    async () => {
      const directory = join(user.data, 'batches', 'a');
      const before = calls();
      const files = [join(directory, 'outcomes.csv'), join(directory, 'outcomes.xlsx')];
      const again = await user.rollcall(['run', ...files, '--label', 'again', '--json', '--split']);
      expect(again).toMatchObject({ status: 0 });
      expect(again.stderr).toContain('This is a file of outcomes: its 11 columns');
      expect(calls() - before).toBe(2 * 25);
      const made = again.stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as { batch: string });
      for (const { batch } of made) {
        const lines = user.lines(batch, 'outcomes.csv');
        expect(Object.keys(lines[0] ?? {})).toEqual(Object.keys(first[0] ?? {}));
        const header = user.batchFile(batch, 'outcomes.csv').split('\n')[0] ?? '';
        expect(header.match(/verify_status/g)).toHaveLength(1);
        for (const [index, line] of lines.entries())
          for (const own of Object.keys(line).filter((name) => !OURS.test(name)))
            expect(line[own]).toBe(first[index]?.[own]);
        // Its cell was defused once, and is not defused a second time.
        expect(lines[25]?.['手机号']).toBe("'=1+1");
      }
    },
    PATIENCE_MS,
  );

  it(
    'is corrected by the rows that were mended: they alone are called, and stand in their places',
    async () => {
      const before = calls();
      const mended: Line[] = [...first];
      mended[2] = { ...mended[2], 姓名: '改名' };
      mended[26] = { ...mended[26], 身份证号: withSequence('123') };
      // Somebody has sorted the list, left rows out, and added a person and a column.
      const given: Line[] = [...mended.slice(20).toReversed(), ...mended.slice(0, 10)].map((line) => ({
        ...line,
        备注: 'seen',
      }));
      const blank = Object.fromEntries(Object.keys(first[0] ?? {}).map((name) => [name, '']));
      given.push({ ...blank, 姓名: '新人', 身份证号: withSequence('125'), 备注: 'new' });
      // What it would cost, before anything is called or made.
      const file = user.file('asked.csv', csvOf(given));
      const asked = ['check', file, '--corrects', 'a'];
      const priced = await user.rollcall([...asked, '--json'], { ROLLCALL_PRICE: '0.30' });
      expect(JSON.parse(priced.stdout)).toMatchObject({
        corrects: 'a',
        rows: 19,
        by_verdict: { call: 3, carried: 14 },
        cost: '0.90',
      });
      expect(priced.stderr).toContain(user.data);
      const page = await user.rollcall([...asked, '--lang', 'zh']);
      expect(page.stdout).toContain('不调用：与批次 a 相同');
      const wrong = await user.rollcall(['check', file, '--corrects', 'nobody']);
      expect(wrong).toMatchObject({ status: 1 });
      expect(calls()).toBe(before);
      await correct('b', 'a', given, '--max-calls', '3');
      expect(ended.get('b')).toMatchObject({ status: 0 });
      expect(calls() - before).toBe(3);
      expect(ended.get('b')?.stdout).toContain(join('a', 'corrected.csv'));

      second = corrected();
      expect(statSync(join(user.data, 'batches', 'a', 'corrected.csv')).mode & 0o777).toBe(0o600);
      expect(second.map((line) => Number(line['verify_row']))).toEqual(
        Array.from({ length: ROWS + 1 }, (_, index) => index + 1),
      );
      const by = second.flatMap((line) =>
        line['verify_corrected_by'] === 'b' ? [Number(line['verify_row'])] : [],
      );
      expect(by).toEqual([3, 27, ROWS + 1]);
      expect(second[2]).toMatchObject({ 姓名: '改名', verify_source: 'api', verify_line: '4' });
      expect(second[26]).toMatchObject({ 身份证号: withSequence('123'), verify_source: 'api' });
      expect(second[ROWS]).toMatchObject({ 姓名: '新人', 备注: 'new', verify_line: '' });
      // Every other row says what the first batch said, its own call and session included.
      const untouched = first.filter((line) => !by.includes(Number(line['verify_row'])));
      for (const line of untouched) expect(second[Number(line['verify_row']) - 1]).toMatchObject(line);
      expect(second[0]?.['备注']).toBe('seen');
      expect(second[15]?.['备注']).toBe('');
      const summary = JSON.parse(user.batchFile('b', 'summary.json')) as object;
      expect(summary).toMatchObject({ corrects: 'a', label: 'east', rows: 19, calls: 3 });
    },
    PATIENCE_MS,
  );

  it(
    'is corrected once more, from its corrected file: what was paid for in between is not paid again',
    async () => {
      const before = calls();
      const given: Line[] = [...second];
      given[4] = { ...given[4], 姓名: '另名' };
      await correct('c', 'a', given);
      expect(calls() - before).toBe(1);
      const third = corrected();
      expect(third).toHaveLength(ROWS + 1);
      expect(third[4]).toMatchObject({ 姓名: '另名', verify_corrected_by: 'c' });
      expect(third.toSpliced(4, 1)).toEqual(second.toSpliced(4, 1));

      // A correction of a correction has that one's numbers, and its rows go to the first batch's places.
      const ofB: Line[] = user.lines('b', 'outcomes.csv');
      const at = ofB.findIndex((line) => line['姓名'] === '改名');
      ofB[at] = { ...ofB[at], 姓名: '再改' };
      await correct('d', 'b', ofB, '--lang', 'zh');
      expect(calls() - before).toBe(2);
      const spoken = user.lines('d', 'outcomes.csv');
      expect(spoken.map((line) => line['verify_status']).join()).toMatch(/^[^a-z]+$/);
      expect(spoken.map((line) => line['verify_message']).join()).toMatch(/^[^a-z]+$/);
      // The corrected file is the first batch's, and speaks as that does.
      for (const name of ['verify_status', 'verify_message'])
        expect(
          corrected()
            .map((line) => line[name])
            .join(),
        ).toMatch(/^[ -~]+$/);
      expect(corrected()[2]).toMatchObject({ 姓名: '再改', verify_corrected_by: 'd', verify_row: '3' });
      expect(corrected()).toHaveLength(ROWS + 1);
      // That list was older than the correction before, and undoes nothing of it.
      expect(corrected()[4]).toEqual(third[4]);
    },
    PATIENCE_MS,
  );

  it(
    'takes people for whom they are where the list has no numbers of rows, and calls again who has no verdict',
    async () => {
      const before = calls();
      const own = corrected().map((line) =>
        Object.fromEntries(Object.entries(line).filter(([name]) => !OURS.test(name))),
      );
      await correct('e', 'a', own, '--only', 'lookup_failed');
      expect(calls() - before).toBe(1);
      const lines = corrected();
      expect(lines).toHaveLength(ROWS + 1);
      expect(
        lines.flatMap((line) => (line['verify_corrected_by'] === 'e' ? [line['verify_row']] : [])),
      ).toEqual(['25']);
    },
    PATIENCE_MS,
  );

  it(
    'is corrected by one of two that begin at once, or by one after the other: nobody is called twice',
    async () => {
      const before = calls();
      const mended = corrected().map((line, at) => (at === 5 ? { ...line, 姓名: '同时' } : line));
      await Promise.all([correct('p', 'a', mended), correct('q', 'a', mended)]);
      expect(calls() - before).toBe(1);
      const both = ['p', 'q'].map((batch) => ended.get(batch));
      const refused = both.filter((each) => each?.status !== 0);
      for (const each of refused) {
        expect(each).toMatchObject({ status: 1 });
        expect(each?.stderr).toContain('corrects "a" already and has not ended');
      }
      expect(refused.length).toBeLessThan(2);
      const lines = corrected();
      expect(lines.map((line) => line['verify_row'])).toEqual(
        Array.from({ length: ROWS + 1 }, (_, at) => String(at + 1)),
      );
      expect(lines[5]).toMatchObject({ 姓名: '同时', verify_source: 'api' });

      // As close together as can be, only one is made.
      const { appid, bucket } = user.simulator.credentials;
      const request = (batch: string): BatchRequest => ({
        file: user.file(`${batch}.csv`, csvOf(mended)),
        batch,
        label: '',
        outDirectory: undefined,
        reading: { header: true, precheck: 'reject', dedupe: true },
        options: { maxAttempts: 6, inDoubt: 'retry', retryCodes: [] },
        files: { xlsx: false, split: false },
        account: { authUrl: user.simulator.url, appid, bucket },
        corrects: { batch: 'a' },
        key: undefined,
      });
      const made = await Promise.allSettled(
        ['r', 's'].map((batch) => createBatch(request(batch), user.data, Date.now())),
      );
      expect(made.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
      for (const batch of ['r', 's']) await discardBatch(user.data, batch);
    },
    PATIENCE_MS,
  );

  it(
    'is not corrected by what does not belong to it, before anything is sent',
    async () => {
      const before = calls();
      const [one = {}, two = {}] = first;
      await correct('f', 'a', [one, { ...two, verify_row: '1' }]);
      expect(ended.get('f')).toMatchObject({ status: 1 });
      expect(ended.get('f')?.stderr).toContain('line 3: verify_row 1 stands in the list already');
      await correct('g', 'a', [one, { ...two, verify_row: '4000' }]);
      expect(ended.get('g')?.stderr).toContain('line 3: verify_row is 4000, and the batch');
      await correct('h', 'nobody', first);
      expect(ended.get('h')?.stderr).toContain('--corrects names batch "nobody", which is not in');
      await correct('i', 'a', first, '--previous', 'a');
      expect(ended.get('i')?.stderr).toContain('--corrects and --previous exclude each other');

      // While a correction has not ended, nobody else corrects: its calls would be made twice.
      await correct(
        'j',
        'a',
        [
          { ...one, 姓名: '甲乙' },
          { ...two, 姓名: '丙丁' },
        ],
        '--max-calls',
        '1',
      );
      expect(ended.get('j')).toMatchObject({ status: 3 });
      await correct('k', 'j', first);
      expect(ended.get('k')?.stderr).toContain('names batch "j", which is halted');
      await correct('l', 'a', first);
      expect(ended.get('l')?.stderr).toContain('Batch "j" corrects "a" already and has not ended');
      expect(calls() - before).toBe(1);

      await user.rollcall(['cancel', 'j']);
      expect(corrected()).toHaveLength(ROWS + 1);
      const purged = await user.rollcall(['purge', 'b', '--yes']);
      expect(purged.stdout).toContain(join('a', 'corrected.csv'));
      expect(() => readFileSync(join(user.data, 'batches', 'a', 'corrected.csv'))).toThrow('ENOENT');
      await correct('m', 'a', first);
      expect(ended.get('m')?.stderr).toContain('Batch "b" was purged at');
    },
    PATIENCE_MS,
  );
});

it('a list of one’s own with one column of such a name keeps it, and is warned', async () => {
  const user = await User.arrive();
  try {
    const file = user.file('own.csv', '姓名,身份证号,verify_status\n王小明,110101199003070011,mine\n');
    const { stdout } = await user.rollcall(['check', file, '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      header: ['姓名', '身份证号', 'verify_status'],
      warnings: [
        expect.stringContaining('Column 3, "verify_status", has the name of one that Rollcall writes.'),
      ],
    });
    expect(readCsv(readFileSync(file, 'utf8'))[0]).toMatchObject({ verify_status: 'mine' });
  } finally {
    await user.leave();
  }
});
