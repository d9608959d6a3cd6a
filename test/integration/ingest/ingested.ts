// Takes bytes the whole way from a stream to rows, as a batch does.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { UserError } from '../../../src/domain/user-error.js';
import type { Row } from '../../../src/domain/row.js';
import { copyList, type CopiedList } from '../../../src/ingest/copy-list.js';
import type { ListFormat, Position, RowRules } from '../../../src/ingest/list.js';
import { findFormat, type FormatOptions } from '../../../src/ingest/list-format.js';
import { readRows } from '../../../src/ingest/read-rows.js';

export const RULES: RowRules = { precheck: 'reject', dedupe: true, asOf: '2026-11-24', version: 1 };

export interface Ingested {
  readonly copied: CopiedList;
  readonly format: ListFormat;
  readonly rows: readonly Row[];
  readonly reread: (from: Position) => Promise<readonly Row[]>;
}

export interface IngestOptions {
  readonly format?: Partial<FormatOptions>;
  readonly rules?: Partial<RowRules>;
  readonly chunkBytes?: number;
}

/** Runs `use` with what became of the bytes, then removes the files. */
export async function ingest<Result>(
  bytes: Buffer,
  use: (ingested: Ingested) => Result | Promise<Result>,
  options: IngestOptions = {},
): Promise<Result> {
  const directory = await mkdtemp(join(tmpdir(), 'rollcall-ingest-'));
  try {
    const path = join(directory, 'list');
    const { encoding } = options.format ?? {};
    const source = Readable.from(chunks(bytes, options.chunkBytes ?? 65_536));
    const copied = await copyList(source, path, encoding === undefined ? {} : { encoding });
    const { refusal } = copied;
    if (refusal !== undefined) throw new UserError('unreadable-list', () => refusal);
    const format = await findFormat(path, {
      encoding: copied.encoding,
      sheet: copied.sheet,
      header: true,
      sourceName: 'list.csv',
      isEncodingSure: encoding !== undefined,
      ...(copied.sheet === undefined ? {} : { delimiter: ',' }),
      ...options.format,
    });
    const rules = { ...RULES, ...options.rules };
    const reread = (from: Position) => all(readRows(path, format, { ...rules, dedupe: false }, { from }));
    return await use({ copied, format, rows: await all(readRows(path, format, rules)), reread });
  } finally {
    await rm(directory, { recursive: true });
  }
}

async function all(batches: AsyncIterable<Row[]>): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const batch of batches) rows.push(...batch);
  return rows;
}

function* chunks(bytes: Buffer, chunkBytes: number): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
}
