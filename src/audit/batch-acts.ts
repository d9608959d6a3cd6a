// What was done to one batch, found in the record without reading all of it each time: where the lines of each batch begin is
// remembered as the record grows. It changes nothing, and knows nobody's rights.

import { open, type FileHandle } from 'node:fs/promises';
import { parseForm } from '../files/damaged-file.js';
import { undefinedIfMissing } from '../files/missing-file.js';
import { auditPath } from './audit-log.js';
import { lineSchema, type AuditLine } from './audit-line.js';

interface Place {
  /** The line's number. */
  readonly seq: number;
  readonly start: number;
  readonly end: number;
}

const CHUNK_BYTES = 1 << 20;
const LINE_END = 0x0a;
/** A quotation mark inside of a text is escaped, so no text looks like this. */
const LINE = /^\{"seq":(\d+),.*"batch":"([A-Za-z0-9._-]{1,64})"/;

export class BatchActs {
  readonly #path: string;
  readonly #places = new Map<string, Place[]>();
  #read = 0;
  #inode: number | undefined;
  #reading: Promise<void> | undefined;

  constructor(dataDirectory: string) {
    this.#path = auditPath(dataDirectory);
  }

  /**
   * The newest first.
   *
   * @param before a line's number: only lines before it
   */
  async of(
    batch: string,
    { before, limit }: { readonly before?: number | undefined; readonly limit: number },
  ): Promise<{ readonly lines: AuditLine[]; readonly next: number | undefined }> {
    const file = await open(this.#path, 'r').catch(undefinedIfMissing);
    if (file === undefined) return { lines: [], next: undefined };
    try {
      await this.#catchUp(file);
      const places = this.#places.get(batch) ?? [];
      const lines: AuditLine[] = [];
      for (const place of places.toReversed()) {
        if (before !== undefined && place.seq >= before) continue;
        if (lines.length === limit) return { lines, next: lines.at(-1)?.seq };
        lines.push(await this.#lineAt(file, place));
      }
      return { lines, next: undefined };
    } finally {
      await file.close();
    }
  }

  /** One at a time; what was written after a reading began is read by the next one. */
  async #catchUp(file: FileHandle): Promise<void> {
    while (this.#reading !== undefined) await this.#reading;
    this.#reading = this.#follow(file).finally(() => {
      this.#reading = undefined;
    });
    await this.#reading;
  }

  async #follow(file: FileHandle): Promise<void> {
    const { size, ino } = await file.stat();
    // Another file was put in its place, as a backup.
    if (ino !== this.#inode || size < this.#read) {
      [this.#read, this.#inode] = [0, ino];
      this.#places.clear();
    }
    while (this.#read < size) {
      const wanted = Math.min(CHUNK_BYTES, size - this.#read);
      const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(wanted), 0, wanted, this.#read);
      const whole = buffer.subarray(0, bytesRead).lastIndexOf(LINE_END) + 1;
      // Behind the last line end is what is being written, or what a crash has left.
      if (whole === 0) return;
      this.#note(buffer.subarray(0, whole), this.#read);
      this.#read += whole;
    }
  }

  #note(lines: Buffer, offset: number): void {
    let start = 0;
    for (let end = lines.indexOf(LINE_END); end !== -1; end = lines.indexOf(LINE_END, start)) {
      const [, seq, batch] = LINE.exec(lines.toString('latin1', start, end)) ?? [];
      if (batch !== undefined) {
        const places = this.#places.get(batch) ?? [];
        places.push({ seq: Number(seq), start: offset + start, end: offset + end });
        this.#places.set(batch, places);
      }
      start = end + 1;
    }
  }

  async #lineAt(file: FileHandle, { start, end }: Place): Promise<AuditLine> {
    const { buffer } = await file.read(Buffer.alloc(end - start), 0, end - start, start);
    return parseForm(this.#path, buffer.toString('utf8'), lineSchema);
  }
}
