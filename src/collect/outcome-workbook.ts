// outcomes.xlsx: the lines of outcomes.csv as text cells, which a spreadsheet neither rounds nor runs.

import { rm } from 'node:fs/promises';
import { publish } from '../files/durable.js';
import { outcomeCells, type OutcomeRow } from './outcome-line.js';
import type { OutcomeSink } from './outcome-sink.js';
import { temporaryName } from '../files/temporary-file.js';
import type { Language } from '../words/language.js';
import { WorkbookWriter } from './workbook-writer.js';

export class OutcomeWorkbook implements OutcomeSink {
  readonly #path: string;
  readonly #temporary: string;
  readonly #titles: readonly string[];
  readonly #language: Language | undefined;
  #workbook: WorkbookWriter | undefined;

  /**
   * @param writer names the temporary file's owner
   * @param language of the batch
   */
  constructor(path: string, writer: string, titles: readonly string[], language?: Language) {
    this.#path = path;
    this.#temporary = temporaryName(path, writer);
    this.#titles = titles;
    this.#language = language;
  }

  async write(rows: readonly OutcomeRow[]): Promise<void> {
    await this.#begun().write(rows.map((row) => outcomeCells(row, this.#language)));
  }

  async complete(): Promise<void> {
    await this.#begun().end();
    await publish(this.#temporary, this.#path);
  }

  async discard(): Promise<void> {
    await this.#workbook?.abandon();
    await rm(this.#temporary, { force: true });
  }

  #begun(): WorkbookWriter {
    this.#workbook ??= new WorkbookWriter(this.#temporary, 'outcomes', this.#titles);
    return this.#workbook;
  }
}
