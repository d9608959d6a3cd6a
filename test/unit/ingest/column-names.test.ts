// Which header is taken for the name's and which for the number's, and what is said where none or two are.

import { describe, expect, it } from 'vitest';
import { COLUMN_NAMES, findColumn } from '../../../src/ingest/column-names.js';

function nameColumn(header: string[], asked?: string): number {
  return findColumn('name', header, header.length, asked, 'list.csv');
}

function idColumn(header: string[], asked?: string): number {
  return findColumn('id', header, header.length, asked, 'list.csv');
}

describe('a column by its header', () => {
  it('is found by every documented name', () => {
    for (const name of COLUMN_NAMES.name) expect(nameColumn(['x', name, 'y'])).toBe(1);
    for (const id of COLUMN_NAMES.id) expect(idColumn(['x', id, 'y'])).toBe(1);
  });

  it('never stands for both', () => {
    const names: ReadonlySet<string> = new Set(COLUMN_NAMES.name);
    expect(COLUMN_NAMES.id.filter((id) => names.has(id))).toEqual([]);
  });

  it.each([
    '姓名(必填)',
    '姓名（必填）',
    ' 姓 名 ',
    '姓名*',
    'ＮＡＭＥ',
    'Name',
    '\uFEFF姓名',
    '【必填】姓名',
    'Full-Name',
    'fullname',
  ])('is found loosely as %s', (text) => {
    expect(nameColumn(['x', text])).toBe(1);
  });

  it.each(['ID Number', 'idNumber', 'ID_CARD_NO.', '身份证号码（18位）', '证件号码：'])(
    'is found loosely as %s',
    (text) => {
      expect(idColumn([text, 'x'])).toBe(0);
    },
  );

  it('is taken exact before loose', () => {
    expect(nameColumn(['Name', '姓名'])).toBe(1);
  });

  it.each([
    ['none', ['a', 'b'], 'no column is named like one that holds the name'],
    ['two exact ones', ['姓名', 'name'], 'columns 1 and 2 could each hold the name'],
    ['two loose ones', ['Name', '姓名(必填)'], 'columns 1 and 2 could each hold the name'],
    ['the same twice', ['姓名', '姓名'], 'columns 1 and 2 could each hold the name'],
  ])('is refused where there are %s, with the header as read and the option', (_what, header, reason) => {
    const quoted = header.map((text, index) => `${index + 1} "${text}"`).join(', ');
    expect(() => nameColumn(header)).toThrow(
      `list.csv: ${reason}. The header as it was read: ${quoted}. ` +
        'Say which column holds the name with --name-column (its header or its number, from 1).',
    );
  });
});

describe('a header that is refused', () => {
  it('is not shown where there is a number in it anywhere, as of a list read with another delimiter', () => {
    const refused = () => nameColumn(['张三;11010519491231002X;a']);
    expect(refused).toThrow('holds an identity number');
    expect(refused).not.toThrow('张三');
  });

  it('is shown in part where it is long or has many columns', () => {
    const long = ['x'.repeat(500), ...Array<string>(16_000).fill('y')];
    const told = (): string => {
      try {
        return String(nameColumn(long));
      } catch (error) {
        return (error as Error).message;
      }
    };
    expect(told()).toContain(`1 "${'x'.repeat(60)}…", 2 "y"`);
    expect(told()).toContain('… 16001 in all');
    expect(told().length).toBeLessThan(1000);
  });
});

describe('a column that was asked for', () => {
  it('is found by its header, exact before loose, or by its number', () => {
    expect(nameColumn(['Kunde', 'KUNDE'], 'KUNDE')).toBe(1);
    expect(nameColumn(['x', 'Kunde'], 'kunde')).toBe(1);
    expect(nameColumn(['x', 'Kunde'], '2')).toBe(1);
  });

  it('is its header before its number', () => {
    expect(nameColumn(['x', '1'], '1')).toBe(1);
  });

  it.each(['0', '3', 'none'])('is refused where there is no %s', (asked) => {
    expect(() => nameColumn(['x', 'y'], asked)).toThrow(`no column is "${asked}"`);
  });

  it('is needed where the list has no header', () => {
    expect(findColumn('id', undefined, 3, '2', 'list.csv')).toBe(1);
    expect(() => findColumn('id', undefined, 3, undefined, 'list.csv')).toThrow(
      /first record has 3 columns.*--id-column/,
    );
  });
});
