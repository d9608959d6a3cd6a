// The rows of a batch as its corrections leave them, each at its place: the first batch's rows, then new ones. It reads
// the batches' outcomes and writes nothing; memory takes 12 bytes a row of each batch, and 4 a row for each correction.

import { listTitles } from '../../collect/outcome-line.js';
import { CORRECTED_COLUMN, OUTCOME_COLUMNS, PLACE_COLUMNS } from '../../domain/outcome-columns.js';
import { ERASED, statusNamed } from '../../domain/status.js';
import { emptied } from '../erasure/emptied-row.js';
import type { BatchRecord } from '../record.js';
import { corrected, following, isSame, personOf, rowOf, type CorrectedRow } from './corrected-row.js';
import { NOWHERE, type Family, type FamilyPlaces } from './family.js';
import { IndexedOutcomes, languageOf, type IndexedRow } from './indexed-outcomes.js';

interface Layer {
  readonly outcomes: IndexedOutcomes;
  /** The place of each of its rows. */
  readonly places: Uint32Array;
  /** The row at each place, 0 where it has none there. */
  readonly rowAt: Uint32Array;
  /** For each of its own columns, the column of the file. */
  readonly columns: readonly number[];
}

export class CorrectedRows {
  readonly titles: readonly string[];
  readonly #own: number;
  readonly #first: IndexedOutcomes;
  readonly #layers: readonly Layer[];

  private constructor(first: IndexedOutcomes, layers: readonly Layer[], own: readonly string[]) {
    this.#first = first;
    this.#layers = layers;
    this.#own = own.length;
    this.titles = [...own, ...OUTCOME_COLUMNS, ...PLACE_COLUMNS, CORRECTED_COLUMN];
  }

  static async open(
    { first, rows, corrections }: Family,
    { total, of }: FamilyPlaces,
  ): Promise<CorrectedRows> {
    const own = [...listTitles(first.format.header, first.format.columnCount)];
    const opened: IndexedOutcomes[] = [];
    try {
      const base = await IndexedOutcomes.open(first, rows);
      opened.push(base);
      const layers: Layer[] = [];
      for (const record of corrections) {
        const places = of.get(record.batch) ?? new Uint32Array();
        // The file is the first batch's, so all of it is in that one's language.
        const outcomes = await IndexedOutcomes.open(record, places.length, languageOf(first));
        opened.push(outcomes);
        const rowAt = new Uint32Array(total + 1);
        for (const [at, place] of places.entries()) if (place !== NOWHERE) rowAt[place] = at + 1;
        layers.push({ outcomes, places, rowAt, columns: columnsOf(record, first, own) });
      }
      return new CorrectedRows(base, layers, own);
    } catch (error) {
      for (const one of opened) one.close();
      throw error;
    }
  }

  /** The cells of the file's line at a place, from 1. */
  lineAt(place: number): string[] {
    const { cells, outcome, correctedBy } = this.#followed(place);
    if (statusNamed(outcome.verify_status) === ERASED)
      return emptied(this.titles, this.#own, outcome.verify_status);
    const own = Array.from({ length: this.#own }, (_, column) => cells[column] ?? '');
    const numbered = { ...outcome, verify_row: String(place) };
    const written = [...OUTCOME_COLUMNS, ...PLACE_COLUMNS].map((name) => numbered[name]);
    return [...own, ...written, correctedBy];
  }

  close(): void {
    this.#first.close();
    for (const { outcomes } of this.#layers) outcomes.close();
  }

  #followed(place: number): CorrectedRow {
    const row = this.at(place);
    const original = Number(row.outcome.verify_duplicate_of);
    if (row.correctedBy !== '' || row.outcome.verify_source !== 'duplicate' || !(original >= 1)) return row;
    return following(row, rowOf(this.#first.at(original), this.#first.record), this.at(original));
  }

  /** The row at a place, from 1, before copies of its outcome follow it. */
  at(place: number): CorrectedRow {
    let row = place <= this.#first.rows ? rowOf(this.#first.at(place), this.#first.record) : undefined;
    for (const layer of this.#layers) {
      const own = layer.rowAt[place] ?? 0;
      if (own > 0) row = this.#changed(row, layer, layer.outcomes.at(own), place);
    }
    if (row === undefined) throw new Error(`no batch has a row at place ${place}`);
    return row;
  }

  /**
   * The list may be older than another correction: what it has as the batch that it corrects had it is no change, and
   * undoes none.
   */
  #changed(row: CorrectedRow | undefined, layer: Layer, now: IndexedRow, place: number): CorrectedRow {
    const { outcomes, places, columns } = layer;
    const { record } = outcomes;
    const from = row === undefined ? undefined : this.#asGiven(layer, place);
    const cells = [...(row?.cells ?? [])];
    for (const [at, column] of columns.entries()) {
      const cell = now.cells[at] ?? '';
      if (cell !== from?.cells[column]) cells[column] = cell;
    }
    const person = personOf(now.cells, record);
    if (
      row !== undefined &&
      from !== undefined &&
      isSame(person, from.person) &&
      !isSame(person, row.person)
    ) {
      const { nameColumn, idColumn } = this.#first.record.format;
      for (const column of [nameColumn, idColumn]) cells[column] = row.cells[column] ?? '';
      return { ...row, cells };
    }
    const { nameColumn, idColumn } = record.format;
    for (const at of [nameColumn, idColumn]) cells[columns[at] ?? at] = now.cells[at] ?? '';
    const copied = Number(now.outcome.verify_duplicate_of);
    const of = copied >= 1 ? (places[copied - 1] ?? NOWHERE) : NOWHERE;
    return corrected(row, now, record, cells, of === NOWHERE ? '' : String(of));
  }

  /** The row as the corrected batch had it, in the file's columns; undefined where the list is newer than all of them. */
  #asGiven({ outcomes }: Layer, place: number): Pick<CorrectedRow, 'cells' | 'person'> | undefined {
    const { corrects, format } = outcomes.record;
    if (format.written?.isCorrected === true || corrects === undefined) return undefined;
    const { record: first, rows } = this.#first;
    if (corrects.batch === first.batch)
      return place <= rows ? rowOf(this.#first.at(place), first) : undefined;
    const layer = this.#layers.find((other) => other.outcomes.record.batch === corrects.batch);
    const own = layer?.rowAt[place] ?? 0;
    if (layer === undefined || own === 0) return undefined;
    const given = layer.outcomes.at(own);
    const cells: string[] = [];
    for (const [at, column] of layer.columns.entries()) cells[column] = given.cells[at] ?? '';
    return { cells, person: personOf(given.cells, layer.outcomes.record) };
  }
}

/**
 * Finds the columns of name and number by their roles, others by their titles, or by their order where there are no
 * titles. Columns that the first batch has not come behind its own.
 */
function columnsOf({ format }: BatchRecord, { format: first }: BatchRecord, own: string[]): number[] {
  return Array.from({ length: format.columnCount }, (_, column) => {
    if (column === format.nameColumn) return first.nameColumn;
    if (column === format.idColumn) return first.idColumn;
    if (format.header === undefined) return column;
    const title = format.header[column] ?? '';
    const known = own.indexOf(title);
    return known === -1 ? own.push(title) - 1 : known;
  });
}
