// Which columns a sheet's lines have: all up to where tables end, and of those far to the right only the ones in which
// something stands. It learns that while the rows pass by.

import type { SheetRow } from './sheet-rows.js';

/** Beyond, a column that is empty all the way down is left out: one stray cell would make every line 16,384 wide. */
const NEAR = 256;

export interface Shape {
  /** Of every line. */
  readonly width: number;
  /** Where a column of the sheet stands in the line; undefined where there is no place for it. */
  place(column: number): number | undefined;
}

export class SheetShape implements Shape {
  /** Rows with any text. */
  rows = 0;
  isInOrder = true;
  /** Whether a row has come that is wider than the lines before it. */
  outgrown = false;
  #width = 0;
  #widest = 0;
  readonly #far = new Set<number>();
  #last = 0;

  get width(): number {
    return this.#width;
  }

  place(column: number): number | undefined {
    return column < this.#width ? column : undefined;
  }

  /** Passes rows on, as long as their lines can be written; the first ones decide how wide lines are. */
  async *watch(source: AsyncIterable<SheetRow[]>): AsyncGenerator<SheetRow[]> {
    for await (const rows of source) {
      for (const row of rows) this.#see(row);
      if (this.#width === 0) this.#width = this.#widest;
      if (this.#widest > this.#width || this.#far.size > 0) this.outgrown = true;
      if (!this.outgrown && this.isInOrder) yield rows;
    }
  }

  #see({ number, columns }: SheetRow): void {
    if (number <= this.#last) this.isInOrder = false;
    this.#last = number;
    if (columns.length > 0) this.rows++;
    for (const column of columns) {
      if (column >= NEAR) this.#far.add(column);
      else if (column >= this.#widest) this.#widest = column + 1;
    }
  }

  /** Of all rows that have passed by. */
  whole(): Shape {
    const near = this.#far.size > 0 ? NEAR : this.#widest;
    const far = [...this.#far].sort((a, b) => a - b);
    const places = new Map(far.map((column, index) => [column, near + index]));
    return {
      width: near + far.length,
      place: (column) => (column < near ? column : places.get(column)),
    };
  }
}
