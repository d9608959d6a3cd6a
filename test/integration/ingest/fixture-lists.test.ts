// Every list in fixtures/lists, one for each kind of damage, and what becomes of each of its rows.

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Row } from '../../../src/domain/row.js';
import { ingest, type IngestOptions } from './ingested.js';

const DIRECTORY = new URL('../../../fixtures/lists/', import.meta.url);

/** `call NUMBER NAME` with the row's note; or the status or fate, and the message. */
function inShort({ fate }: Row): string {
  switch (fate.kind) {
    case 'call':
      return [`call ${fate.person.idNumber} ${fate.person.name}`, fate.note].filter(Boolean).join(': ');
    case 'carried':
      return `carried ${fate.earlier.status}`;
    case 'local':
      return `${fate.status}: ${fate.message}`;
    case 'unreadable':
      return `unreadable: ${fate.message}`;
    case 'duplicate':
      return `duplicate of ${fate.of}`;
  }
}

const A = 'call 11010519491231002X 张三';
const B = 'call 440524188001010014 李四';
const C = 'call 810000199408230021 王五';
const LOST =
  'the digits are lost: export the list again with this column formatted as text, or take it from its source';
const AS_QUANTITY = `bad_format: a spreadsheet has written the number as a quantity, such as 1.10105E+17; ${LOST}`;
const NUMBER_CLEANED = 'the number was cleaned for the request';
const NAME_CLEANED = 'the name was cleaned for the request';
const STRAY = 'broken quoting: a quote where none may stand';

const EXPECTED: Readonly<Record<string, readonly string[]>> = {
  'utf-8-with-mark.csv': [A, B],
  'gb18030.csv': [A, 'call 440524188001010014 𠮷田'],
  'gb18030-one-bad-row.csv': [
    A,
    B,
    'unreadable: line 4: bytes that are not text in the encoding of the list',
    C,
  ],
  'utf-16le.txt': [A, 'call 440524188001010014 𠮷田'],
  'utf-16be.txt': [A],
  'utf-16le-without-mark.txt': ['call 11010519491231002X A'],
  'utf-16be-without-mark.txt': [A],
  'semicolons.csv': [A, B],
  'tabs.tsv': [A],
  'pipes.txt': [A, B],
  'old-mac.csv': [A, B],
  'line-breaks-in-cells.csv': [A, B, C],
  'blank-lines.csv': [A, B],
  'quote-never-closed.csv': [A, `unreadable: line 3: ${STRAY}`, B, C],
  'stray-quotes.csv': [A, `unreadable: line 3: ${STRAY}`, `unreadable: line 4: ${STRAY}`, B],
  'quotes-over-lines.csv': [`unreadable: line 2: ${STRAY}`, B, `unreadable: line 4: ${STRAY}`, A],
  'wrong-columns.csv': [
    A,
    'unreadable: line 3: wrong number of columns: 1 instead of 2',
    'unreadable: line 4: wrong number of columns: 3 instead of 2',
    B,
  ],
  'header-in-brackets.csv': [A],
  'header-only.csv': [],
  'written-otherwise.csv': [
    `${A}: ${NUMBER_CLEANED}; ${NAME_CLEANED}`,
    `${B}: ${NUMBER_CLEANED}; ${NAME_CLEANED}`,
    `${C}: ${NUMBER_CLEANED}`,
    `call 440524188001010014 赵六: ${NUMBER_CLEANED}; the same number stands in row 2 with another name`,
    `call 830000199201300022 阿卜杜拉·买买提: ${NUMBER_CLEANED}; ${NAME_CLEANED}`,
    `call 932682198501010017 钱七: ${NUMBER_CLEANED}`,
    'call 11010519491231002X 孙八: the number of 15 digits was sent as one of 18; ' +
      'the same number stands in row 1 with another name',
  ],
  'formulas-for-text.csv': [
    `${A}: ${NUMBER_CLEANED}`,
    `${B}: ${NUMBER_CLEANED}`,
    `unreadable: line 4: ${STRAY}`,
  ],
  'spreadsheet-damage.csv': [
    AS_QUANTITY,
    `bad_format: a spreadsheet has rounded the number, so that it ends in 000; ${LOST}`,
    AS_QUANTITY,
    A,
  ],
  'impossible-numbers.csv': [
    'invalid_id: the last character of the number does not fit the others',
    'invalid_id: the birth date in the number is no possible one',
    'bad_format: the number has neither 18 characters nor 15 digits',
    'bad_format: the number has characters other than digits and a last X',
    'bad_format: the number is empty',
    'bad_format: the name is empty',
    'bad_format: the name has lost a character, which stands as a question mark; export the list again as UTF-8',
  ],
  'permits.csv': [
    C,
    'call 830000199201300022 周九',
    'call 932682198501010017 John Smith',
    'call 990105194912310023 吴十: the region in the number is not a known one',
  ],
  'duplicates.csv': [
    A,
    B,
    'duplicate of 1',
    'call 11010519491231002X 李四: the same number stands in row 1 with another name',
    'duplicate of 1',
  ],
};

const REFUSED: Readonly<Record<string, string>> = {
  'two-names.csv': 'columns 1 and 2 could each hold the name',
  'unknown-header.csv': 'The header as it was read: 1 "Kunde", 2 "Ausweis"',
  'no-header.csv': '--name-column',
  'empty.csv': 'is empty',
};

const ASKED: Readonly<Record<string, IngestOptions>> = {
  'two-names.csv': { format: { nameColumn: '客户姓名' } },
  'unknown-header.csv': { format: { nameColumn: 'Kunde', idColumn: '2' } },
  'no-header.csv': { format: { header: false, nameColumn: '1', idColumn: '2' } },
};
const EXPECTED_IF_ASKED: Readonly<Record<string, readonly string[]>> = {
  'two-names.csv': [A],
  'unknown-header.csv': [A],
  'no-header.csv': [A, B],
};

function bytesOf(name: string): Buffer {
  return readFileSync(new URL(name, DIRECTORY));
}

describe('a list of the fixtures', () => {
  it.each(Object.entries(EXPECTED))('%s comes out as it should', async (name, expected) => {
    const rows = await ingest(bytesOf(name), (ingested) => ingested.rows.map(inShort));
    expect(rows).toEqual(expected);
  });

  it.each(Object.entries(REFUSED))('%s is refused', async (name, message) => {
    await expect(ingest(bytesOf(name), () => undefined)).rejects.toThrow(message);
  });

  it.each(Object.entries(EXPECTED_IF_ASKED))(
    '%s is read with the options it needs',
    async (name, expected) => {
      const rows = await ingest(bytesOf(name), (ingested) => ingested.rows.map(inShort), ASKED[name]);
      expect(rows).toEqual(expected);
    },
  );

  it('has a test each', () => {
    const lists = readdirSync(DIRECTORY).filter((name) => !name.startsWith('.') && !name.endsWith('.mjs'));
    expect(lists.sort()).toEqual([...Object.keys(EXPECTED), ...Object.keys(REFUSED)].sort());
  });
});

describe('the cells of a list', () => {
  it.each([
    ['line-breaks-in-cells.csv', 1, ['李四', '440524188001010014', '说"好"了,\n']],
    ['written-otherwise.csv', 1, ['\u3000李四\u00A0', '４４０５２４１８８００１０１００１４']],
    ['wrong-columns.csv', 1, ['赵六', '']],
    ['wrong-columns.csv', 2, ['赵', '六,440524188001010014']],
    ['stray-quotes.csv', 1, ['赵"六', '440524188001010014']],
    ['gb18030-one-bad-row.csv', 2, ['\uFFFD', '440524188001010014']],
    ['formulas-for-text.csv', 0, ['="0001"', '张三', '="11010519491231002X"', '一号楼,二单元']],
    ['gb18030.csv', 0, ['张三', '11010519491231002X', '中国丂银行']],
  ])('%s, row %i from 0, come out as they were', async (name, index, cells) => {
    expect(await ingest(bytesOf(name), ({ rows }) => rows[index]?.cells)).toEqual(cells);
  });
});
