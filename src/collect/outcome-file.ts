// A file of outcomes with the lines and columns of outcomes.csv, written in the same pass: of some rows alone, say.

import { rm, type FileHandle } from 'node:fs/promises';
import { publish } from '../files/durable.js';
import { openNew, temporaryName } from '../files/temporary-file.js';
import { outcomeLines } from './outcome-line.js';
import type { ListedOutcome, OutcomeSink } from './outcome-sink.js';
import type { Language } from '../words/language.js';

export class OutcomeFile implements OutcomeSink {
  readonly #path: string;
  readonly #temporary: string;
  readonly #header: string;
  readonly #language: Language | undefined;
  #file: FileHandle | undefined;

  /**
   * @param writer names the temporary file's owner
   * @param header the line with which the file begins
   * @param language of the batch
   */
  constructor(path: string, writer: string, header: string, language?: Language) {
    this.#path = path;
    this.#temporary = temporaryName(path, writer);
    this.#header = header;
    this.#language = language;
  }

  async write(rows: readonly ListedOutcome[]): Promise<void> {
    const file = await this.#begun();
    await file.writeFile(outcomeLines(rows, this.#language));
  }

  async complete(): Promise<void> {
    const file = await this.#begun();
    await file.sync();
    await this.#close();
    await publish(this.#temporary, this.#path);
  }

  async discard(): Promise<void> {
    await this.#close();
    await rm(this.#temporary, { force: true });
  }

  async #begun(): Promise<FileHandle> {
    if (this.#file !== undefined) return this.#file;
    this.#file = await openNew(this.#temporary);
    await this.#file.writeFile(this.#header);
    return this.#file;
  }

  async #close(): Promise<void> {
    await this.#file?.close();
    this.#file = undefined;
  }
}

/** The sink, given these rows alone. */
export function onlyRows(sink: OutcomeSink, isGiven: (row: number) => boolean): OutcomeSink {
  return {
    write: async (rows) => {
      const given = rows.filter(({ row }) => isGiven(row.row));
      if (given.length > 0) await sink.write(given);
    },
    complete: () => sink.complete(),
    discard: () => sink.discard(),
  };
}
