// Tables of any cells, and their bytes in every dialect and encoding, as csv-stringify writes them.

import { stringify } from 'csv-stringify/sync';
import * as fc from 'fast-check';
import { encodeGb18030 } from '../../../fixtures/lists/gb18030.mjs';
import type { Encoding } from '../../../src/ingest/encoding/encodings.js';

export interface Dialect {
  readonly delimiter: string;
  readonly lineEnd: string;
  readonly quoted: boolean;
  readonly lastLineEnd: boolean;
}

export interface Table extends Dialect {
  readonly records: readonly (readonly string[])[];
}

/**
 * Cells without U+FFFD, private use, which GB18030 can't write in part, and code points without a character: with these
 * other encodings make more sense.
 */
export const cell = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .string({ unit: 'binary', maxLength: 12 })
      .filter((text) => !/[\uE000-\uF8FF\uFFFD\p{Cn}]/u.test(text)),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom('', ' ', '张三', '𠮷', '11010519491231002X', 'a"b', '"', '""', ',', ';|\t'),
  },
  {
    weight: 1,
    arbitrary: fc.string({ unit: fc.constantFrom('"', '\n', '\r', ',', '|', '亅', 'x'), maxLength: 20 }),
  },
);

export const delimiters = fc.constantFrom(',', ';', '\t', '|');
export const lineEnds = fc.constantFrom('\n', '\r\n', '\r');

/** Signs of binary files, of which a list has few: one that is full of them is refused. */
// oxlint-disable-next-line no-control-regex
const CONTROLS = /[\u0001-\u0007\u000E-\u0019\u001C-\u001F\u007F]/gu;

function isOfText(table: Table): boolean {
  const text = textOf(table);
  return (text.match(CONTROLS) ?? []).length <= text.length * 0.07;
}

/** There are at least two columns, so that no record is a blank line. */
export const tables: fc.Arbitrary<Table> = fc
  .tuple(fc.integer({ min: 2, max: 5 }), delimiters)
  .chain(([columns, delimiter]) =>
    fc.record({
      records: fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { maxLength: 12 }),
      delimiter: fc.constant(delimiter),
      lineEnd: lineEnds,
      quoted: fc.boolean(),
      lastLineEnd: fc.boolean(),
    }),
  )
  .filter(isOfText);

export const encodings = fc.constantFrom<Encoding>('utf-8', 'gb18030', 'utf-16le', 'utf-16be');

export function textOf(table: Table): string {
  const width = table.records[0]?.length ?? 2;
  return linesText([titles(width), ...table.records], table);
}

export function titles(width: number): string[] {
  return ['姓名', '身份证号码', 'c', 'd', 'e'].slice(0, width);
}

/** @param lines records, or a broken line as the list has it */
export function linesText(lines: readonly (readonly string[] | string)[], dialect: Dialect): string {
  const { delimiter, lineEnd, quoted, lastLineEnd } = dialect;
  const written = lines.map((line) => {
    if (typeof line === 'string') return line;
    // Without quotes nobody can tell where a line end begins or stops; where numbers follow it, nobody can tell two
    // short records from one.
    const isLikeTwo = line.slice(2).some((text) => text.startsWith('110105'));
    const quotedMatch = isLikeTwo ? /[\r\n]/ : /^[\r\n]|[\r\n]$/;
    const options = { delimiter, record_delimiter: lineEnd, quoted, quoted_match: quotedMatch };
    return stringify([line], { ...options, eof: false });
  });
  return written.join(lineEnd) + (lastLineEnd ? lineEnd : '');
}

export function bytesOf(text: string, encoding: Encoding): Buffer {
  if (encoding === 'utf-8') return Buffer.from(text);
  if (encoding === 'gb18030') return encodeGb18030(text);
  const bytes = Buffer.from(`\uFEFF${text}`, 'utf16le');
  return encoding === 'utf-16le' ? bytes : bytes.swap16();
}
