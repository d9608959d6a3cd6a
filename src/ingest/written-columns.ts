// Lists that are files of outcomes: which of their columns Rollcall wrote, and the list as it is without them. It knows
// headers and cells, not what an outcome means.

import { restored } from '../domain/defused.js';
import { CORRECTED_COLUMN, outcomeColumnsIn, ROW_COLUMN } from '../domain/outcome-columns.js';
import { UserError } from '../domain/user-error.js';
import { fittedCells } from './csv/fitted-cells.js';
import type { RawRecord } from './csv/record-cells.js';
import { readRecords } from './csv/record-reader.js';
import type { ListFormat, Position, WrittenColumns } from './list.js';

/**
 * The format of the list's own columns. Where it is a file of outcomes, its header and columns are those of the list that
 * was verified, and `written` says how they lie in the file.
 *
 * @param isOutcomes whether somebody says that it is such a file, so that one column of it is enough
 * @throws UserError where name or number were to be read from a column that Rollcall wrote
 */
export function ownFormat(format: ListFormat, sourceName: string, isOutcomes = false): ListFormat {
  const { header, nameColumn, idColumn } = format;
  if (header === undefined) return format;
  const { written } = outcomeColumnsIn(header, isOutcomes ? 1 : undefined);
  if (written.length === 0) return format;
  const dropped = new Set(written);
  const own = header.flatMap((_, column) => (dropped.has(column) ? [] : [column]));
  for (const column of [nameColumn, idColumn]) {
    if (own.includes(column)) continue;
    throw new UserError('invalid-options', ({ writtenColumns }) =>
      writtenColumns.ofOutcome({ source: sourceName, title: header[column] ?? '' }),
    );
  }
  const titleAt = (title: string): number | undefined => {
    const found = written.find((column) => header[column]?.trim() === title);
    return found;
  };
  const place: WrittenColumns = {
    columnCount: header.length,
    own,
    rowColumn: titleAt(ROW_COLUMN),
    isCorrected: titleAt(CORRECTED_COLUMN) !== undefined,
  };
  return {
    ...format,
    header: own.map((column) => restored(header[column] ?? '')),
    columnCount: own.length,
    nameColumn: own.indexOf(nameColumn),
    idColumn: own.indexOf(idColumn),
    written: place,
  };
}

export interface ListRecord extends RawRecord {
  /** What stands in the column of the row's number, where the list is a file of outcomes; empty: nothing. */
  readonly writtenRow?: string;
}

/** The list's records with its own cells alone, from the position on. */
export async function* readListRecords(
  path: string,
  format: ListFormat,
  from: Position,
  signal?: AbortSignal,
): AsyncGenerator<ListRecord[]> {
  const { written, columnCount, nameColumn, idColumn, delimiter } = format;
  if (written === undefined) {
    yield* readRecords(path, format, columnCount, from, signal);
    return;
  }
  const { own, rowColumn } = written;
  const inFile = { ...format, nameColumn: own[nameColumn] ?? 0, idColumn: own[idColumn] ?? 0 };
  for await (const records of readRecords(path, inFile, written.columnCount, from, signal)) {
    yield records.map((record) => {
      const { cells, fault } = record;
      // A record that can't be read keeps all of its text, as nobody knows which of it is whose.
      if (fault !== undefined) return { ...record, cells: fittedCells(cells, columnCount, delimiter, false) };
      const writtenRow = rowColumn === undefined ? '' : (cells[rowColumn] ?? '').trim();
      return { ...record, cells: own.map((column) => restored(cells[column] ?? '')), writtenRow };
    });
  }
}
