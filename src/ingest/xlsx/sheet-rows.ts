// Reads a worksheet's rows as texts, in the file's order. It knows SpreadsheetML's rows (ECMA-376, 18.3.1); the caller
// chooses the sheet and uses the rows.

import type { Readable } from 'node:stream';
import { UserError } from '../../domain/user-error.js';
import { columnOf, isOverRows, placeOf } from './cell-place.js';
import { GENERAL, isoText, numberText, unescaped, type NumberStyle } from './cell-text.js';
import { SheetCell } from './sheet-cell.js';
import { note, type SheetFindings } from './sheet-findings.js';
import type { SharedStrings } from './shared-strings.js';
import { parseXml, type XmlHandler } from './xml-parser.js';

export interface SheetRow {
  /** The row's number in the spreadsheet, from 1. Programs may write rows in any order. */
  readonly number: number;
  /**
   * The columns, from 0, of the cells that are not empty: a row may have a single cell in the last of 16,384 columns.
   */
  readonly columns: number[];
  readonly texts: string[];
}

export interface CellContext {
  readonly strings: SharedStrings;
  /** The styles of numbers, by the cell's style. */
  readonly styles: readonly NumberStyle[];
  /** Whether day numbers count from 1904. */
  readonly from1904: boolean;
  /** Whether formulas are calculated only when the workbook is opened; until then their cells hold no values. */
  readonly isUncalculated: boolean;
  readonly findings: SheetFindings;
  /** The text of a whole number that could be an identity number, by its column. */
  readonly identityText: (column: number, digits: string) => string;
}

/** The limits of Excel itself. */
const MOST_ROWS = 1_048_576;
const MOST_COLUMNS = 16_384;

/**
 * @returns arrays of rows
 * @throws Error where the sheet is damaged
 */
export async function* sheetRows(source: Readable, context: CellContext): AsyncGenerator<SheetRow[]> {
  const reader = new RowReader(context);
  for await (const _ of parseXml(source, reader)) {
    if (reader.complete.length > 0) yield reader.complete.splice(0);
  }
}

class RowReader implements XmlHandler {
  readonly complete: SheetRow[] = [];
  readonly #context: CellContext;
  readonly #cell = new SheetCell();
  #isInData = false;
  #row: SheetRow = { number: 0, columns: [], texts: [] };
  #column = -1;

  constructor(context: CellContext) {
    this.#context = context;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'sheetData') this.#isInData = true;
    else if (name === 'mergeCell') this.#noteMerged(attributes['ref'] ?? '');
    else if (!this.#isInData) return;
    else if (name === 'row') this.#beginRow(attributes);
    else if (name === 'c') this.#beginCell(attributes);
    else this.#cell.open(name);
  }

  close(name: string): void {
    if (!this.#isInData) return;
    if (name === 'sheetData') this.#isInData = false;
    else if (name === 'row') this.complete.push(this.#row);
    else if (name === 'c') this.#endCell();
    else this.#cell.close(name);
  }

  text(text: string): void {
    if (!this.#cell.text(text)) {
      const cell = placeOf(this.#column, this.#row.number);
      throw new UserError('unreadable-list', ({ workbookErrors }) => workbookErrors.longText({ cell }));
    }
  }

  #beginRow({ r, hidden }: Readonly<Record<string, string>>): void {
    const number = r === undefined ? this.#row.number + 1 : Number(r);
    if (!Number.isInteger(number) || number < 1 || number > MOST_ROWS)
      throw new UserError('unreadable-list', ({ workbookErrors }) => workbookErrors.rowNumbers);
    this.#row = { number, columns: [], texts: [] };
    this.#column = -1;
    if (hidden === '1' || hidden === 'true') note(this.#context.findings.hiddenRows, String(number));
  }

  #beginCell({ r, t, s }: Readonly<Record<string, string>>): void {
    this.#column = r === undefined ? this.#column + 1 : columnOf(r);
    if (this.#column < 0 || this.#column >= MOST_COLUMNS)
      throw new UserError('unreadable-list', ({ workbookErrors }) => workbookErrors.cellPlace);
    this.#cell.begin(t ?? 'n', Number(s ?? 0));
  }

  #endCell(): void {
    const text = this.#cellText();
    this.#cell.end();
    if (text === '') return;
    this.#row.columns.push(this.#column);
    this.#row.texts.push(text);
  }

  #cellText(): string {
    const { findings, isUncalculated } = this.#context;
    const cell = this.#cell;
    if (cell.isUncalculated(isUncalculated)) {
      note(findings.uncalculated, placeOf(this.#column, this.#row.number));
      return `=${cell.formula}`;
    }
    return cell.value === '' ? '' : this.#valueText(cell);
  }

  #valueText({ type, style, value }: SheetCell): string {
    const { styles, from1904, identityText } = this.#context;
    switch (type) {
      case 's':
        return this.#sharedText(value);
      case 'n':
        return numberText(value, styles[style] ?? GENERAL, from1904, (digits) =>
          identityText(this.#column, digits),
        );
      case 'b':
        return value.trim() === '1' || value.trim() === 'true' ? 'TRUE' : 'FALSE';
      case 'd':
        return isoText(value);
      default:
        return unescaped(value);
    }
  }

  /** A missing text is an error: an empty cell in its place could be a person without a name. */
  #sharedText(number: string): string {
    const text = this.#context.strings.at(Number(number));
    if (text !== undefined) return text;
    const place = placeOf(this.#column, this.#row.number);
    throw new Error(`its cell ${place} has a shared text that is not in the file`);
  }

  #noteMerged(range: string): void {
    if (isOverRows(range)) note(this.#context.findings.mergedDown, range);
  }
}
