// The cells of people who are in the earlier list and not in this one, in this list's columns. They are read from the
// earlier outcomes.csv, as long as that is unchanged.

import type { Person } from '../../domain/row.js';
import type { ListFormat } from '../../ingest/list.js';
import { FIRST_RULES, personIn } from '../../ingest/read-rows.js';
import {
  readOutcomes,
  type EarlierBatch,
  type WrittenOutcome,
  type WrittenOutcomes,
} from './earlier-outcomes.js';
import { formatOf } from '../run/slice-producer.js';

export class EarlierCells {
  readonly #earlierFormat: ListFormat;
  readonly #rulesVersion: number;
  /** For each of this list's columns, its index in the earlier list. */
  readonly #places: readonly (number | undefined)[];
  #chunks: AsyncGenerator<WrittenOutcomes> | undefined;
  #chunk: WrittenOutcomes = { last: 0, outcomes: [] };
  #next = 0;

  constructor(earlier: EarlierBatch, format: ListFormat) {
    this.#earlierFormat = formatOf(earlier);
    this.#rulesVersion = earlier.rulesVersion ?? FIRST_RULES;
    this.#places = placesIn(this.#earlierFormat, format);
    this.#chunks = readOutcomes(earlier);
  }

  /**
   * @param row greater than every one asked for before
   * @param isIt whether it is whom the row should be about
   * @returns empty cells where that can't be read any more
   */
  async of(row: number, isIt: (person: Person) => boolean): Promise<string[]> {
    const written = await this.#at(row);
    if (written === undefined || !isIt(personIn(written.cells, this.#earlierFormat, this.#rulesVersion))) {
      return this.#places.map(() => '');
    }
    return this.#places.map((place) => (place === undefined ? '' : (written.cells[place] ?? '')));
  }

  async close(): Promise<void> {
    await this.#chunks?.return(undefined);
  }

  async #at(row: number): Promise<WrittenOutcome | undefined> {
    while (this.#chunk.last < row && (await this.#advance()));
    const { outcomes } = this.#chunk;
    while ((outcomes[this.#next]?.row ?? row) < row) this.#next += 1;
    const found = outcomes[this.#next];
    return found?.row === row ? found : undefined;
  }

  /** The file may be moved or erased meanwhile: the changes are then written without these cells. */
  async #advance(): Promise<boolean> {
    this.#next = 0;
    try {
      const read = await this.#chunks?.next();
      if (read === undefined || read.done) return false;
      this.#chunk = read.value;
      return true;
    } catch {
      this.#chunks = undefined;
      this.#chunk = { last: Infinity, outcomes: [] };
      return false;
    }
  }
}

/**
 * Finds the columns of name and number by their roles, the others by their titles, or by their order where there are no
 * titles.
 */
function placesIn(earlier: ListFormat, now: ListFormat): (number | undefined)[] {
  return Array.from({ length: now.columnCount }, (_, column) => {
    if (column === now.nameColumn) return earlier.nameColumn;
    if (column === now.idColumn) return earlier.idColumn;
    if (now.header === undefined && earlier.header === undefined) return column;
    const title = now.header?.[column] ?? '';
    const place = earlier.header?.indexOf(title) ?? -1;
    return place === -1 ? undefined : place;
  });
}
