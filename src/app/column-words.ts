// Says in words what a list's columns show as a whole. It never quotes a cell.

import type { ColumnFinding, ListFormat } from '../ingest/list.js';

type Kind = ColumnFinding['kind'];

/** The column's 0-based index. */
export function columnOf(kind: Kind, { nameColumn, idColumn }: ListFormat): number {
  return kind === 'repeated name' || kind === 'swapped columns' ? nameColumn : idColumn;
}

const FROM_SOURCE = 'Take the list from its source again, with this column as text.';

const WORDS: Readonly<Record<Kind, string>> = {
  'three zeros': `end in 000, far more than by chance: they were rounded to 15 digits. None of them is sent. ${FROM_SOURCE}`,
  'two zeros': `end in 00, far more than by chance: they were rounded to 16 digits. None of them is sent. ${FROM_SOURCE}`,
  'last zero': `end in 0, far more than by chance: they were rounded to 17 digits. None of them is sent. ${FROM_SOURCE}`,
  binary: `are floating-point numbers, far more than by chance: their last digits were rounded. None of them is sent. ${FROM_SOURCE}`,
  truncated: `are the first 15 characters of longer ones: the column was cut. None of them is sent. ${FROM_SOURCE}`,
  unchecked: `have a last character that does not fit, as many as chance brings: these are no real numbers, or were changed. None of the column is sent. ${FROM_SOURCE}`,
  'repeated name': 'have the same name with ever another number: it may stand for a name that is not known.',
  'swapped columns':
    'hold an identity number where the name should be. If the columns are swapped, give --name-column and --id-column.',
};

const WHAT: Readonly<Record<'number' | 'name', string>> = { number: 'numbers', name: 'rows' };

/** A row's number in the outcomes, and where an editor or a spreadsheet shows it. */
export function placeOf(
  row: number,
  line: number | undefined,
  { sheet }: { sheet?: string | null | undefined },
): string {
  if (line === undefined) return String(row);
  return typeof sheet === 'string' ? `${row} (Excel's row ${line})` : `${row} (line ${line})`;
}

/** One or more sentences for the user. */
export function columnWarning(
  { kind, rows, of, first, firstLine }: ColumnFinding,
  format: ListFormat,
): string {
  const column = columnOf(kind, format);
  const what = column === format.nameColumn ? WHAT.name : WHAT.number;
  const from = first === undefined ? '' : `, from row ${placeOf(first, firstLine, format)} on,`;
  return `Column ${column + 1}: ${rows} of ${of} ${what}${from} ${WORDS[kind]}`;
}
