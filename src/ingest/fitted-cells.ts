// Which records are rows although their cells are not as many as the header's: last cells are missing, or empty ones too
// many. A record whose cells may have shifted is none: somebody else's number could stand beside the name. Pure.

import type { ListFormat } from './list.js';
import { isNumber } from './swallowed.js';

type Columns = Pick<ListFormat, 'columnCount' | 'nameColumn' | 'idColumn'>;

/** Why a sound record is no row all the same. */
export type Misfit = 'columns' | 'stray quote';

/**
 * @param cells as many as the record has
 * @param hasStrayQuotes whether there are quotes in its cells that nobody has doubled
 */
export function misfitOf(
  cells: readonly string[],
  columns: Columns,
  hasStrayQuotes: boolean,
): Misfit | undefined {
  const { columnCount, nameColumn, idColumn } = columns;
  const isExact = cells.length === columnCount;
  if (hasStrayQuotes) {
    if ([nameColumn, idColumn].some((column) => cells[column]?.includes('"') === true)) return 'stray quote';
    // A single quote may have been meant to hold a delimiter: what is behind it has shifted then.
    const before = cells.slice(0, Math.max(nameColumn, idColumn));
    if (!isExact && before.some((cell) => (cell.split('"').length - 1) % 2 === 1)) return 'columns';
  }
  if (isExact) return undefined;
  if (cells.length <= Math.max(nameColumn, idColumn)) return 'columns';
  if (cells.slice(columnCount).some((cell) => cell.trim() !== '')) return 'columns';
  return mayHaveShifted(cells, columns) ? 'columns' : undefined;
}

/**
 * Numbers tell: one in the name's column; one elsewhere and none in its own; one so few cells before its own that it may
 * have stood there, had no cell been missing.
 */
function mayHaveShifted(cells: readonly string[], { columnCount, nameColumn, idColumn }: Columns): boolean {
  if (isNumber(cells[nameColumn] ?? '')) return true;
  const missing = Math.max(0, columnCount - cells.length);
  const hasOwn = isNumber(cells[idColumn] ?? '');
  return cells.some(
    (cell, column) =>
      column !== idColumn &&
      (!hasOwn || (column < idColumn && column >= idColumn - missing)) &&
      isNumber(cell),
  );
}

/** Too few cells are filled up with empty ones; of too many the surplus is left out where the record is a row. */
export function fittedCells(
  cells: readonly string[],
  columns: number,
  delimiter: string,
  isRow: boolean,
): readonly string[] {
  if (cells.length === columns) return cells;
  if (cells.length < columns) return [...cells, ...Array<string>(columns - cells.length).fill('')];
  if (isRow) return cells.slice(0, columns);
  return [...cells.slice(0, columns - 1), cells.slice(columns - 1).join(delimiter)];
}
