// Counts the rows of a spreadsheet along the CSV that was written of it: a line for each row, empty ones too, and more
// lines only inside quoted cells. It knows bytes; which records a reader finds in them does not matter here.

import { LF } from './line-end.js';

const QUOTE = 0x22;

export class SheetRowCount {
  /** The row at which the bytes passed so far end, as the spreadsheet numbers it. */
  row: number;
  #isInCell = false;

  constructor(row: number) {
    this.row = row;
  }

  /** Takes the next bytes. A quote inside a quoted cell is doubled, so an odd number of quotes leaves a cell open. */
  pass(bytes: Buffer, from: number, to: number): void {
    for (let at = from; at < to; at++) {
      const byte = bytes[at];
      if (byte === QUOTE) this.#isInCell = !this.#isInCell;
      else if (byte === LF && !this.#isInCell) this.row += 1;
    }
  }
}
