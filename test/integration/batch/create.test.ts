// Making a batch where something exists already: a batch under way, the remains of one, or somebody's results.

import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createBatch, type BatchRequest } from '../../../src/batch/create.js';
import { exitStatusOf } from '../../../src/batch/exit-status.js';
import { keepOptions } from '../../../src/batch/keep-options.js';
import { batchPaths } from '../../../src/batch/paths.js';
import { readRecord, writeState } from '../../../src/batch/record.js';
import { reserve } from '../../../src/batch/output/reservation.js';
import { discardBatch } from '../../../src/batch/retention/unmade.js';
import type { Summary } from '../../../src/collect/summary.js';
import type { Encoding } from '../../../src/ingest/encoding/encodings.js';
import { encode } from '../../support/legacy-encodings.js';

function requestFor(file: string, batch: string, encoding: Encoding | undefined): BatchRequest {
  const found = { nameColumn: undefined, idColumn: undefined, sheet: undefined, delimiter: undefined };
  return {
    file,
    batch,
    label: '',
    outDirectory: undefined,
    key: undefined,
    reading: { encoding, header: true, precheck: 'reject', dedupe: true, ...found },
    options: { maxAttempts: 6, inDoubt: 'retry', retryCodes: ['15', '107', '108'] },
    files: { xlsx: false, split: false },
    account: { authUrl: 'http://127.0.0.1:1', appid: 'a', bucket: 'b' },
  };
}

test('a batch under way goes on with a list that would be refused if it were new', async () => {
  const data = mkdtempSync(join(tmpdir(), 'rollcall-create-'));
  onTestFinished(() => rmSync(data, { recursive: true }));
  const file = join(data, 'list.csv');
  const people = 'Kamiñski,11010519491231002X\nDvoøák,440524188001010014\n';
  writeFileSync(file, encode(`name,id_number\n${people}`, 'windows-1252'));
  const begun = await createBatch(requestFor(file, 'begun', 'windows-1252'), data, 0);
  await expect(createBatch(requestFor(file, 'new', undefined), data, 0)).rejects.toThrow('--encoding');
  const again = await createBatch(requestFor(file, 'begun', undefined), data, 0);
  expect(again).toMatchObject({ existed: true, record: { sha256: begun.record.sha256 } });
  expect(again.record.format).toEqual(begun.record.format);
});

function dataWithList(text = 'name,id_number\n张三,110101199003070134\n'): { data: string; file: string } {
  const data = mkdtempSync(join(tmpdir(), 'rollcall-create-'));
  onTestFinished(() => rmSync(data, { recursive: true }));
  const file = join(data, 'list.csv');
  writeFileSync(file, text);
  return { data, file };
}

test.each(['outcomes.csv', 'attempts.csv', 'work/segments'])(
  'a start under the id of a batch whose record is lost is refused, and leaves its %s',
  async (name) => {
    for (const list of ['name,id_number\n张三,110101199003070134\n', '甲,乙\n1,2\n']) {
      const { data, file } = dataWithList(list);
      const remains = join(data, 'batches', 'lost', name);
      mkdirSync(join(data, 'batches', 'lost', 'work'), { recursive: true });
      writeFileSync(remains, 'paid');
      await expect(createBatch(requestFor(file, 'lost', undefined), data, 0)).rejects.toThrow('whose record');
      expect(readFileSync(remains, 'utf8')).toBe('paid');
    }
  },
);

test('a refused start removes what it wrote, and nothing else', async () => {
  const { data, file } = dataWithList('甲,乙\n1,2\n');
  await expect(createBatch(requestFor(file, 'refused', undefined), data, 0)).rejects.toThrow('column');
  expect(readdirSync(join(data, 'batches'))).toEqual([]);
  mkdirSync(join(data, 'batches', 'refused'));
  writeFileSync(join(data, 'batches', 'refused', 'notes.txt'), 'mine');
  await expect(createBatch(requestFor(file, 'refused', undefined), data, 0)).rejects.toThrow('column');
  expect(readdirSync(join(data, 'batches', 'refused'))).toEqual(['notes.txt']);
});

test('a batch that is taken back leaves nothing, its reservation neither', async () => {
  const { data, file } = dataWithList();
  const out = join(data, 'out');
  await createBatch({ ...requestFor(file, 'back', undefined), outDirectory: out }, data, 0);
  expect(readdirSync(out)).toEqual(['.rollcall-batch']);
  await discardBatch(data, 'back');
  expect(readdirSync(out)).toEqual([]);
  expect(readdirSync(join(data, 'batches'))).toEqual([]);
});

test('a batch that somebody has taken up is not taken back', async () => {
  const { data, file } = dataWithList();
  await createBatch(requestFor(file, 'taken', undefined), data, 0);
  const paths = batchPaths(data, 'taken');
  await writeState(paths, '1', { state: 'running', startedAt: 0 });
  await discardBatch(data, 'taken');
  expect(existsSync(paths.record)).toBe(true);
  expect(existsSync(paths.list)).toBe(true);
});

test('a batch keeps its own directory where the data directory is named another way', async () => {
  const { data, file } = dataWithList();
  const { record } = await createBatch(requestFor(file, 'spelled', undefined), data, 0);
  symlinkSync(data, join(data, 'other'));
  const claim = { batch: 'spelled', outDirectory: record.outDirectory, dataDirectory: join(data, 'other') };
  await expect(reserve(claim)).resolves.toBeUndefined();
  expect(readdirSync(record.outDirectory)).toEqual(['work']);
});

test('a batch that was made in the directory of batches goes on there; a new one is refused', async () => {
  const { data, file } = dataWithList();
  const outDirectory = join(data, 'batches', 'results');
  const request = { ...requestFor(file, 'inside', undefined), outDirectory };
  await expect(createBatch(request, data, 0)).rejects.toThrow('where Rollcall keeps its batches');
  await expect(reserve({ batch: 'inside', outDirectory, dataDirectory: data })).resolves.toBeUndefined();
});

test.skipIf(process.getuid?.() === 0)('a directory for results that refuses is named', async () => {
  const { data, file } = dataWithList();
  const outDirectory = join(data, 'out');
  mkdirSync(outDirectory, { mode: 0o500 });
  const request = { ...requestFor(file, 'refused', undefined), outDirectory };
  await expect(createBatch(request, data, 0)).rejects.toThrow(`${outDirectory} can't be written to`);
  expect(readdirSync(outDirectory)).toEqual([]);
});

test('options that two commands give at a time are both kept', async () => {
  const { data, file } = dataWithList();
  const { record } = await createBatch(requestFor(file, 'two', undefined), data, 0);
  const paths = batchPaths(data, 'two');
  await Promise.all([
    keepOptions(['two'], { options: { maxCalls: 10 } }, data),
    keepOptions(['two'], { options: { rate: 5 }, files: { xlsx: true } }, data),
  ]);
  const { options, files } = await readRecord(paths, 'two');
  expect(options).toEqual({ ...record.options, maxCalls: 10, rate: 5 });
  expect(files).toEqual({ xlsx: true, split: false });
});

test.each(['', '{"version": 2', '[]', 'null', '{"version": 2}'])(
  'a record that is damaged (%j) is called so, with its file and what to do',
  async (text) => {
    const { data, file } = dataWithList();
    await createBatch(requestFor(file, 'damaged', undefined), data, 0);
    const paths = batchPaths(data, 'damaged');
    writeFileSync(paths.record, text);
    await expect(readRecord(paths, 'damaged')).rejects.toThrow(`${paths.record} is damaged`);
    await expect(createBatch(requestFor(file, 'damaged', undefined), data, 0)).rejects.toThrow('backup');
    expect(existsSync(paths.list)).toBe(true);
  },
);

test.each([
  ['error', 2],
  ['in_doubt', 2],
  ['match', 0],
])('rows that ended in %s give exit status %i', (status, exit) => {
  const summary = { by_status: { [status]: 1 } } as unknown as Summary;
  expect(exitStatusOf({ state: 'completed' }, summary)).toBe(exit);
});
