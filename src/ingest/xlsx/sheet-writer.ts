// Writes the rows of a sheet as lines of CSV, one for every row and for empty ones too, so that line numbers are the
// spreadsheet's row numbers. It knows files and limits, and no workbook.

import { open, type FileHandle } from 'node:fs/promises';
import { stringify } from 'csv-stringify/sync';
import { UserError } from '../../domain/user-error.js';
import { placeOf } from './cell-place.js';
import type { SheetRow } from './sheet-rows.js';
import type { Shape } from './sheet-shape.js';

/** As many cells as 256 columns have in all the rows that Excel allows. */
const MOST_CELLS = 256 * 2 ** 20;
/** At most this many cells are gathered before they are written, as lines may be wide. */
const CELLS_AT_ONCE = 200_000;

/** @param mostBytes the file may have */
export async function writeRows(
  target: string,
  source: AsyncIterable<readonly SheetRow[]>,
  shape: Shape,
  mostBytes: number,
): Promise<void> {
  const file = await open(target, 'w', 0o600);
  try {
    const lines = new Lines(file, shape, mostBytes);
    for await (const rows of source) {
      for (const row of rows) {
        lines.add(row);
        if (lines.cells >= CELLS_AT_ONCE) await lines.write();
      }
      await lines.write();
    }
    await file.sync();
  } finally {
    await file.close();
  }
}

class Lines {
  /** Cells in the lines that are not written yet. */
  cells = 0;
  readonly #file: FileHandle;
  readonly #shape: Shape;
  readonly #mostBytes: number;
  #lines: string[][] = [];
  #last = 0;
  #written = 0;
  #cellsWritten = 0;

  constructor(file: FileHandle, shape: Shape, mostBytes: number) {
    this.#file = file;
    this.#shape = shape;
    this.#mostBytes = mostBytes;
  }

  add(row: SheetRow): void {
    for (; this.#last < row.number - 1; this.#last++) this.#lines.push([]);
    this.#last = row.number;
    this.#lines.push(row.columns.length === 0 ? [] : this.#lineOf(row));
    this.cells += this.#shape.width;
  }

  async write(): Promise<void> {
    this.#cellsWritten += this.cells;
    if (this.#cellsWritten > MOST_CELLS)
      throw new UserError('unreadable-list', ({ workbookErrors }) =>
        workbookErrors.tooManyCells({ millions: MOST_CELLS / 2 ** 20 }),
      );
    const text = Buffer.from(csvOf(this.#lines));
    this.#written += text.length;
    if (this.#written > this.#mostBytes)
      throw new UserError('unreadable-list', ({ workbookErrors }) =>
        workbookErrors.tooMuchText({ mebibytes: Math.floor(this.#mostBytes / 2 ** 20) }),
      );
    await this.#file.writeFile(text);
    this.#lines = [];
    this.cells = 0;
  }

  #lineOf({ number, columns, texts }: SheetRow): string[] {
    const line = Array<string>(this.#shape.width).fill('');
    for (const [index, column] of columns.entries()) {
      const place = this.#shape.place(column);
      // Two cells for the same place would lose one of the texts.
      if (place === undefined || line[place] !== '')
        throw new Error(`its cell ${placeOf(column, number)} is there twice`);
      line[place] = texts[index] ?? '';
    }
    return line;
  }
}

/** Some readers take a carriage return for the end of a record, so a cell that has one is quoted. */
const LONE_RETURN = /\r/;

function csvOf(lines: string[][]): string {
  return stringify(lines, { record_delimiter: '\n', quoted_match: LONE_RETURN });
}
