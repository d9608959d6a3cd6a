// Writes text to a file in large pieces, as every write waits for a thread, which takes long on a busy machine. The
// text is kept as bytes in the same buffer: kept as strings, it would keep every cell alive that it was made of, until
// the garbage collector takes them for long-lived.

import type { FileHandle } from 'node:fs/promises';

const PIECE_BYTES = 1 << 19;
const UTF8 = new TextEncoder();

export class TextWriter {
  readonly #file: FileHandle;
  readonly #piece = new Uint8Array(PIECE_BYTES);
  #bytes = 0;

  constructor(file: FileHandle) {
    this.#file = file;
  }

  /** Must be awaited before the next call. */
  async add(text: string): Promise<void> {
    for (let at = 0; ;) {
      const { read, written } = UTF8.encodeInto(text.slice(at), this.#piece.subarray(this.#bytes));
      this.#bytes += written;
      at += read;
      if (at === text.length) return;
      await this.end();
    }
  }

  /** Writes what still waits. The file is the caller's to sync and close. */
  async end(): Promise<void> {
    if (this.#bytes === 0) return;
    await this.#file.writeFile(this.#piece.subarray(0, this.#bytes));
    this.#bytes = 0;
  }
}
