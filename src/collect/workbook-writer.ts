// Writes an Excel workbook of text cells, sheet after sheet, as its rows come: flat memory however many there are.
// It knows SpreadsheetML (ECMA-376) and ZIP; what the cells mean is not its business.

import { createWriteStream, type WriteStream } from 'node:fs';
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { FILE_MODE } from '../files/temporary-file.js';
import * as parts from './workbook-parts.js';

export interface SheetLimits {
  readonly rows: number;
  readonly bytes: number;
}

/**
 * Excel's own limit of rows. The bytes stay well below 4 GiB, from where on a ZIP needs an extension that not every
 * reader has.
 */
const LIMITS: SheetLimits = { rows: 1_048_576, bytes: 3 * 2 ** 30 };

export class WorkbookWriter {
  readonly #zip = new ZipFile();
  readonly #file: WriteStream;
  readonly #written: Promise<void>;
  /** The sheets that are begun or ended, with their rows so far. */
  readonly #sheets: { readonly name: string; rows: number }[] = [];
  readonly #header: readonly string[];
  readonly #limits: SheetLimits;
  #sheet: PassThrough | undefined;
  #sheetBytes = 0;
  /** The name of the sheets that come, and how many have it. */
  #name: string;
  #named = 0;

  /**
   * @param name of the first sheet; where one is full, the next gets a number behind its name
   * @param header the first row of every sheet
   */
  constructor(path: string, name: string, header: readonly string[], limits = LIMITS) {
    this.#limits = limits;
    this.#name = name;
    this.#header = header;
    this.#file = createWriteStream(path, { flags: 'wx', mode: FILE_MODE, flush: true });
    this.#written = pipeline(this.#zip.outputStream, this.#file);
    // `write` and `end` report the failure.
    this.#written.catch(() => undefined);
    this.#zip.on('error', (error: Error) => this.#file.destroy(error));
  }

  /** Begins a sheet of another name. It does nothing where the sheet of that name has no row yet. */
  begin(name: string): void {
    if (name === this.#name && this.#sheet === undefined && this.#named === 0) return;
    if (this.#named === 0) this.#begin();
    this.#endSheet();
    [this.#name, this.#named] = [name, 0];
  }

  async write(rows: readonly (readonly string[])[]): Promise<void> {
    let from = 0;
    while (from < rows.length) {
      const sheet = this.#sheet ?? this.#begin();
      const room = this.#limits.rows - this.#rows;
      const some = rows.slice(from, from + room);
      await this.#put(sheet, parts.rowsXml(some, this.#rows + 1));
      this.#count(some.length);
      from += some.length;
      const { rows: most, bytes } = this.#limits;
      if (this.#rows >= most || this.#sheetBytes >= bytes) this.#endSheet();
    }
  }

  /** The file is complete and synced when this is fulfilled. */
  async end(): Promise<void> {
    if (this.#named === 0) this.#begin();
    this.#endSheet();
    const columns = this.#header.length;
    for (const { path, xml } of parts.workbookParts(this.#sheets.map((sheet) => ({ ...sheet, columns })))) {
      this.#zip.addBuffer(Buffer.from(xml), path);
    }
    this.#zip.end();
    await this.#written;
  }

  /** Leaves the file as it is, unfinished and closed. */
  async abandon(): Promise<void> {
    this.#sheet?.destroy();
    this.#file.destroy();
    if (!this.#file.closed) await once(this.#file, 'close');
  }

  /** The rows of the sheet that was begun last, its header among them. */
  get #rows(): number {
    return this.#sheets.at(-1)?.rows ?? 0;
  }

  #count(rows: number): void {
    const last = this.#sheets.at(-1);
    if (last !== undefined) last.rows += rows;
  }

  #begin(): PassThrough {
    const sheet = new PassThrough();
    this.#named += 1;
    this.#sheets.push({ name: this.#named === 1 ? this.#name : `${this.#name} ${this.#named}`, rows: 1 });
    this.#sheet = sheet;
    this.#zip.addReadStream(sheet, parts.sheetPath(this.#sheets.length));
    sheet.write(parts.sheetStart(this.#header.length, this.#sheets.length === 1));
    const header = parts.rowsXml([this.#header], 1);
    sheet.write(header);
    this.#sheetBytes = header.length;
    return sheet;
  }

  async #put(sheet: PassThrough, xml: string): Promise<void> {
    this.#sheetBytes += xml.length;
    if (!sheet.write(xml)) await Promise.race([once(sheet, 'drain'), this.#written]);
  }

  #endSheet(): void {
    this.#sheet?.end(parts.sheetEnd(this.#header.length, this.#rows));
    this.#sheet = undefined;
  }
}
