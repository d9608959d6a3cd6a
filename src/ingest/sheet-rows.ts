// A worksheet's rows as texts, as they come. It knows SpreadsheetML's cells (ECMA-376, 18.3.1); which sheet it is, and
// what becomes of the rows, is not its business.

import type { Readable } from 'node:stream';
import { UserError } from '../domain/user-error.js';
import { GENERAL, numberText, unescaped, type NumberStyle } from './cell-text.js';
import type { SharedStrings } from './shared-strings.js';
import { parseXml, type XmlHandler } from './xml-parser.js';

export interface SheetRow {
  /** From 1, as the spreadsheet shows it. */
  readonly number: number;
  /** Up to the last one that is not empty; none where all are. */
  readonly cells: readonly string[];
}

export interface CellContext {
  readonly strings: SharedStrings;
  /** By a cell's style. */
  readonly styles: readonly NumberStyle[];
  /** Whether days are counted from 1904. */
  readonly from1904: boolean;
}

/** Excel's own limits. */
const MOST_ROWS = 1_048_576;
const MOST_COLUMNS = 16_384;
const MOST_UNITS = 32_767;

/** Rows in their order, in arrays. @throws Error where the sheet is damaged */
export async function* sheetRows(source: Readable, context: CellContext): AsyncGenerator<SheetRow[]> {
  const reader = new RowReader(context);
  for await (const _ of parseXml(source, reader)) {
    if (reader.complete.length > 0) yield reader.complete.splice(0);
  }
}

class RowReader implements XmlHandler {
  readonly complete: SheetRow[] = [];
  readonly #context: CellContext;
  #row = 0;
  #cells: string[] = [];
  #column = -1;
  #type = 'n';
  #style = 0;
  #text = '';
  #inValue = false;
  #inPronunciation = false;

  constructor(context: CellContext) {
    this.#context = context;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    switch (name) {
      case 'row':
        this.#beginRow(attributes['r']);
        break;
      case 'c':
        this.#beginCell(attributes);
        break;
      case 'v':
        this.#inValue = true;
        break;
      case 't':
        this.#inValue = !this.#inPronunciation;
        break;
      case 'rPh':
        this.#inPronunciation = true;
    }
  }

  close(name: string): void {
    switch (name) {
      case 'row':
        this.complete.push({ number: this.#row, cells: trimmed(this.#cells) });
        break;
      case 'c':
        if (this.#text !== '') this.#endCell();
        break;
      case 'v':
      case 't':
        this.#inValue = false;
        break;
      case 'rPh':
        this.#inPronunciation = false;
    }
  }

  text(text: string): void {
    if (this.#inValue && this.#text.length <= MOST_UNITS) this.#text += text;
  }

  #beginRow(written: string | undefined): void {
    const number = written === undefined ? this.#row + 1 : Number(written);
    if (!Number.isInteger(number) || number <= this.#row || number > MOST_ROWS)
      throw new UserError('The sheet is damaged: its rows are not numbered as they should be.');
    this.#row = number;
    this.#cells = [];
    this.#column = -1;
  }

  #beginCell({ r, t, s }: Readonly<Record<string, string>>): void {
    this.#column = r === undefined ? this.#column + 1 : columnOf(r);
    if (this.#column < 0 || this.#column >= MOST_COLUMNS)
      throw new UserError('The sheet is damaged: a cell has no possible place.');
    this.#type = t ?? 'n';
    this.#style = Number(s ?? 0);
    this.#text = '';
  }

  #endCell(): void {
    while (this.#cells.length < this.#column) this.#cells.push('');
    this.#cells[this.#column] = this.#cellText();
    this.#text = '';
  }

  #cellText(): string {
    const { strings, styles, from1904 } = this.#context;
    switch (this.#type) {
      case 's':
        return strings.at(Number(this.#text)) ?? '';
      case 'n':
        return numberText(this.#text, styles[this.#style] ?? GENERAL, from1904);
      case 'b':
        return this.#text === '1' ? 'TRUE' : 'FALSE';
      default:
        return unescaped(this.#text);
    }
  }
}

function trimmed(cells: string[]): string[] {
  const last = cells.findLastIndex((cell) => cell !== '');
  return cells.slice(0, last + 1);
}

/** From 0: `AB12` is 27. */
function columnOf(place: string): number {
  let column = 0;
  for (let at = 0; at < place.length; at++) {
    const letter = place.charCodeAt(at) - 0x40;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  return column - 1;
}
