// Writes a sheet of an Excel workbook as CSV, so that one reader reads every list: in a second pass where the first one
// has shown that rows are wider, are out of order, or that a column's digits are lost. It knows no columns' meaning.

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
  /** The name of the sheet that was read. */
  readonly sheet: string;
  readonly rows: number;
  /** What a person should know of the sheet, in sentences. */
  readonly notices: readonly string[];
}

/** Of the text that is written: of any file, of a small one, and for each byte of one in between. */
const MOST_BYTES = 4 * 2 ** 30;
const MOST_BYTES_OF_SMALL = 256 * 2 ** 20;
const MOST_BYTES_PER_BYTE = 100;

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
    const sheet = workbook.sheet(asked);
    const strings = await SharedStrings.read(await workbook.readStrings(), `${target}.strings`);
    try {
      const { size } = await stat(path);
      const mostBytes = Math.min(MOST_BYTES, Math.max(MOST_BYTES_OF_SMALL, size * MOST_BYTES_PER_BYTE));
      const converted = await writeSheet(workbook, sheet.path, strings, target, mostBytes);
      const others = asked === undefined ? await otherSheetsWithRows(workbook, sheet.name) : [];
      return { sheet: sheet.name, rows: converted.rows, notices: [...others, ...converted.notices] };
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
): Promise<Omit<ConvertedWorkbook, 'sheet'>> {
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
