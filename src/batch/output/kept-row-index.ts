// The index of a batch's outcomes.csv, kept beside its record: made while the file is written, or from the file. One that is of
// another file than the one that is there counts as none, so whoever rewrites outcomes need not know of it.

import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { outcomeHeader } from '../../collect/outcome-line.js';
import type { ListedOutcome } from '../../collect/outcome-sink.js';
import { RowIndex, rowIndexSchema } from '../../collect/row-index.js';
import type { UserError } from '../../domain/user-error.js';
import { readFormIfThere, writeWhole } from '../../files/durable.js';
import { undefinedIfMissing } from '../../files/missing-file.js';
import type { BatchPaths } from '../paths.js';
import { OutcomeColumns } from './outcome-columns.js';
import { openOutcomes } from './written-outcomes.js';
import type { BatchRecord } from '../record.js';

const keptSchema = rowIndexSchema.extend({ version: z.literal(1), of: z.string() });
const BLOCK_ROWS = 256;

/** What tells a file from the one that is written in its place; undefined where there is none. */
export async function outcomesVersion(path: string): Promise<string | undefined> {
  const found = await stat(path).catch(undefinedIfMissing);
  return found && `${Math.round(found.mtimeMs)}-${found.size}`;
}

export async function readRowIndex(paths: BatchPaths, version: string): Promise<RowIndex | undefined> {
  // What can't be read is made again.
  const found = await readFormIfThere(pathIn(paths), keptSchema).catch(() => undefined);
  return found?.of === version ? RowIndex.fromJSON(found) : undefined;
}

/** It is a help and no more: where the disk is full, rows are found by reading on. */
export async function keepRowIndex(paths: BatchPaths, version: string, index: RowIndex): Promise<void> {
  const text = JSON.stringify({ version: 1, of: version, ...index.toJSON() });
  await writeWhole(pathIn(paths), String(process.pid), (file) => file.writeFile(text)).catch(() => undefined);
}

/** Reads the whole file, some hundred rows at a time. */
export async function indexRows(
  path: string,
  record: BatchRecord,
  unreadable: (cause: Error) => UserError,
): Promise<RowIndex> {
  const { header, records } = await openOutcomes(path, unreadable);
  const columns = new OutcomeColumns(header, record.format);
  const index = new RowIndex();
  let inBlock = BLOCK_ROWS;
  for await (const some of records()) {
    for (const { row, byteStart, cells } of some) {
      if (inBlock === BLOCK_ROWS) {
        index.begin(row, byteStart);
        inBlock = 0;
      }
      index.add(columns.kindOf(cells));
      inBlock += 1;
    }
  }
  return index;
}

/** Made while the file is written. */
export class WrittenRows {
  readonly #index = new RowIndex();
  #bytes: number;

  /** @param headerBytes what stands before the first row */
  private constructor(headerBytes: number) {
    this.#bytes = headerBytes;
  }

  static of({ format, places }: BatchRecord): WrittenRows {
    const header = outcomeHeader(format.header, format.columnCount, places === true);
    return new WrittenRows(Buffer.byteLength(header));
  }

  /** @param bytes how long the lines of these rows are */
  add(rows: readonly ListedOutcome[], bytes: number): void {
    const [first] = rows;
    if (first === undefined) return;
    this.#index.begin(first.row.row, this.#bytes);
    for (const { outcome } of rows) {
      const { status, code = '', source, message } = outcome;
      this.#index.add({ status, code, source, message });
    }
    this.#bytes += bytes;
  }

  /** @param path the complete file */
  async keep(paths: BatchPaths, path: string): Promise<void> {
    const version = await outcomesVersion(path);
    if (version !== undefined) await keepRowIndex(paths, version, this.#index);
  }
}

function pathIn({ work }: BatchPaths): string {
  return join(work, 'rows.json');
}
