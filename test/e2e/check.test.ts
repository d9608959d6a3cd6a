// `rollcall check` as a user meets it, and its short form before a run: nobody is called, nothing is left behind.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'csv-parse/sync';
import { writeXlsx } from 'hucre/xlsx';
import { beforeEach, describe, expect, it, onTestFinished, test } from 'vitest';
import { encodeGb18030 } from '../../fixtures/lists/gb18030.mjs';
import { handMade } from '../integration/ingest/workbook-file.js';
import { PROGRAM } from '../support/programs.js';
import { User, type Ended } from './user.js';

let directory = '';
let temporary = '';

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'rollcall-check-'));
  temporary = join(directory, 'tmp');
  mkdirSync(temporary);
  const made = directory;
  onTestFinished(() => {
    rmSync(made, { recursive: true });
  });
});

const LIST = [
  '客户号,姓名,身份证号',
  'C1,张三,11010519491231002X',
  'C2,张 三,11010519491231002x',
  'C3,王五,1',
  'C4,李四,440524188001010014',
  'C5,钱七',
  '',
].join('\n');

function file(name: string, content: string | Buffer): string {
  writeFileSync(join(directory, name), content);
  return name;
}

/** Neither credentials nor Redis are set. */
function start(args: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const env = { PATH: process.env['PATH'], TMPDIR: temporary, ...environment };
  const child = spawn(process.execPath, [PROGRAM, 'check', ...args], { cwd: directory, env });
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => (said.stdout += String(chunk)));
  child.stderr.on('data', (chunk) => (said.stderr += String(chunk)));
  const ended: Promise<Ended> = once(child, 'close').then(([status]) => ({
    status: status as number | null,
    ...said,
  }));
  return { child, ended };
}

async function check(args: readonly string[], environment = {}, input = ''): Promise<Ended> {
  const { child, ended } = start(args, environment);
  child.stdin.on('error', () => undefined).end(input);
  const result = await ended;
  expect(readdirSync(temporary)).toEqual([]);
  expect(readdirSync(directory).filter((name) => name === 'data')).toEqual([]);
  return result;
}

describe('rollcall check', () => {
  it('shows a page, with status 0 though the list has faults, and names nobody', async () => {
    const { status, stdout, stderr } = await check([file('list.csv', LIST)]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/rows +5\n +to be called +2\n +duplicates +1 /);
    expect(stdout).toContain('row 5 (line 6)');
    expect(stdout).not.toMatch(/张三|李四|194912310|188001010/);
  });

  it('gives the same as JSON, with keys to rely on', async () => {
    const bytes = encodeGb18030(LIST.replaceAll(',', '\t').replaceAll('\n', '\r\n'));
    const { status, stdout } = await check([file('list.txt', bytes), '--json'], {
      ROLLCALL_PRICE: '0.35',
      ROLLCALL_RATE: '2',
    });
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      file: 'list.txt',
      bytes: bytes.length,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown,
      sheet: null,
      encoding: 'gb18030',
      encoding_evidence: 'all 6 lines that are not plain ASCII fit and make sense',
      misfits: { lines: 0, first_line: null },
      delimiter: '\t',
      line_end: 'crlf',
      columns: 3,
      header: ['客户号', '姓名', '身份证号'],
      header_row: 1,
      name_column: 2,
      id_column: 3,
      rows: 5,
      warnings: [],
      column_findings: [],
      by_verdict: { call: 2, duplicate: 1, bad_format: 1, invalid_id: 0, unreadable: 1 },
      reasons: [
        {
          verdict: 'bad_format',
          message: 'the number has neither 18 characters nor 15 digits',
          rows: 1,
          first: [{ row: 3, line: 4 }],
        },
        { verdict: 'unreadable', message: 'wrong number of columns', rows: 1, first: [{ row: 5, line: 6 }] },
      ],
      notes: [
        { message: 'the number was cleaned for the request', rows: 1, first: [{ row: 2, line: 3 }] },
        { message: 'the name was cleaned for the request', rows: 1, first: [{ row: 2, line: 3 }] },
      ],
      samples: [
        { row: 1, line: 2, name: '张*', id_number: '110***2X', verdict: 'call', message: '' },
        {
          row: 2,
          line: 3,
          name: '张*',
          id_number: '110***2x',
          verdict: 'duplicate',
          message: 'the same person as in row 1',
        },
        {
          row: 3,
          line: 4,
          name: '王*',
          id_number: '***',
          verdict: 'bad_format',
          message: 'the number has neither 18 characters nor 15 digits',
        },
        { row: 4, line: 5, name: '李*', id_number: '440***14', verdict: 'call', message: '' },
      ],
      calls: 2,
      times: [{ rate: 2, seconds: 1 }],
      price: '0.35',
      cost: '0.70',
      currency: 'CNY',
      budget: null,
    });
  });

  it('heeds the options of reading', async () => {
    const name = file('list.csv', '张三;110105194912310021\n张三;110105194912310021\n');
    const options = '--no-header --name-column 1 --id-column 2 --precheck off --no-dedupe --delimiter ;';
    const { stdout } = await check([name, '--json', '--rate', '5', ...options.split(' ')]);
    expect(JSON.parse(stdout)).toMatchObject({ rows: 2, calls: 2, times: [{ rate: 5, seconds: 1 }] });
  });

  it('reads standard input', async () => {
    expect((await check(['-', '--json'], {}, LIST)).stdout).toContain('"rows":5');
  });

  it.each([
    ['is not there', () => 'nowhere.csv', 'nowhere.csv'],
    ['is empty', () => file('none.csv', ''), 'none.csv is empty'],
    ['has no column of numbers', () => file('odd.csv', '姓名,电话\n张三,1\n'), '--id-column'],
  ])('ends with status 1 where the list %s', async (_, make, words) => {
    const { status, stdout, stderr } = await check([make()]);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain(words);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('leaves nothing behind after %s', async (signal) => {
    const { child, ended } = start(['-']);
    child.stdin.write(LIST);
    while (copies().length === 0) await sleep(20);
    const [copy = ''] = copies();
    expect(statSync(copy).mode & 0o777).toBe(0o600);
    expect(statSync(join(copy, '..')).mode & 0o777).toBe(0o700);
    child.kill(signal);
    expect((await ended).status).toBe(5);
    expect(readdirSync(temporary)).toEqual([]);
  });
});

function copies(): string[] {
  return readdirSync(temporary, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

test('a mistake is told on one line that says which list and sheet, and plays no tricks on the terminal', async () => {
  const workbook = await handMade({
    sheets: [
      { name: '空', rows: '' },
      { name: '二', rows: '' },
    ],
  });
  expect((await check([file('a.xlsx', workbook)])).stderr).toMatch(
    /a\.xlsx, sheet "空" \(--sheet .* is empty/,
  );
  expect((await check([file('b.xlsx', workbook.subarray(0, 300))])).stderr).toMatch(
    /b\.xlsx: The Excel workbook can't be read: .*[^.]\. Open it in Excel/,
  );
  expect((await check(['-'], {}, '')).stderr).toMatch(/^standard input is empty/);
  const page = await check([file('c.xls', '<html><table><tr><td>张三</td></tr></table></html>')]);
  expect(page.stderr).toMatch(/c\.xls: The list is a web page/);
  expect(page.stderr).not.toContain('张三');
  const tricks = await check([file('d.csv', '\u001B[2J甲,"\u202E乙\n丙"\n')]);
  expect(tricks.stderr).toMatch(/^[^\p{Cc}\p{Cf}]+\n$/u);
});

test('a list that is UTF-8 but for a line is read as that, and the line alone is unreadable', async () => {
  const lines = Array.from({ length: 500 }, () => Buffer.from('张三,11010519491231002X\n'));
  const bytes = Buffer.concat([
    Buffer.from('name,id_number\n'),
    ...lines,
    Buffer.from([0xd5, 0xc5]),
    Buffer.from(',440524188001010014\n'),
  ]);
  const warning = /Warning: 1 line is no text in utf-8, the encoding of the list.*; the first is line 502\./;
  for (const named of [[], ['--encoding', 'utf8']]) {
    const page = (await check([file('e.csv', bytes), ...named])).stdout;
    expect(page).toMatch(warning);
    expect(page).toMatch(/unreadable +1\n.*bytes that are not text.*\n +row 501 \(line 502\)/);
  }
  const json: unknown = JSON.parse((await check([file('e.csv', bytes), '--json'])).stdout);
  expect(json).toMatchObject({
    encoding: 'utf-8',
    encoding_evidence: '500 of the 501 lines that are not plain ASCII fit and make sense',
    misfits: { lines: 1, first_line: 502 },
  });
});

test('a run says first what it is about to do, once for a batch', async () => {
  const user = await User.arrive();
  onTestFinished(() => user.leave());
  const args = ['run', user.file('list.csv', LIST), '--batch', 'brief'];
  const first = await user.rollcall(args, { ROLLCALL_PRICE: '0.35' });
  expect(first.stderr).toContain('list.csv: 5 rows, 2 to be called, 0.70 CNY\n');
  expect(first.stderr).toMatch(/Not sent: 1 duplicate; 1 where .*neither.*; 1 where wrong number of columns/);
  expect((await user.rollcall(args)).stderr).not.toContain('to be called');
});

test('an Excel list is checked, and run, like any other', async () => {
  const user = await User.arrive();
  onTestFinished(() => user.leave());
  const rows = parse(LIST, { relax_column_count: true }).map((cells) => [...cells]);
  const path = join(user.directory, '名单.xlsx');
  writeFileSync(path, await writeXlsx({ sheets: [{ name: '十一月', rows }] }));
  const page = await user.rollcall(['check', path]);
  expect(page.stdout).toMatch(/Excel workbook, sheet "十一月"[^]*rows +5\n +to be called +2\n/);
  const json = JSON.parse((await user.rollcall(['check', path, '--sheet', '1', '--json'])).stdout) as unknown;
  expect(json).toMatchObject({ sheet: '十一月', encoding: null, delimiter: null, line_end: null, rows: 5 });
  const run = await user.rollcall(['run', path, '--batch', 'excel']);
  expect(run.status).toBe(0);
  expect(user.lines('excel', 'outcomes.csv').map((line) => line['客户号'])).toEqual([
    'C1',
    'C2',
    'C3',
    'C4',
    'C5',
  ]);
});
