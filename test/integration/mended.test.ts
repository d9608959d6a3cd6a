// Faults that were found and mended: each test failed before its fault was mended.

import { mkdtempSync, readFileSync, writeFileSync, existsSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it, test } from 'vitest';
import { readSliceLogs, SliceLog } from '../../src/batch/run/slice-log.js';
import { outcomeLines } from '../../src/collect/outcome-line.js';
import { outcomeOfCalls } from '../../src/domain/outcome.js';
import { loadConfig, credentialsOf } from '../../src/config.js';
import { keptMessage } from '../../src/verify/provider-message.js';
import { User } from '../e2e/user.js';
import { Bench, redisForFile, call, FAILED } from './queue/bench.js';
import { youtuCodes } from '../../src/provider/youtu/codes.js';

const dir = () => mkdtempSync(join(tmpdir(), 'rf-'));
const entry = (slice: number) => ({
  slice,
  start: { row: slice * 10 + 1, line: 1, byteStart: 0 },
  rows: [slice * 10 + 1],
});

test('a slice log cut at any byte is known as far as its whole lines', async () => {
  const place = dir();
  const file = await SliceLog.create(place, 1);
  await file.append([entry(0), entry(1)]);
  await file.close();
  const bytes = readFileSync(join(place, 'slices-1.jsonl'));
  const bad: number[] = [];
  const firstEnd = bytes.indexOf(10) + 1;
  for (let cut = firstEnd; cut < bytes.length - 1; cut += 1) {
    writeFileSync(join(place, 'slices-1.jsonl'), bytes.subarray(0, cut));
    const known = await readSliceLogs(place, () => false);
    if (known.last?.slice !== 0 || known.unfinished.length !== 1) bad.push(cut - firstEnd);
  }
  expect(bad).toEqual([]);
});

const OUT = {
  status: 'match',
  code: '0',
  message: '',
  source: 'api',
  duplicateOf: undefined,
  attempts: 1,
  sessionId: '',
  checkedAt: undefined,
  carriedFrom: undefined,
} as const;
test('a cell with a lone CR is one cell', () => {
  const text = outcomeLines([{ cells: ['a\rb', 'c'], outcome: OUT }]);
  expect(parse(text)[0]?.slice(0, 2)).toEqual(['a\rb', 'c']);
});
test('a session id is defused', () => {
  expect(outcomeLines([{ cells: [], outcome: { ...OUT, sessionId: '=HYPERLINK("x")' } }])).toContain(
    "'=HYPER",
  );
});
test('an empty secret file is an unset secret', () => {
  const d = dir();
  writeFileSync(join(d, 'e'), '\n');
  expect(() =>
    credentialsOf(
      loadConfig(
        { ROLLCALL_APPID: 'a', ROLLCALL_BUCKET: 'b', ROLLCALL_SECRET_ID: 'c', ROLLCALL_SECRET_KEY_FILE: 'e' },
        d,
      ),
    ),
  ).toThrow(/SECRET_KEY/);
});
test('a timeout longer than a timer can be is refused', () => {
  expect(() => loadConfig({ ROLLCALL_TIMEOUT_MS: '3000000000' }, dir())).toThrow(/TIMEOUT/);
});
test('the process’s _FILE wins over .env’s own', () => {
  const d = dir();
  writeFileSync(join(d, 'e'), 'new');
  writeFileSync(join(d, '.env'), 'ROLLCALL_SECRET_KEY=old\n');
  expect(loadConfig({ ROLLCALL_SECRET_KEY_FILE: 'e' }, d).secretKey).toBe('new');
});
test('the message of a row whose calls were answered does not say that no answer came', () => {
  const a = (n: number, code?: string) => ({
    ...call(1, n),
    code,
    result: code === undefined ? ('in_doubt' as const) : ('answered' as const),
  });
  expect(
    outcomeOfCalls(
      [a(1, '107'), a(2, '107'), a(3)],
      true,
      { codes: youtuCodes, retryCodes: new Set(['107']), inDoubt: 'retry' },
      '',
    ).message,
  ).not.toContain('no answer');
});
describe('no variant of name or number survives', () => {
  it.each([
    ['JOHN SMITH not found', { idNumber: '1', name: 'John Smith' }, /JOHN SMITH/],
    ['no １１０１０５１９４９１２３１００２Ｘ', { idNumber: '11010519491231002X', name: '张三' }, /１９４９/],
    ['no 110105-19491231-002X', { idNumber: '11010519491231002X', name: '张三' }, /19491231|002X/],
    ['no 11010 51949 12310 02X', { idNumber: '11010519491231002X', name: '张三' }, /51949/],
    ['阿卜杜拉.买买提', { idNumber: '1', name: '阿卜杜拉·买买提' }, /买买提/],
  ])('%s', (message, person, leak) => {
    expect(keptMessage('-5802', message, person, youtuCodes)).not.toMatch(leak);
  });
});
const path = redisForFile();
test('a probe’s permission asked for twice stays a probe', async () => {
  const bench = new Bench(path());
  await bench.opened();
  const held = await bench.held(0);
  for (let row = 1; row <= 8; row += 1) {
    await bench.permit(held, row);
    await bench.journal.record(held, call(row, 1, { result: 'in_doubt' }), FAILED);
  }
  await bench.redis.hset(bench.account, 'circuit:probe', 0);
  expect([await bench.permit(held, 9), await bench.permit(held, 9)]).toEqual(['probe', 'probe']);
});
test('removing twice is removing once', async () => {
  const bench = new Bench(path());
  const owned = await bench.opened();
  await owned.remove([]);
  await expect(owned.remove([])).resolves.toBeUndefined();
});
test('a directory for a list is named; and nothing is left behind by a mistake', async () => {
  const user = await User.arrive();
  const e = await user.rollcall(['run', user.directory, '--no-ping']);
  await user.rollcall(['run', 'nowhere.csv', '--no-ping']);
  const left = existsSync(join(user.data, 'batches')) ? readdirSync(join(user.data, 'batches')) : [];
  await user.leave();
  expect.soft(e.stderr).toContain(user.directory);
  expect.soft(left).toEqual([]);
});
