// outcomes.xlsx: the lines of outcomes.csv as text cells, which a spreadsheet neither rounds nor runs; where that is
// wanted, a sheet for each status.

import { rm } from 'node:fs/promises';
import { STATUSES, type WrittenStatus } from '../domain/status.js';
import { publish } from '../files/durable.js';
import { outcomeCells, type OutcomeRow } from './outcome-line.js';
import type { OutcomeSink } from './outcome-sink.js';
import { temporaryName } from '../files/temporary-file.js';
import { RowSpool } from './row-spool.js';
import type { Language } from '../words/language.js';
import { WorkbookWriter } from './workbook-writer.js';

/** Which sheets the workbook has. */
export type WorkbookSheets =
  /** All rows on one sheet. */
  | 'whole'
  /** All rows, then a sheet for each status that occurs. */
  | 'whole and by status'
  /** A sheet for each of these statuses, and no other row. */
  | readonly WrittenStatus[];

const WHOLE = 'outcomes';

export class OutcomeWorkbook implements OutcomeSink {
  readonly #path: string;
  readonly #temporary: string;
  readonly #titles: readonly string[];
  readonly #language: Language | undefined;
  readonly #isWhole: boolean;
  /** The rows of statuses that have a sheet; ZIP takes one sheet after the other. */
  readonly #spools: ReadonlyMap<WrittenStatus, RowSpool>;
  readonly #seen = new Set<WrittenStatus>();
  #workbook: WorkbookWriter | undefined;

  /**
   * @param writer names the temporary files' owner
   * @param language of the batch
   */
  constructor(
    path: string,
    writer: string,
    titles: readonly string[],
    sheets: WorkbookSheets = 'whole',
    language?: Language,
  ) {
    this.#path = path;
    this.#temporary = temporaryName(path, writer);
    this.#titles = titles;
    this.#language = language;
    this.#isWhole = typeof sheets === 'string';
    const statuses = sheets === 'whole' ? [] : sheets === 'whole and by status' ? STATUSES : sheets;
    this.#spools = new Map(statuses.map((status) => [status, new RowSpool(temporaryName(path, writer))]));
  }

  async write(rows: readonly OutcomeRow[]): Promise<void> {
    await this.writeCells(
      rows.map((row) => ({ status: row.outcome.status, cells: outcomeCells(row, this.#language) })),
    );
  }

  /** @param rows with their cells as outcomes.csv has them, formulas included */
  async writeCells(
    rows: readonly { readonly status: WrittenStatus; readonly cells: readonly string[] }[],
  ): Promise<void> {
    if (this.#isWhole) await this.#begun(WHOLE).write(rows.map(({ cells }) => cells));
    for (const [status, spool] of this.#spools) {
      const own = rows.filter((row) => row.status === status);
      if (own.length === 0) continue;
      this.#seen.add(status);
      await spool.add(own.map(({ cells }) => cells));
    }
  }

  async complete(): Promise<void> {
    await publish(await this.finish(), this.#path);
  }

  /** @returns the temporary file, complete and synced, for who gives it its name */
  async finish(): Promise<string> {
    if (this.#isWhole) this.#begun(WHOLE);
    for (const [status, spool] of this.#spools) {
      // Of statuses that somebody has named, an empty sheet says that no row has it.
      if (this.#isWhole && !this.#seen.has(status)) continue;
      const workbook = this.#begun(status);
      workbook.begin(status);
      for await (const rows of spool.rows()) await workbook.write(rows);
      await spool.discard();
    }
    await this.#begun(WHOLE).end();
    return this.#temporary;
  }

  async discard(): Promise<void> {
    await this.#workbook?.abandon();
    await rm(this.#temporary, { force: true });
    for (const spool of this.#spools.values()) await spool.discard();
  }

  #begun(first: string): WorkbookWriter {
    this.#workbook ??= new WorkbookWriter(this.#temporary, first, this.#titles);
    return this.#workbook;
  }
}
