// What is kept of rows: their cells in the list and, once the batch has ended, what was written behind them, and their calls.

import { listTitles } from '../../collect/outcome-line.js';
import { readAttempts } from '../../collect/segments.js';
import type { Attempt } from '../../domain/attempt.js';
import { UserError } from '../../domain/user-error.js';
import { openOutcomes } from '../output/written-outcomes.js';
import { readRows } from '../../ingest/read-rows.js';
import { batchPaths, outputPaths } from '../paths.js';
import type { BatchRecord } from '../record.js';
import { formatOf } from '../run/slice-producer.js';

export interface KeptRow {
  readonly row: number;
  /** In which file: of a batch that has not ended there is the copy of the list alone. */
  readonly in: 'outcomes.csv' | 'list';
  /** Cells by their titles; a column without a title goes by its number. */
  readonly cells: Readonly<Record<string, string>>;
  readonly calls: readonly Attempt[];
}

/** @throws UserError where the outcomes of the batch can't be read */
export async function keptRows(record: BatchRecord, wanted: ReadonlySet<number>): Promise<KeptRow[]> {
  const { outcomes, attempts } = outputPaths(record.outDirectory);
  const calls = new Map<number, Attempt[]>();
  for await (const attempt of readAttempts(attempts, 2)) {
    if (wanted.has(attempt.row)) calls.set(attempt.row, [...(calls.get(attempt.row) ?? []), attempt]);
  }
  const { header, records } = await openOutcomes(outcomes, (cause) => unread(record, cause));
  const rows: KeptRow[] = [];
  for await (const some of records()) {
    for (const { row, cells } of some) {
      if (wanted.has(row))
        rows.push({ row, in: 'outcomes.csv', cells: titled(header, cells), calls: calls.get(row) ?? [] });
    }
  }
  return rows;
}

/** Of a batch that has not ended. */
export async function listRows(
  record: BatchRecord,
  dataDirectory: string,
  wanted: ReadonlySet<number>,
): Promise<KeptRow[]> {
  const { list } = batchPaths(dataDirectory, record.batch);
  const format = formatOf(record);
  const titles = [...listTitles(format.header, format.columnCount)];
  const kept: KeptRow[] = [];
  for await (const rows of readRows(list, format, { ...record.rules, dedupe: false })) {
    for (const { row, cells } of rows)
      if (wanted.has(row)) kept.push({ row, in: 'list', cells: titled(titles, cells), calls: [] });
  }
  return kept;
}

function unread({ batch }: BatchRecord, cause: Error): UserError {
  return new UserError(
    'unusable-previous-batch',
    ({ previousErrors }) => previousErrors.unread({ batch, why: cause.message }),
    { cause },
  );
}

function titled(header: readonly string[], cells: readonly string[]): Record<string, string> {
  return Object.fromEntries(cells.map((cell, index) => [header[index] ?? String(index + 1), cell]));
}
