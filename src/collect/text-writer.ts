// Text that is written to a file in large pieces: every write waits its turn for a thread, on a busy machine for long.

import type { FileHandle } from 'node:fs/promises';

const PIECE_UNITS = 1 << 20;

export class TextWriter {
  readonly #file: FileHandle;
  #waiting: string[] = [];
  #units = 0;

  constructor(file: FileHandle) {
    this.#file = file;
  }

  async add(text: string): Promise<void> {
    this.#waiting.push(text);
    this.#units += text.length;
    if (this.#units >= PIECE_UNITS) await this.#write();
  }

  /** Writes what still waits. The file is the caller's to sync and close. */
  async end(): Promise<void> {
    if (this.#units > 0) await this.#write();
  }

  async #write(): Promise<void> {
    const text = this.#waiting.join('');
    this.#waiting = [];
    this.#units = 0;
    await this.#file.writeFile(text);
  }
}
