// The beginning of a copied list as a person looks at it who is to say which column is which: titles, how full each column is, some
// cells. Also of a list whose columns nobody has found yet. It knows nothing of the rows' fates.

import { UserError } from '../domain/user-error.js';
import { knownRole } from './column-names.js';
import { firstRecords, type FirstRecord } from './csv/first-records.js';
import { findHeader } from './csv/header-row.js';
import { readBeginning, type FormatOptions } from './list-format.js';
import { isPlausibleNumber } from './plausible-number.js';

export interface LookedColumn {
  /** From the header; undefined where there is none, or where it may be a person. */
  readonly title: string | undefined;
  /** How many of the rows have something in it. */
  readonly filled: number;
  /** The first that are not empty. */
  readonly cells: readonly string[];
}

export interface ListLook {
  readonly delimiter: string;
  /** As a spreadsheet counts, from 1; undefined where there is no header. */
  readonly headerRow: number | undefined;
  /** How many rows were looked at. */
  readonly rows: number;
  readonly columns: readonly LookedColumn[];
  /** 0-based; undefined where they are not found, or where it is not clear which they are. */
  readonly nameColumn: number | undefined;
  readonly idColumn: number | undefined;
}

const ROWS = 500;
const CELLS = 10;
const COLUMNS = 200;

/**
 * @param path a copy made by `copyList`
 * @throws UserError where there is nothing to be looked at
 */
export async function lookAtList(path: string, options: FormatOptions): Promise<ListLook> {
  const { beginning, dialect } = await readBeginning(path, options);
  const records = [...taken(firstRecords(beginning, { ...dialect, quoting: 'standard' }), ROWS + 1)];
  const found = headerOf(records, options);
  const { header, nameColumn, idColumn } = found;
  const rows = records.filter(({ row, isBroken }) => !isBroken && row > (header?.row ?? 0));
  const width = Math.min(
    COLUMNS,
    Math.max(0, header?.cells.length ?? 0, ...rows.map(({ cells }) => cells.length)),
  );
  if (width === 0)
    throw new UserError('unreadable-list', ({ listErrors }) =>
      listErrors.empty({ source: options.sourceName }),
    );
  const isPerson = header?.cells.some(isPlausibleNumber) === true;
  const columns = Array.from({ length: width }, (_, at) => {
    const cells = rows.map((row) => row.cells[at]?.trim() ?? '').filter((cell) => cell !== '');
    return {
      title: isPerson ? undefined : header?.cells[at],
      filled: cells.length,
      cells: cells.slice(0, CELLS),
    };
  });
  const { delimiter } = dialect;
  return { delimiter, headerRow: header?.row, rows: rows.length, columns, nameColumn, idColumn };
}

function* taken<Item>(items: Iterable<Item>, most: number): Generator<Item> {
  let count = 0;
  for (const item of items) {
    yield item;
    count += 1;
    if (count === most) return;
  }
}

interface Header {
  readonly header: FirstRecord | undefined;
  readonly nameColumn: number | undefined;
  readonly idColumn: number | undefined;
}

/** Where the columns are not found, the header is the record that somebody has named, or the first with a title that is known. */
function headerOf(records: readonly FirstRecord[], options: FormatOptions): Header {
  if (!options.header) return { header: undefined, ...numbered(options) };
  try {
    const { record, nameColumn, idColumn } = findHeader(records, options);
    return { header: record, nameColumn, idColumn };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const whole = records.filter(({ isBroken }) => !isBroken);
    const header =
      whole.find(({ row }) => row === options.headerRow) ??
      whole.find(({ cells }) => cells.some((cell) => knownRole(cell) !== undefined)) ??
      whole[0];
    const only = (role: 'name' | 'id'): number | undefined => {
      const [at, ...others] = (header?.cells ?? []).flatMap((cell, index) =>
        knownRole(cell) === role ? [index] : [],
      );
      return others.length === 0 ? at : undefined;
    };
    return { header, nameColumn: only('name'), idColumn: only('id') };
  }
}

function numbered({ nameColumn, idColumn }: FormatOptions): Pick<Header, 'nameColumn' | 'idColumn'> {
  const index = (asked: string | undefined): number | undefined =>
    asked !== undefined && /^\d{1,6}$/.test(asked) ? Number(asked) - 1 : undefined;
  return { nameColumn: index(nameColumn), idColumn: index(idColumn) };
}
