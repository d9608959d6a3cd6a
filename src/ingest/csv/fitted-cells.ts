// Which records are rows although their cells are not as many as the header's: last cells are missing, or empty ones too
// many. A record whose cells may have shifted is none: somebody else's number could stand beside the name. Pure.

import type { ListFormat } from '../list.js';
import { isPlausibleNumber, isSoundCell } from '../plausible-number.js';
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
    // A single quote may have been meant to enclose a delimiter, and then the cells behind it have shifted.
    const before = cells.slice(0, Math.max(nameColumn, idColumn));
    if (!isExact && before.some((cell) => (cell.split('"').length - 1) % 2 === 1)) return 'columns';
  }
  if (isExact) return undefined;
  if (cells.length <= Math.max(nameColumn, idColumn)) return 'columns';
  if (cells.slice(columnCount).some((cell) => cell.trim() !== '')) return 'columns';
  return mayHaveShifted(cells, columns) ? 'columns' : undefined;
}

/**
 * Numbers tell whether cells have shifted. They have where a number stands in the name's column; where one stands
 * elsewhere and none in its own column; and where one stands so few cells before its column that a missing cell
 * explains it, or so few behind that a surplus cell does. Beside a sound number in its own column, a number that nobody
 * can have proves nothing.
 */
function mayHaveShifted(cells: readonly string[], columns: Columns): boolean {
  const { columnCount, nameColumn, idColumn } = columns;
  if (isNumber(cells[nameColumn] ?? '')) return true;
  const own = cells[idColumn] ?? '';
  const isOther = isSoundCell(own) ? isPlausibleNumber : isNumber;
  const hasOwn = isNumber(own);
  const missing = Math.max(0, columnCount - cells.length);
  return cells.some((cell, column) => {
    if (column === idColumn || !isOther(cell)) return false;
    if (!hasOwn || (column < idColumn && column >= idColumn - missing)) return true;
    return mayBeMoved(cells, column, columns);
  });
}

/**
 * Whether a number behind the number's own column may be the person's, moved there by surplus cells. Where name and
 * number stand side by side, the name has moved too, so a number in the name's place says that nothing has moved.
 */
function mayBeMoved(
  cells: readonly string[],
  column: number,
  { columnCount, nameColumn, idColumn }: Columns,
): boolean {
  const by = column - idColumn;
  if (by < 1 || by > cells.length - columnCount) return false;
  return idColumn !== nameColumn + 1 || !isNumber(cells[nameColumn + by] ?? '');
}

/** Adds empty cells where there are too few, and drops surplus ones where the record is a row. */
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
