// Sorts the rows of a sheet by their numbers, where a program has written them in another order. It holds all rows in
// memory, so it limits how many there are.

import { UserError } from '../../domain/user-error.js';
import type { SheetRow } from './sheet-rows.js';

const MOST_CELLS = 1_000_000;
const MOST_UNITS = 64 * 2 ** 20;

/**
 * Also merges parts of one row.
 *
 * @throws UserError where there are too many rows
 */
export async function* rowsInOrder(source: AsyncIterable<SheetRow[]>): AsyncGenerator<SheetRow[]> {
  const rows = new Map<number, SheetRow>();
  let cells = 0;
  let units = 0;
  for await (const some of source) {
    for (const { number, columns, texts } of some) {
      const row = rows.get(number) ?? { number, columns: [], texts: [] };
      row.columns.push(...columns);
      row.texts.push(...texts);
      rows.set(number, row);
      cells += columns.length + 1;
      units += texts.reduce((sum, text) => sum + text.length, 0);
    }
    if (cells > MOST_CELLS || units > MOST_UNITS) {
      throw new UserError('unreadable-list', ({ workbookErrors }) => workbookErrors.rowOrder);
    }
  }
  yield [...rows.values()].sort((a, b) => a.number - b.number);
}
