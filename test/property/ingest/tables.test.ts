// Any table that csv-stringify writes comes back cell for cell, in every encoding and dialect, and from every row on.

import { stringify } from 'csv-stringify/sync';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeGb18030 } from '../../../fixtures/lists/gb18030.mjs';
import type { Encoding } from '../../../src/ingest/list.js';
import { ingest, type Ingested } from '../../integration/ingest/ingested.js';

interface Table {
  readonly records: readonly (readonly string[])[];
  readonly delimiter: string;
  readonly lineEnd: string;
  readonly quoted: boolean;
  readonly lastLineEnd: boolean;
}

/** Not U+FFFD, nor private use, which GB18030 can't write in part. */
const cell = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .string({ unit: 'binary', maxLength: 12 })
      .filter((text) => !/[\uE000-\uF8FF\uFFFD]/u.test(text)),
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

/** Two columns at least, so that no record is a blank line. */
const tables: fc.Arbitrary<Table> = fc
  .tuple(fc.integer({ min: 2, max: 5 }), fc.constantFrom(',', ';', '\t', '|'))
  .chain(([columns, delimiter]) =>
    fc.record({
      records: fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { maxLength: 12 }),
      delimiter: fc.constant(delimiter),
      lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
      quoted: fc.boolean(),
      lastLineEnd: fc.boolean(),
    }),
  );

const encodings = fc.constantFrom<Encoding>('utf-8', 'gb18030', 'utf-16le', 'utf-16be');
const chunkBytes = fc.constantFrom(1, 3, 64, 65_536);

function textOf(table: Table): string {
  const width = table.records[0]?.length ?? 2;
  const header = ['姓名', '身份证号码', 'c', 'd', 'e'].slice(0, width);
  return stringify([header, ...table.records], {
    delimiter: table.delimiter,
    record_delimiter: table.lineEnd,
    quoted: table.quoted,
    // Where a line end begins or stops is not to be told without quotes.
    quoted_match: /^[\r\n]|[\r\n]$/,
    eof: table.lastLineEnd,
  });
}

function bytesOf(text: string, encoding: Encoding): Buffer {
  if (encoding === 'utf-8') return Buffer.from(text);
  if (encoding === 'gb18030') return encodeGb18030(text);
  const bytes = Buffer.from(`\uFEFF${text}`, 'utf16le');
  return encoding === 'utf-16le' ? bytes : bytes.swap16();
}

/** The encoding is given: short random text in GB18030 can be valid UTF-8 by chance. */
async function rowsOf(
  table: Table,
  encoding: Encoding,
  chunks: number,
  use: (ingested: Ingested) => Promise<void> | void,
) {
  const format = { encoding, delimiter: table.delimiter };
  await ingest(bytesOf(textOf(table), encoding), use, { format, chunkBytes: chunks });
}

describe('any table', () => {
  it('comes back cell for cell', async () => {
    await fc.assert(
      fc.asyncProperty(tables, encodings, chunkBytes, async (table, encoding, chunks) => {
        await rowsOf(table, encoding, chunks, ({ rows }) => {
          expect(rows.map((row) => row.cells)).toEqual(table.records);
          expect(rows.filter(({ fate }) => fate.kind === 'unreadable')).toEqual([]);
        });
      }),
      { numRuns: 300 },
    );
  });

  it('comes back from the place of any of its rows', async () => {
    await fc.assert(
      fc.asyncProperty(tables, encodings, fc.nat(), async (table, encoding, pick) => {
        await rowsOf(table, encoding, 64, async ({ rows, reread }) => {
          const from = rows[pick % Math.max(1, rows.length)];
          if (from === undefined) return;
          const again = await reread(from);
          expect(again.map(({ row, line, byteStart, cells }) => ({ row, line, byteStart, cells }))).toEqual(
            rows
              .slice(from.row - 1)
              .map(({ row, line, byteStart, cells }) => ({ row, line, byteStart, cells })),
          );
        });
      }),
      { numRuns: 100 },
    );
  });

  it('has its encoding, delimiter and line ends found where it is a list of people', async () => {
    const people = fc.array(
      fc.constantFrom(['张三', '11010519491231002X', '甲'], ['李四', '440524188001010014', '']),
      {
        minLength: 1,
        maxLength: 20,
      },
    );
    await fc.assert(
      fc.asyncProperty(people, tables, encodings, async (records, dialect, encoding) => {
        const table = { ...dialect, records };
        await ingest(bytesOf(textOf(table), encoding), ({ copied, format, rows }) => {
          expect(copied.encoding).toBe(encoding);
          expect(format.delimiter).toBe(table.delimiter);
          expect(rows.map((row) => row.cells)).toEqual(records);
        });
      }),
      { numRuns: 100 },
    );
  });
});
