// Any table that csv-stringify writes comes back cell for cell, in every encoding and dialect, and from every row on.

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Encoding } from '../../../src/ingest/encoding/encodings.js';
import { ingest, type Ingested } from '../../integration/ingest/ingested.js';
import { bytesOf, encodings, tables, textOf, type Table } from './table.js';

const chunkBytes = fc.constantFrom(1, 3, 64, 65_536);

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
      { numRuns: 150 },
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
