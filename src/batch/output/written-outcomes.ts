// Reads the outcomes.csv of an ended batch as a stream of records, with its cells as they were before they were made safe
// for spreadsheets. It knows the file and its columns; what an outcome means is not its business.

import { restored } from '../../domain/defused.js';
import type { UserError } from '../../domain/user-error.js';
import { readRecords } from '../../ingest/csv/record-reader.js';

const FORMAT = { delimiter: ',', lineEnd: 'lf' } as const;
const MARK_BYTES = Buffer.byteLength('\uFEFF');

interface WrittenRecord {
  /** The row's number, from 1. */
  readonly row: number;
  readonly cells: readonly string[];
  /** The offset of its first byte. */
  readonly byteStart: number;
  /** Whether it can't be read back, as one that is longer than any list's may be. */
  readonly isBroken: boolean;
}

/** Where a record stands in the file. */
export type WrittenPlace = Pick<WrittenRecord, 'row' | 'byteStart'>;

export interface WrittenFile {
  readonly header: readonly string[];
  /**
   * The records in the list's order, some hundred at a time.
   *
   * @param from one that was read before; absent: the first
   */
  readonly records: (from?: WrittenPlace) => AsyncGenerator<readonly WrittenRecord[]>;
}

/** @param unreadable makes the error for a file that is not there or can't be read */
export async function openOutcomes(
  path: string,
  unreadable: (cause: Error) => UserError,
): Promise<WrittenFile> {
  try {
    const { header, start } = await headOf(path);
    return { header, records: (from) => recordsFrom(path, header.length, start, from) };
  } catch (error) {
    throw unreadable(error as Error);
  }
}

interface Start {
  readonly line: number;
  readonly byteStart: number;
}

async function headOf(path: string): Promise<{ header: readonly string[]; start: Start | undefined }> {
  const beginning = { row: 1, line: 1, byteStart: MARK_BYTES };
  const found: Start[] = [];
  let header: readonly string[] = [];
  for await (const records of readRecords(path, FORMAT, undefined, beginning)) {
    if (found.length === 0) header = (records[0]?.cells ?? []).map(restored);
    found.push(...records.slice(0, 2));
    if (found.length > 1) break;
  }
  return { header, start: found[1] };
}

async function* recordsFrom(
  path: string,
  columns: number,
  start: Start | undefined,
  from: WrittenPlace | undefined,
): AsyncGenerator<readonly WrittenRecord[]> {
  if (start === undefined) return;
  const first = from?.row ?? 1;
  let row = first - 1;
  const position = { ...start, byteStart: from?.byteStart ?? start.byteStart, row: first };
  for await (const records of readRecords(path, FORMAT, columns, position)) {
    yield records.map(({ cells, fault, byteStart }) => {
      row += 1;
      return { row, cells: cells.map(restored), byteStart, isBroken: fault !== undefined };
    });
  }
}
