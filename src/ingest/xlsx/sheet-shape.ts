// Decides which columns a sheet's lines have: all up to the width that tables have, and further ones only if some row
// has text there. It learns this while the rows pass by.

import type { SheetRow } from './sheet-rows.js';

/**
 * Columns from this one on are left out where they are empty in all rows: one stray cell would make every line 16,384
 * cells wide.
 */
const NEAR = 256;

export interface Shape {
  /** How many cells each line has. */
  readonly width: number;
  /** The index in the line of a column of the sheet; undefined where the line has no such cell. */
  place(column: number): number | undefined;
}

export class SheetShape implements Shape {
  /** How many rows have any text. */
  rows = 0;
  isInOrder = true;
  /** Whether a row was wider than the lines that were written before it. */
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

  /** Passes rows on as long as their lines can be written; the first rows decide the width of all lines. */
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

  /** The shape that all rows seen so far need. */
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
