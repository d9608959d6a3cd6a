// Keeps rows in a file until all of them are there, for a sheet that can be written only then: flat memory however many
// there are. It knows cells, not what they mean.

import { createReadStream } from 'node:fs';
import { rm, type FileHandle } from 'node:fs/promises';
import { openNew } from '../files/temporary-file.js';
import { TextWriter } from '../files/text-writer.js';

const ROWS_AT_ONCE = 512;
const LINE_END = 0x0a;

export class RowSpool {
  readonly #path: string;
  #open: { readonly handle: FileHandle; readonly text: TextWriter } | undefined;

  /** @param path of a temporary file, which is made with the first rows */
  constructor(path: string) {
    this.#path = path;
  }

  async add(rows: readonly (readonly string[])[]): Promise<void> {
    if (this.#open === undefined) {
      const handle = await openNew(this.#path);
      this.#open = { handle, text: new TextWriter(handle) };
    }
    // JSON has no line end within a row, whatever its cells hold.
    await this.#open.text.add(rows.map((cells) => `${JSON.stringify(cells)}\n`).join(''));
  }

  /** The rows in their order, some hundred at a time. Nothing can be added any more. */
  async *rows(): AsyncGenerator<string[][]> {
    if (this.#open === undefined) return;
    await this.#open.text.end();
    let rest: Buffer = Buffer.alloc(0);
    let rows: string[][] = [];
    for await (const chunk of createReadStream(this.#path) as AsyncIterable<Buffer>) {
      const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      let from = 0;
      for (let at = bytes.indexOf(LINE_END); at !== -1; at = bytes.indexOf(LINE_END, from)) {
        rows.push(JSON.parse(bytes.toString('utf8', from, at)) as string[]);
        from = at + 1;
        if (rows.length < ROWS_AT_ONCE) continue;
        yield rows;
        rows = [];
      }
      rest = bytes.subarray(from);
    }
    if (rows.length > 0) yield rows;
  }

  /** Removes the file. */
  async discard(): Promise<void> {
    await this.#open?.handle.close();
    this.#open = undefined;
    await rm(this.#path, { force: true });
  }
}
