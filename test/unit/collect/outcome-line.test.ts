// A line of outcomes.csv: the list's cells as they were, formulas defused, numbers left alone.

import { parse } from 'csv-parse/sync';
import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { outcomeHeader, outcomeLines } from '../../../src/collect/outcome-line.js';
import type { Outcome } from '../../../src/domain/outcome.js';

const OUTCOME: Outcome = {
  status: 'match',
  code: '0',
  message: 'number and name match',
  source: 'api',
  duplicateOf: undefined,
  attempts: 2,
  sessionId: 's-1',
  checkedAt: Date.parse('2026-11-24T09:30:00.123+08:00'),
  carriedFrom: undefined,
};

function cellsOf(...cells: string[]): string[] {
  const [record] = parse(outcomeLines([{ cells, outcome: OUTCOME }]));
  return (record as string[]).slice(0, cells.length);
}

describe('the header', () => {
  it('begins with a byte-order mark and ends with our columns', () => {
    expect(outcomeHeader(['客户号', '姓名'], 2, true)).toBe(
      '\uFEFF客户号,姓名,verify_status,verify_code,verify_message,verify_source,verify_duplicate_of,verify_attempts,verify_session_id,verify_checked_at,verify_carried_from,verify_row,verify_line\n',
    );
  });

  it('of a batch that an earlier version began has the columns of then', () => {
    expect(outcomeHeader(['姓名'], 1, false)).toMatch(/,verify_checked_at,verify_carried_from\n$/);
  });

  it('numbers the columns of a list without one', () => {
    expect(outcomeHeader(undefined, 3, true)).toMatch(/^\uFEFFcolumn_1,column_2,column_3,verify_status,/);
  });
});

describe('an outcome', () => {
  it('stands behind the list’s own cells', () => {
    expect(outcomeLines([{ cells: ['C1', '张三'], outcome: OUTCOME }])).toBe(
      'C1,张三,match,0,number and name match,api,,2,s-1,2026-11-24T09:30:00.123+08:00,\n',
    );
  });

  it('ends with the record’s place in the list', () => {
    const place = { row: 7, line: 12 };
    expect(outcomeLines([{ cells: ['C1'], outcome: OUTCOME, place }])).toMatch(/\+08:00,,7,12\n$/);
  });

  it('without code, session or time has empty cells', () => {
    const local = {
      ...OUTCOME,
      status: 'bad_format',
      source: 'local',
      code: undefined,
      attempts: 0,
    } as const;
    const line = outcomeLines([
      { cells: ['C1'], outcome: { ...local, sessionId: '', checkedAt: undefined } },
    ]);
    expect(line).toBe('C1,bad_format,,number and name match,local,,0,,,\n');
  });
});

describe('a cell that a spreadsheet would run', () => {
  it.each(
    [
      ['=1+1', '=cmd|x', '+SUM(A1)', '-2+3', '@SUM', '-', '+', '--1', '-1+cmd', '+86 138', '-0x1', '-１'],
      ['\t=1', '\r=1', '\n=1', '\t', '\r\n', '＝1+1', '＋1', '－1+x', '＠x'],
    ].flat(),
  )('%j gets a leading apostrophe', (cell) => {
    expect(cellsOf(cell)).toEqual([`'${cell}`]);
  });

  it('may be a name, which is given back with the apostrophe', () => {
    expect(cellsOf('@张三', '=HYPERLINK("http://x","y")')).toEqual([
      "'@张三",
      '\'=HYPERLINK("http://x","y")',
    ]);
  });

  it.each(['-5803', '-5804', '-5806', '-5807'])('is none where it is the code %s', (code) => {
    const [record] = parse(outcomeLines([{ cells: [], outcome: { ...OUTCOME, code } }]));
    expect(record?.[1]).toBe(code);
  });

  it('is defused in the header and in the message too', () => {
    expect(outcomeHeader(['=x'], 1, true)).toContain("'=x,");
    const line = outcomeLines([{ cells: [], outcome: { ...OUTCOME, message: '=HYPERLINK("x")' } }]);
    expect(line).toContain("'=HYPERLINK");
  });

  it.each(['-1', '+86', '-0.5', '+1,234.50', '110105194912310021', '0'])(
    '%j is a number and left alone',
    (cell) => {
      expect(cellsOf(cell)).toEqual([cell]);
    },
  );

  it.each(['张三', "'=1", 'a=1', ' =1', '', '3-4', 'C-1'])('%j is none and left alone', (cell) => {
    expect(cellsOf(cell)).toEqual([cell]);
  });
});

test('whatever is in the cells, a CSV reader gets them back, none of them a formula', () => {
  const dangerous = fc.string({
    unit: fc.constantFrom(...Array.from('=+-@\t\r\n＝＋－＠1,"a')),
    maxLength: 6,
  });
  const cell = fc
    .oneof(fc.string({ unit: 'binary', maxLength: 20 }), dangerous)
    .filter((text) => !text.startsWith('\uFEFF'));
  fc.assert(
    fc.property(
      fc.array(fc.array(cell, { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 5 }),
      (rows) => {
        const text = outcomeLines(rows.map((cells) => ({ cells, outcome: OUTCOME })));
        const records = parse(text);
        expect(records).toHaveLength(rows.length);
        for (const [index, record] of records.entries()) {
          for (const [column, original] of (rows[index] ?? []).entries()) {
            const written = record[column] ?? '';
            expect([original, `'${original}`]).toContain(written);
            expect(written).not.toMatch(/^(?![+-]\d[\d.,]*$)[=+\-@\t\r\n＝＋－＠]/);
          }
        }
      },
    ),
  );
});
