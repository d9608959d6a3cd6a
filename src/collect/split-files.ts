// Writes one file for each status beside outcomes.csv, for people who act on results, with the same lines and columns.
// A status that no row has gets no file, and one that an earlier batch left is removed.

import { rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { STATUSES, type Status } from '../domain/status.js';
import { publish } from '../files/durable.js';
import { outcomeLines, type OutcomeRow } from './outcome-line.js';
import type { OutcomeSink } from './outcome-sink.js';
import { openNew, temporaryName } from '../files/temporary-file.js';
import { TextWriter } from '../files/text-writer.js';
import type { Language } from '../words/language.js';

interface SplitFile {
  readonly temporary: string;
  readonly handle: FileHandle;
  readonly text: TextWriter;
}

export class SplitFiles implements OutcomeSink {
  readonly #directory: string;
  readonly #writer: string;
  readonly #header: string;
  readonly #language: Language | undefined;
  readonly #files = new Map<Status, SplitFile>();

  /**
   * @param writer names the temporary files' owner
   * @param header the line with which each file begins
   * @param language of the batch
   */
  constructor(directory: string, writer: string, header: string, language?: Language) {
    this.#directory = directory;
    this.#writer = writer;
    this.#header = header;
    this.#language = language;
  }

  async write(rows: readonly OutcomeRow[]): Promise<void> {
    const byStatus = new Map<Status, OutcomeRow[]>();
    for (const row of rows) {
      const { status } = row.outcome;
      const same = byStatus.get(status);
      if (same === undefined) byStatus.set(status, [row]);
      else same.push(row);
    }
    for (const [status, same] of byStatus) {
      const { text } = this.#files.get(status) ?? (await this.#begin(status));
      await text.add(outcomeLines(same, this.#language));
    }
  }

  async complete(): Promise<void> {
    for (const { handle, text } of this.#files.values()) {
      await text.end();
      await handle.sync();
    }
    await this.#close();
    for (const status of STATUSES) {
      const file = this.#files.get(status);
      if (file === undefined) await rm(this.#path(status), { force: true });
      else await publish(file.temporary, this.#path(status));
    }
    this.#files.clear();
  }

  async discard(): Promise<void> {
    await this.#close();
    for (const { temporary } of this.#files.values()) await rm(temporary, { force: true });
  }

  async #begin(status: Status): Promise<SplitFile> {
    const temporary = temporaryName(this.#path(status), this.#writer);
    const handle = await openNew(temporary);
    const file = { temporary, handle, text: new TextWriter(handle) };
    this.#files.set(status, file);
    await file.text.add(this.#header);
    return file;
  }

  async #close(): Promise<void> {
    for (const { handle } of this.#files.values()) await handle.close();
  }

  #path(status: Status): string {
    return join(this.#directory, `outcomes.${status}.csv`);
  }
}
