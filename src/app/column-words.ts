// Says in words what a list's columns show as a whole. It never quotes a cell.

import { outcomeColumnsIn } from '../domain/outcome-columns.js';
import type { ColumnFinding, ListFormat } from '../ingest/list.js';
import type { Words } from '../words/words.js';

type Kind = ColumnFinding['kind'];

/** The column's 0-based index. */
export function columnOf(kind: Kind, { nameColumn, idColumn }: ListFormat): number {
  return kind === 'repeated name' || kind === 'swapped columns' ? nameColumn : idColumn;
}

/** A row's number in the outcomes, and where an editor or a spreadsheet shows it. */
export function placeOf(
  row: number,
  line: number | undefined,
  { sheet }: { sheet?: string | null | undefined },
  { check }: Words,
): string {
  if (line === undefined) return String(row);
  return typeof sheet === 'string' ? check.rowInWorkbook({ row, line }) : check.rowOnLine({ row, line });
}

/** What is said of columns that have the names of Rollcall's own. */
export function writtenColumnsWarnings({ header = [], written }: ListFormat, words: Words): string[] {
  const { writtenColumns: columns } = words;
  if (written !== undefined) return [columns.replaced({ count: written.columnCount - written.own.length })];
  const { namesakes } = outcomeColumnsIn(header);
  return namesakes.map((column) => columns.namesake({ column: column + 1, title: header[column] ?? '' }));
}

/** One or more sentences for the user. */
export function columnWarning(
  { kind, rows, of, first, firstLine }: ColumnFinding,
  format: ListFormat,
  words: Words,
): string {
  const { columns } = words;
  const column = columnOf(kind, format);
  const what = column === format.nameColumn ? columns.rows : columns.numbers;
  const counts = { column: column + 1, rows, of, what, finding: columns.findings[kind] };
  if (first === undefined) return columns.warning(counts);
  return columns.warningFrom({ ...counts, first: placeOf(first, firstLine, format, words) });
}
