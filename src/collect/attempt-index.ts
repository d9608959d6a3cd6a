// Finds a row's calls in a file of attempts that grows at its end, by a second file with eight bytes a row: the offset
// of the row's first line, plus one. A row's calls follow each other, but for those of another day:
// where the earlier ones lie is kept in memory, as few rows have any.

import type { Attempt } from '../domain/attempt.js';
import { parseAttemptLine } from './attempt-line.js';
import { PageFile } from '../files/paged-file.js';

const ENTRY_BYTES = 8;
const LINE_END = 0x0a;
const COMMA = 0x2c;

export class AttemptIndex {
  readonly #attempts: PageFile;
  readonly #entries: PageFile;

  /** The offset behind the last whole line. */
  #offset = 0;
  /** The beginning of a line whose end has not come yet. */
  #rest: Buffer = Buffer.alloc(0);
  #lastRow = 0;
  /** Where the calls of earlier days begin, by row. */
  readonly #ofEarlierDays = new Map<number, number[]>();

  /**
   * @param attemptsPath an empty file
   * @param indexPath a file that this makes
   */
  constructor(attemptsPath: string, indexPath: string) {
    this.#attempts = new PageFile(attemptsPath, 'kept');
    try {
      this.#entries = new PageFile(indexPath, 'new');
    } catch (error) {
      this.#attempts.close();
      throw error;
    }
  }

  /** Takes in bytes that were appended to the attempts; a line that is no call is skipped. */
  add(chunk: Buffer): void {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    let start = 0;
    for (let end = bytes.indexOf(LINE_END); end !== -1; end = bytes.indexOf(LINE_END, start)) {
      const row = Number(bytes.toString('latin1', start, bytes.indexOf(COMMA, start)));
      if (Number.isInteger(row)) this.#note(row, this.#offset + start);
      start = end + 1;
    }
    this.#offset += start;
    this.#rest = Buffer.from(bytes.subarray(start));
    this.#attempts.grow();
  }

  /** The row's calls by attempt; empty where it has none. */
  attemptsOf(row: number): Attempt[] {
    const place = this.#entries.at(row * ENTRY_BYTES);
    const last = place.bytes.readDoubleLE(place.offset) - 1;
    const begins = [...(this.#ofEarlierDays.get(row) ?? []), last];
    return begins.flatMap((offset) => this.#callsAt(offset, row));
  }

  /** The calls of the row that follow each other from `begin` on. */
  #callsAt(begin: number, row: number): Attempt[] {
    const attempts: Attempt[] = [];
    let offset = begin;
    while (offset >= 0 && offset < this.#attempts.size) {
      const line = this.#lineAt(offset);
      const attempt = parseAttemptLine(line.text);
      if (attempt.row !== row) break;
      attempts.push(attempt);
      offset = line.next;
    }
    return attempts;
  }

  close(): void {
    this.#attempts.close();
    this.#entries.close();
  }

  #note(row: number, offset: number): void {
    if (row !== this.#lastRow) {
      const place = this.#entries.change(row * ENTRY_BYTES);
      const before = place.bytes.readDoubleLE(place.offset);
      if (before > 0) this.#ofEarlierDays.set(row, [...(this.#ofEarlierDays.get(row) ?? []), before - 1]);
      place.bytes.writeDoubleLE(offset + 1, place.offset);
    }
    this.#lastRow = row;
  }

  #lineAt(start: number): { text: string; next: number } {
    const parts: Buffer[] = [];
    for (let position = start; ;) {
      const { bytes, offset } = this.#attempts.at(position);
      const end = bytes.indexOf(LINE_END, offset);
      if (end !== -1) {
        const last = bytes.subarray(offset, end);
        const text = parts.length === 0 ? last.toString() : Buffer.concat([...parts, last]).toString();
        return { text, next: position + (end - offset) + 1 };
      }
      parts.push(Buffer.from(bytes.subarray(offset)));
      position += bytes.length - offset;
    }
  }
}
