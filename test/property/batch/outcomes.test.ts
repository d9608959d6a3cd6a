// Any list, in every dialect and encoding, with whatever in its cells and broken lines between: outcomes.csv has each of
// its records as it was, in the list's order, with its one outcome. A reader of our own reads the file.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBatch } from '../../../src/batch/create.js';
import { writeFinalFiles } from '../../../src/batch/output/write-results.js';
import { batchPaths, outputPaths } from '../../../src/batch/paths.js';
import type { BatchRecord } from '../../../src/batch/record.js';
import { SegmentWriter } from '../../../src/collect/segments.js';
import type { Encoding } from '../../../src/ingest/encoding/encodings.js';
import { call } from '../../unit/collect/fakes.js';
import { bytesOf, cell, delimiters, encodings, lineEnds, linesText, titles } from '../ingest/table.js';

/** A record of the list, or a line of it that is broken, with the cells that it comes out with. */
interface Listed {
  readonly line: readonly string[] | string;
  readonly cells: readonly string[];
}

interface List {
  readonly columns: number;
  readonly delimiter: string;
  readonly lineEnd: string;
  readonly quoted: boolean;
  readonly lastLineEnd: boolean;
  readonly listed: readonly Listed[];
}

const HOSTILE = `=1+1|'=1|''=1|'|'张三|@x|'@x|-|-5803|+86 138|+1,234.5|-1+1|\t=1|\r=1|\n=1|＝1|＠x|\uFEFF=1|="110105"|=X("x","y")|'=A1,"b"|verify_status|\0|\x1B[2J`;
const hostile = fc.constantFrom(...HOSTILE.split('|'));
const anyCell = fc.oneof({ weight: 3, arbitrary: cell }, { weight: 2, arbitrary: hostile });
const PEOPLE = `张三 11010519491231002X|李　四 440524188001010014|王五 '130503670401001|@赵六 １１010519491231002x`;
const people = fc.constantFrom(...PEOPLE.split('|').map((person) => person.split(' ')));

function records(columns: number): fc.Arbitrary<Listed> {
  const cells = fc.array(anyCell, { minLength: columns, maxLength: columns });
  return (
    fc
      .tuple(cells, fc.option(people, { nil: [] }))
      .map(([own, person]) => [...person, ...own.slice(person.length)])
      // At the beginning of a record byte-order marks are dropped, as where files were joined; inside they stay.
      .map(([first = '', ...others]) => [first.replace(/^\uFEFF+/, ''), ...others])
      .map((line) => ({ line, cells: line }))
  );
}

/** Lines that can't be taken for a part of the records around them. */
function brokenLines(columns: number, delimiter: string): fc.Arbitrary<Listed> {
  const empty = (count: number): string[] => Array<string>(count).fill('');
  const surplus = ['张三', '11010519491231002X', ...empty(columns), 'x'];
  const person = ['张"三"', '11010519491231002X'];
  return fc.constantFrom(
    { line: '甲"乙', cells: ['甲"乙', ...empty(columns - 1)] },
    { line: person.join(delimiter), cells: [...person, ...empty(columns - 2)] },
    { line: '只有一格', cells: ['只有一格', ...empty(columns - 1)] },
    {
      line: surplus.join(delimiter),
      cells: [...surplus.slice(0, columns - 1), surplus.slice(columns - 1).join(delimiter)],
    },
  );
}

const lists: fc.Arbitrary<List> = fc
  .tuple(fc.integer({ min: 2, max: 5 }), delimiters)
  .chain(([columns, delimiter]) =>
    fc.record({
      columns: fc.constant(columns),
      delimiter: fc.constant(delimiter),
      lineEnd: lineEnds,
      quoted: fc.boolean(),
      lastLineEnd: fc.boolean(),
      listed: fc.array(
        fc.oneof(
          { weight: 6, arbitrary: records(columns) },
          { weight: 1, arbitrary: brokenLines(columns, delimiter) },
        ),
        { maxLength: 15 },
      ),
    }),
  );

const STATUS_OF_CODE: Readonly<Record<string, string>> = {
  '0': 'match',
  '-5803': 'mismatch',
  '-5804': 'invalid_id',
  '-5806': 'bad_format',
  '-5807': 'lookup_failed',
  '213': 'error',
};
const codes = fc.array(fc.constantFrom(...Object.keys(STATUS_OF_CODE)), { minLength: 1, maxLength: 7 });
const rules = fc.record({ precheck: fc.constantFrom('reject', 'warn', 'off'), dedupe: fc.boolean() });
type Rules = typeof rules extends fc.Arbitrary<infer R> ? R : never;

/** @returns what outcomes.csv says when every row has its call on record, and its code is the next of these */
async function outcomesOf(list: List, encoding: Encoding, asked: Rules, answers: readonly string[]) {
  const data = mkdtempSync(join(tmpdir(), 'rollcall-outcomes-'));
  try {
    const file = join(data, 'list.csv');
    writeFileSync(
      file,
      bytesOf(linesText([titles(list.columns), ...list.listed.map(({ line }) => line)], list), encoding),
    );
    const record = await batchOf(file, data, list, encoding, asked);
    const paths = batchPaths(data, record.batch);
    const segment = await SegmentWriter.create(paths.segments, 1);
    const calls = list.listed.map((_, index) =>
      call(index + 1, 1, { code: codeOf(index + 1, answers), sessionId: `s-${index + 1}` }),
    );
    await segment.append(calls);
    await segment.close();
    const recorded = { segments: () => [segment.segment], isClosed: () => true, earlier: undefined };
    await writeFinalFiles(record, paths, recorded, { toleranceMs: 1, timeoutMs: 1 }, '1', {});
    return parsed(readFileSync(outputPaths(record.outDirectory).outcomes, 'utf8'));
  } finally {
    rmSync(data, { recursive: true });
  }
}

function codeOf(row: number, answers: readonly string[]): string {
  return answers[row % answers.length] ?? '';
}

/** The encoding and the delimiter are given: short random text may be valid in others too. */
async function batchOf(
  file: string,
  data: string,
  { delimiter }: List,
  encoding: Encoding,
  asked: Rules,
): Promise<BatchRecord> {
  const found = { header: true, nameColumn: undefined, idColumn: undefined, sheet: undefined };
  const request = {
    file,
    batch: 'b',
    label: '',
    outDirectory: undefined,
    key: undefined,
    reading: { encoding, delimiter, ...found, ...asked },
    options: { maxAttempts: 6, inDoubt: 'retry' as const, retryCodes: ['15', '107', '108'] },
    files: { xlsx: false, split: false },
    account: { authUrl: 'http://127.0.0.1:1', appid: 'a', bucket: 'b' },
  };
  return (await createBatch(request, data, Date.parse('2026-11-24T00:00:00Z'))).record;
}

/** RFC 4180 with LF, and nothing else: throws where a quote or a carriage return stands bare. */
function parsed(text: string): string[][] {
  expect(text.charCodeAt(0)).toBe(0xfeff);
  const found: string[][] = [];
  const token = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\n)/gy;
  token.lastIndex = 1;
  let record: string[] = [];
  while (token.lastIndex < text.length) {
    const from = token.lastIndex;
    const [, quoted, plain = '', end] = token.exec(text) ?? expect.fail(`no CSV from character ${from} on`);
    record.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === ',') continue;
    found.push(record);
    record = [];
  }
  expect(record).toEqual([]);
  return found;
}

/** A cell that a spreadsheet would run and that is no number gets a leading apostrophe. */
function asWritten(own: string): string {
  return /^[=+\-@\t\r\n＝＋－＠]/.test(own) && !/^[+-]?\d+(?:[.,]\d+)*$/.test(own) ? `'${own}` : own;
}

/** Status, code, source, duplicate_of, attempts, session. @param own the list's columns */
function outcomeIn(line: readonly string[], own: number): string[] {
  const [status = '', code = '', , source = '', of = '', attempts = '', session = ''] = line.slice(own);
  return [status, code, source, of, attempts, session];
}

/** The outcome that the row must have, given its source: rejected here, a duplicate, or called. */
function wanted(
  row: number,
  lines: readonly (readonly string[])[],
  { columns, listed }: List,
  { precheck, dedupe }: Rules,
  answers: readonly string[],
): string[] {
  if (typeof listed[row - 1]?.line === 'string') return ['unreadable', '', '', '', '0', ''];
  const [status = '', , source, of] = outcomeIn(lines[row - 1] ?? [], columns);
  if (source === 'local' && precheck === 'reject') {
    return [status === 'invalid_id' ? status : 'bad_format', '', 'local', '', '0', ''];
  }
  const first = outcomeIn(lines[Number(of) - 1] ?? [], columns);
  if (source === 'duplicate' && dedupe && Number(of) < row && first[2] === 'api') {
    return [...first.slice(0, 2), 'duplicate', String(of), '0', ''];
  }
  const code = codeOf(row, answers);
  return [STATUS_OF_CODE[code] ?? '', code, 'api', '', '1', `s-${row}`];
}

describe('outcomes.csv', () => {
  it('has every record of any list as it was, in its order, with its one outcome', async () => {
    await fc.assert(
      fc.asyncProperty(lists, encodings, rules, codes, async (list, encoding, asked, answers) => {
        const [header = [], ...lines] = await outcomesOf(list, encoding, asked, answers);
        const { columns, listed } = list;
        expect(header.slice(0, columns + 1)).toEqual([...titles(columns), 'verify_status']);
        expect(lines.map((line) => line.slice(0, columns))).toEqual(
          listed.map(({ cells }) => cells.map(asWritten)),
        );
        expect(lines.filter((line) => line.length !== header.length)).toEqual([]);
        expect(lines.map((line) => outcomeIn(line, columns))).toEqual(
          lines.map((_, index) => wanted(index + 1, lines, list, asked, answers)),
        );
      }),
      { numRuns: 60 },
    );
  });
});
