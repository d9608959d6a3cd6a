// Writes a sheet of an Excel workbook as CSV, so that one reader reads every list. A line for every row of the sheet,
// empty ones too, so that lines are counted as the spreadsheet counts rows. It knows files, and neither columns nor fates.

import { open } from 'node:fs/promises';
import { stringify } from 'csv-stringify/sync';
import { UserError } from '../domain/user-error.js';
import { SharedStrings } from './shared-strings.js';
import { sheetRows, type CellContext, type SheetRow } from './sheet-rows.js';
import { Workbook } from './workbook.js';

export interface ConvertedWorkbook {
  /** The name of the sheet that was read. */
  readonly sheet: string;
  readonly rows: number;
}

/**
 * UTF-8, commas, LF, mode 0600, fsynced.
 *
 * @param target is made; beside it a file for shared texts, which is removed again
 * @param asked a sheet's name, or its number from 1; undefined: the first that is not hidden
 * @throws UserError or Error where it can't be read
 */
export async function writeWorkbookCsv(
  path: string,
  target: string,
  asked: string | undefined,
): Promise<ConvertedWorkbook> {
  const workbook = await Workbook.open(path);
  try {
    const { name, path: sheetPath } = workbook.sheet(asked);
    const strings = await SharedStrings.read(await workbook.readStrings(), `${target}.strings`);
    try {
      const context = { strings, styles: await workbook.readStyles(), from1904: workbook.from1904 };
      const read = async () => sheetRows(await workbook.read(sheetPath), context satisfies CellContext);
      const first = await writeCsv(target, await read(), 0);
      // A remark beside the table makes it wider than its header: only then the sheet is read once more.
      refuseEndless(first.rows * first.widest);
      const { rows } =
        first.widest > first.width ? await writeCsv(target, await read(), first.widest) : first;
      return { sheet: name, rows };
    } finally {
      await strings.close();
    }
  } finally {
    workbook.close();
  }
}

/** Of a sheet as text: more than any has whose cells somebody wrote. A small file can unpack to any length. */
const MOST_TEXT = 4 * 2 ** 30;
/** 256 columns on every row that Excel has. */
const MOST_CELLS = 256 * 2 ** 20;
const TOO_LONG =
  'The sheet is too long and wide to be read as a list. Delete what is far to the right of the table, or save the sheet as "CSV UTF-8".';

function refuseEndless(cells: number): void {
  if (cells > MOST_CELLS) throw new UserError(TOO_LONG);
}

interface Written {
  readonly rows: number;
  /** Cells of every line. */
  readonly width: number;
  /** Cells of the widest row. */
  readonly widest: number;
}

/** @param atLeast cells of every line; if the first row that is not empty has more, as many as that one has */
async function writeCsv(
  target: string,
  source: AsyncIterable<readonly SheetRow[]>,
  atLeast: number,
): Promise<Written> {
  const file = await open(target, 'w', 0o600);
  try {
    let room = MOST_TEXT;
    let cellsWritten = 0;
    let last = 0;
    let rows = 0;
    let width = atLeast;
    let widest = 0;
    for await (const some of source) {
      const lines: string[][] = [];
      for (const { number, cells } of some) {
        for (; last < number - 1; last++) lines.push([]);
        last = number;
        if (cells.length > 0 && rows++ === 0) width = Math.max(width, cells.length);
        widest = Math.max(widest, cells.length);
        lines.push(cells.length === 0 ? [] : padded(cells, width));
      }
      cellsWritten += some.length * width;
      refuseEndless(cellsWritten);
      const text = csvOf(lines);
      room -= text.length;
      if (room < 0) throw new UserError(TOO_LONG);
      await file.writeFile(text);
    }
    await file.sync();
    return { rows, width, widest };
  } finally {
    await file.close();
  }
}

function padded(cells: readonly string[], width: number): string[] {
  return cells.length >= width ? [...cells] : [...cells, ...Array<string>(width - cells.length).fill('')];
}

/** Some readers take a carriage return for the end of a record, so a cell that has one is quoted. */
const LONE_RETURN = /\r/;

function csvOf(lines: string[][]): string {
  return stringify(lines, { record_delimiter: '\n', quoted_match: LONE_RETURN });
}
