// Random bytes never crash ingest, never hang it, and never lead to a call for somebody who can't exist.

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Row } from '../../../src/domain/row.js';
import { UserError } from '../../../src/domain/user-error.js';
import { ENCODINGS } from '../../../src/ingest/encoding/encodings.js';
import { ingest, type Ingested } from '../../integration/ingest/ingested.js';

const CALLABLE = /^\d{6}(1[89]|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3}[\dX]$/;
const pieces = fc.oneof(
  fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
  fc
    .constantFrom(
      '张三',
      '11010519491231002X',
      '11010519491231002',
      '"',
      '""',
      ',',
      ';',
      '\n',
      '\r\n',
      '\r',
      '\uFEFF',
      '\0',
    )
    .map((text) => Buffer.from(text)),
  fc
    .constantFrom([0xd5, 0xc5], [0x81], [0x81, 0x30], [0xed, 0xa0, 0x80], [0xff, 0xfe])
    .map((bytes) => Buffer.from(bytes)),
);
const rubbish = fc.array(pieces, { maxLength: 60 }).map((parts) => Buffer.concat(parts));
const encodings = fc.option(fc.constantFrom(...ENCODINGS), { nil: undefined });

/** What is wrong with the rows; empty where nothing is. */
function wrongs({ rows, format }: Ingested): string[] {
  return rows.flatMap(({ row, byteStart, cells, fate }, index) => [
    ...(row === index + 1 ? [] : [`row ${row} is the ${index + 1}th`]),
    ...(byteStart > (rows[index - 1]?.byteStart ?? -1) ? [] : [`row ${row} begins before the one before`]),
    ...(cells.length === format.columnCount ? [] : [`row ${row} has ${cells.length} cells`]),
    ...(fate.kind !== 'call' || CALLABLE.test(fate.person.idNumber) ? [] : [`row ${row} can't be somebody`]),
  ]);
}

/** `refused` where the bytes are no list. */
async function unlessRefused<Result>(ingested: Promise<Result>): Promise<Result | 'refused'> {
  try {
    return await ingested;
  } catch (error) {
    if (error instanceof UserError) return 'refused';
    throw error;
  }
}

function listOf(header: string, bytes: Buffer): Buffer {
  return Buffer.concat([Buffer.from(header), bytes]);
}

describe('random bytes', () => {
  it('come out as rows with their places, and call only who may exist', async () => {
    await fc.assert(
      fc.asyncProperty(rubbish, encodings, async (bytes, encoding) => {
        const given = encoding === undefined ? {} : { encoding };
        const format = { ...given, header: false, delimiter: ',', nameColumn: '1', idColumn: '2' };
        const found = await unlessRefused(ingest(listOf('张三,1,x\n', bytes), wrongs, { format }));
        expect(['refused', []]).toContainEqual(found);
      }),
      { numRuns: 400 },
    );
  });

  it('are refused with a UserError where they are no list', async () => {
    await fc.assert(
      fc.asyncProperty(rubbish, async (bytes) => {
        expect(['refused', []]).toContainEqual(await unlessRefused(ingest(bytes, wrongs)));
      }),
      { numRuns: 200 },
    );
  });

  it('come back the same from any row on', async () => {
    const rules = { dedupe: false };
    await fc.assert(
      fc.asyncProperty(rubbish, fc.nat(), async (bytes, pick) => {
        const both = await unlessRefused(
          ingest(listOf('姓名,身份证号\n', bytes), ({ rows, reread }) => sameFrom(rows, pick, reread), {
            rules,
          }),
        );
        fc.pre(both !== 'refused');
        expect(both.again).toEqual(both.before);
      }),
      { numRuns: 200 },
    );
  });
});

async function sameFrom(rows: readonly Row[], pick: number, reread: Ingested['reread']) {
  const from = rows[pick % Math.max(1, rows.length)];
  return from === undefined
    ? { before: [], again: [] }
    : { before: rows.slice(from.row - 1), again: await reread(from) };
}
