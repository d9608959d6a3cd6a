// Writes a sheet of an Excel workbook as CSV, so that one reader reads every list. A second pass follows where the
// first has shown wider rows, rows out of order, or a column with lost digits. It knows no column's meaning.

import { stat } from 'node:fs/promises';
import { quantityText } from './cell-text.js';
import { DigitJudge } from './digit-judge.js';
import { SharedStrings } from './shared-strings.js';
import { SheetFindings } from './sheet-findings.js';
import { SheetShape } from './sheet-shape.js';
import { rowsInOrder } from './rows-in-order.js';
import { sheetRows, type SheetRow } from './sheet-rows.js';
import { Workbook } from './workbook.js';
import { otherSheetsWithRows } from './other-sheets.js';
import { writeRows } from './sheet-writer.js';

export interface ConvertedWorkbook {
  /** The sheet that was read, by name. */
  readonly sheet: string;
  /** How many sheets the workbook has. */
  readonly sheets: number;
  readonly rows: number;
  /** What a person should know of the sheet, as sentences. */
  readonly notices: readonly string[];
}

/** Limits on the text that is written: for any file, for a small file, and per byte of a file in between. */
const MOST_BYTES = 4 * 2 ** 30;
const MOST_BYTES_OF_SMALL = 256 * 2 ** 20;
const MOST_BYTES_PER_BYTE = 100;

/**
 * Writes UTF-8 with commas and LF; the file has mode 0600 and is fsynced.
 *
 * @param target is created; a file for shared texts beside it is removed again
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
    const sheet = workbook.sheet(asked);
    const strings = await SharedStrings.read(await workbook.readStrings(), `${target}.strings`);
    try {
      const { size } = await stat(path);
      const mostBytes = Math.min(MOST_BYTES, Math.max(MOST_BYTES_OF_SMALL, size * MOST_BYTES_PER_BYTE));
      const converted = await writeSheet(workbook, sheet.path, strings, target, mostBytes);
      const others = asked === undefined ? await otherSheetsWithRows(workbook, sheet.name) : [];
      const { rows, notices } = converted;
      const sheets = workbook.sheets.length;
      return { sheet: sheet.name, sheets, rows, notices: [...others, ...notices] };
    } finally {
      await strings.close();
    }
  } finally {
    workbook.close();
  }
}

async function writeSheet(
  workbook: Workbook,
  sheetPath: string,
  strings: SharedStrings,
  target: string,
  mostBytes: number,
): Promise<Pick<ConvertedWorkbook, 'rows' | 'notices'>> {
  const styles = await workbook.readStyles();
  const { from1904, isUncalculated } = workbook;
  const read = async (
    findings: SheetFindings,
    identityText: (column: number, digits: string) => string,
  ): Promise<AsyncIterable<SheetRow[]>> =>
    sheetRows(await workbook.read(sheetPath), {
      strings,
      styles,
      from1904,
      isUncalculated,
      findings,
      identityText,
    });
  const judge = new DigitJudge();
  const findings = new SheetFindings();
  const shape = new SheetShape();
  const first = await read(findings, (column, digits) => {
    judge.see(column, digits);
    return digits;
  });
  await writeRows(target, shape.watch(first), shape, mostBytes);
  const rounded = judge.roundedColumns();
  if (shape.outgrown || !shape.isInOrder || rounded.size > 0) {
    const again = await read(new SheetFindings(), (column, digits) =>
      rounded.has(column) ? quantityText(digits) : digits,
    );
    const whole = shape.whole();
    await writeRows(target, shape.isInOrder ? again : rowsInOrder(again), whole, mostBytes);
  }
  return { rows: shape.rows, notices: findings.words() };
}
