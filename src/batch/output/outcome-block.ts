// Reads rows that follow each other out of a file of outcomes whose offsets are known. It knows bytes and cells, not what an outcome
// means.

import { open, type FileHandle } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import type { RowBlock } from '../../collect/row-index.js';
import { restored } from '../../domain/defused.js';

export class OutcomeBlocks {
  readonly #file: FileHandle;
  readonly #size: number;

  private constructor(file: FileHandle, size: number) {
    [this.#file, this.#size] = [file, size];
  }

  static async open(path: string): Promise<OutcomeBlocks> {
    const file = await open(path, 'r');
    return new OutcomeBlocks(file, (await file.stat()).size);
  }

  /** The cells of the block's rows, the first row first. */
  async read({ byteStart, byteEnd = this.#size }: RowBlock): Promise<readonly (readonly string[])[]> {
    const length = Math.max(0, byteEnd - byteStart);
    const { buffer, bytesRead } = await this.#file.read(Buffer.allocUnsafe(length), 0, length, byteStart);
    const text = buffer.toString('utf8', 0, bytesRead);
    return linesOf(text).map((cells) => cells.map(restored));
  }

  async close(): Promise<void> {
    await this.#file.close();
  }
}

function linesOf(text: string): string[][] {
  if (text.includes('"')) return parse(text, { relax_column_count: true, relax_quotes: true });
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines.map((line) => line.split(','));
}
