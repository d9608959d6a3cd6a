// What is written beside outcomes.csv: files by status, and a workbook as another implementation reads it.

import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { readXlsx } from 'hucre/xlsx';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { outcomeHeader, type OutcomeRow } from '../../../src/collect/outcome-line.js';
import { OutcomeWorkbook } from '../../../src/collect/outcome-workbook.js';
import { SplitFiles } from '../../../src/collect/split-files.js';
import { WorkbookWriter } from '../../../src/collect/workbook-writer.js';
import type { Status } from '../../../src/domain/status.js';
import { readCsv } from '../../e2e/user.js';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'rollcall-sinks-'));
});
afterEach(() => {
  rmSync(directory, { recursive: true });
});

function row(status: Status, ...cells: string[]): OutcomeRow {
  const outcome = {
    status,
    code: '-5803',
    message: 'words',
    source: 'api',
    duplicateOf: undefined,
    attempts: 1,
    sessionId: '',
    checkedAt: undefined,
    carriedFrom: undefined,
  } as const;
  return { cells, outcome };
}

describe('files by status', () => {
  function splitFiles(): SplitFiles {
    return new SplitFiles(directory, '7', outcomeHeader(['客户号'], 1, false));
  }

  it('hold each status’s lines in their order, defused, and are the user’s alone', async () => {
    const files = splitFiles();
    await files.write([row('match', 'C1'), row('mismatch', '=C2'), row('match', 'C3')]);
    await files.write([row('match', 'C4')]);
    expect(readdirSync(directory).every((name) => /\.7\.[0-9a-f]{16}\.tmp$/.test(name))).toBe(true);
    await files.complete();
    await files.discard();
    expect(readdirSync(directory).toSorted()).toEqual(['outcomes.match.csv', 'outcomes.mismatch.csv']);
    const matches = readCsv(readFileSync(join(directory, 'outcomes.match.csv'), 'utf8'));
    expect(matches.map((line) => line['客户号'])).toEqual(['C1', 'C3', 'C4']);
    const [mismatch] = readCsv(readFileSync(join(directory, 'outcomes.mismatch.csv'), 'utf8'));
    expect(mismatch).toMatchObject({ 客户号: "'=C2", verify_status: 'mismatch', verify_code: '-5803' });
    expect(statSync(join(directory, 'outcomes.match.csv')).mode & 0o777).toBe(0o600);
  });

  it('of statuses that no row has are not there, not even those of an earlier batch', async () => {
    writeFileSync(join(directory, 'outcomes.error.csv'), 'old');
    const files = splitFiles();
    await files.complete();
    expect(readdirSync(directory)).toEqual([]);
  });

  it('that are not completed are not left', async () => {
    writeFileSync(join(directory, 'outcomes.match.csv'), 'old');
    const files = splitFiles();
    await files.write([row('match', 'C1')]);
    await files.discard();
    expect(readdirSync(directory)).toEqual(['outcomes.match.csv']);
    expect(readFileSync(join(directory, 'outcomes.match.csv'), 'utf8')).toBe('old');
  });
});

describe('a workbook', () => {
  type Cells = readonly (readonly string[])[];

  async function sheetsOf(path: string) {
    const { sheets } = await readXlsx(readFileSync(path));
    return sheets.map(({ name, rows }) => ({
      name,
      rows: rows.map((cells) => cells.map((cell) => cell ?? '')),
    }));
  }

  async function written(rows: Cells, limits?: { rows: number; bytes: number }) {
    const path = join(directory, 'list.xlsx');
    rmSync(path, { force: true });
    const workbook = new WorkbookWriter(path, 'outcomes', ['a', 'b', 'c'], limits);
    await workbook.write(rows);
    await workbook.end();
    return sheetsOf(path);
  }

  it('has its cells as texts: nothing is rounded, and nothing run', async () => {
    const cells = ['110105194912310021', '0012', '=1+1'];
    expect(await written([cells, ['1.10105E+17', '', ' ']])).toEqual([
      { name: 'outcomes', rows: [['a', 'b', 'c'], cells, ['1.10105E+17', '', ' ']] },
    ]);
  });

  it('goes on in another sheet where one is full, with the header again', async () => {
    const rows = Array.from({ length: 5 }, (_, index) => [String(index), 'x', 'y']);
    const sheets = await written(rows, { rows: 3, bytes: 1e9 });
    expect(sheets.map(({ name }) => name)).toEqual(['outcomes', 'outcomes 2', 'outcomes 3']);
    expect(sheets.map((sheet) => sheet.rows[0])).toEqual([
      ['a', 'b', 'c'],
      ['a', 'b', 'c'],
      ['a', 'b', 'c'],
    ]);
    expect(sheets.flatMap((sheet) => sheet.rows.slice(1))).toEqual(rows);
  });

  it('without rows has its header', async () => {
    expect(await written([])).toEqual([{ name: 'outcomes', rows: [['a', 'b', 'c']] }]);
  });

  it('gives back whatever is in the cells', async () => {
    const unit = fc.oneof(
      fc.constantFrom(
        '&',
        '<',
        '>',
        '"',
        '\n',
        '\t',
        ' ',
        '_x000D_',
        '_',
        ']]>',
        '\u0001',
        '\r',
        '\uFFFE',
        '𠮷',
      ),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
    );
    const cell = fc.array(unit, { maxLength: 8 }).map((units) => `x${units.join('')}`);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell, cell), { maxLength: 20 }), async (rows) => {
        const [sheet] = await written(rows);
        expect(sheet?.rows.slice(1)).toEqual(rows);
      }),
      { numRuns: 60 },
    );
  });

  it('of outcomes has its final name when it is complete', async () => {
    const path = join(directory, 'outcomes.xlsx');
    const workbook = new OutcomeWorkbook(path, '7', ['客户号', 'status']);
    await workbook.write([row('match', '=C1')]);
    expect(readdirSync(directory)).not.toContain('outcomes.xlsx');
    await workbook.complete();
    await workbook.discard();
    expect(readdirSync(directory)).toEqual(['outcomes.xlsx']);
    const [sheet] = await sheetsOf(path);
    expect(sheet?.rows[1]?.slice(0, 3)).toEqual(['=C1', 'match', '-5803']);
  });

  it('of outcomes has all rows, and then a sheet for each status that occurs, in its order', async () => {
    const path = join(directory, 'outcomes.xlsx');
    const workbook = new OutcomeWorkbook(path, '7', ['客户号'], 'whole and by status');
    await workbook.write([row('mismatch', 'C1'), row('match', 'C2'), row('mismatch', '一\u2028\n"=1')]);
    await workbook.write([row('mismatch', 'C4')]);
    expect(readdirSync(directory).every((name) => /\.7\.[0-9a-f]{16}\.tmp$/.test(name))).toBe(true);
    await workbook.complete();
    await workbook.discard();
    expect(readdirSync(directory)).toEqual(['outcomes.xlsx']);
    const sheets = await sheetsOf(path);
    expect(sheets.map((sheet) => [sheet.name, ...sheet.rows.map(([cell]) => cell)])).toEqual([
      ['outcomes', '客户号', 'C1', 'C2', '一\u2028\n"=1', 'C4'],
      ['match', '客户号', 'C2'],
      ['mismatch', '客户号', 'C1', '一\u2028\n"=1', 'C4'],
    ]);
  });

  it('of some statuses has a sheet for each, an empty one where no row has it', async () => {
    const path = join(directory, 'some.xlsx');
    const workbook = new OutcomeWorkbook(path, '7', ['客户号'], ['error', 'match', 'unreadable']);
    await workbook.write([row('mismatch', 'C1'), row('match', 'C2')]);
    await workbook.complete();
    const sheets = await sheetsOf(path);
    expect(sheets.map((sheet) => [sheet.name, sheet.rows.length])).toEqual([
      ['error', 1],
      ['match', 2],
      ['unreadable', 1],
    ]);
  });

  it('goes on in another sheet of the same name where that of a status is full', async () => {
    const path = join(directory, 'list.xlsx');
    const workbook = new WorkbookWriter(path, 'match', ['a'], { rows: 3, bytes: 1e9 });
    await workbook.write([['1'], ['2'], ['3']]);
    workbook.begin('error');
    await workbook.write([['4'], ['5'], ['6']]);
    await workbook.end();
    const sheets = await sheetsOf(path);
    expect(sheets.map((sheet) => [sheet.name, sheet.rows.length])).toEqual([
      ['match', 3],
      ['match 2', 2],
      ['error', 3],
      ['error 2', 2],
    ]);
  });

  it('of outcomes that is not completed is not left', async () => {
    const workbook = new OutcomeWorkbook(join(directory, 'outcomes.xlsx'), '7', ['x']);
    await workbook.write([row('match', 'C1')]);
    await workbook.discard();
    expect(readdirSync(directory)).toEqual([]);
  });
});
