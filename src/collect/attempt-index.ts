// Finds a row's calls in attempts.csv. Eight bytes a row in a file beside it: where the row's first line begins,
// plus one. A row's calls follow each other; the file is made anew from attempts.csv whenever it is needed.

import { createReadStream } from 'node:fs';
import type { Attempt } from '../domain/attempt.js';
import { parseAttemptLine } from './attempt-line.js';
import { PageFile } from './page-file.js';

const ENTRY_BYTES = 8;
const LINE_END = 0x0a;
const COMMA = 0x2c;

export class AttemptIndex {
  readonly #attempts: PageFile;
  readonly #entries: PageFile;

  private constructor(attemptsPath: string, entries: PageFile) {
    this.#attempts = new PageFile(attemptsPath, 'r');
    this.#entries = entries;
  }

  /** @param indexPath a file that this makes */
  static async build(attemptsPath: string, indexPath: string, signal?: AbortSignal): Promise<AttemptIndex> {
    const entries = new PageFile(indexPath, 'w+');
    try {
      let previous = 0;
      await eachLineStart(attemptsPath, signal, (row, offset) => {
        if (row !== previous) {
          const place = entries.change(row * ENTRY_BYTES);
          place.bytes.writeDoubleLE(offset + 1, place.offset);
        }
        previous = row;
      });
      return new AttemptIndex(attemptsPath, entries);
    } catch (error) {
      entries.close();
      throw error;
    }
  }

  /** The row's calls by attempt; empty where it has none. */
  attemptsOf(row: number): Attempt[] {
    const place = this.#entries.at(row * ENTRY_BYTES);
    let offset = place.bytes.readDoubleLE(place.offset) - 1;
    const attempts: Attempt[] = [];
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

/** Tells where each call's line begins; the header is passed over. */
async function eachLineStart(
  path: string,
  signal: AbortSignal | undefined,
  tell: (row: number, offset: number) => void,
): Promise<void> {
  let offset = 0;
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>) {
    signal?.throwIfAborted();
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let start = 0;
    for (let end = bytes.indexOf(LINE_END); end !== -1; end = bytes.indexOf(LINE_END, start)) {
      const row = Number(bytes.toString('latin1', start, bytes.indexOf(COMMA, start)));
      if (Number.isInteger(row)) tell(row, offset + start);
      start = end + 1;
    }
    offset += start;
    rest = Buffer.from(bytes.subarray(start));
  }
}
