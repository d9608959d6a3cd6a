// From the copied list's bytes to records with their cells, some hundred at a time, in flat memory. It knows
// the file and the dialect; it does not know which cell is whose name, nor what becomes of a record.

import { isUtf8 } from 'node:buffer';
import { open, type FileHandle } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import type { Position } from './list.js';
import {
  MAX_QUOTED_BYTES,
  MAX_RECORD_BYTES,
  scanRecord,
  type Dialect,
  type RecordShape,
} from './record-scanner.js';

export interface RawRecord {
  readonly line: number;
  readonly byteStart: number;
  /** As many as expected, where `columns` was given. */
  cells: readonly string[];
  /** Why the record can't be read; empty where it can. Never quotes the record. */
  readonly fault: string;
}

const BATCH_RECORDS = 512;
const BUFFER_BYTES = 2 * (MAX_RECORD_BYTES + MAX_QUOTED_BYTES);
const LF = 0x0a;
const CR = 0x0d;
const BLANKS: ReadonlySet<number> = new Set([0x20, 0x09, 0x1a]);

/** Reads from `from.byteStart` to the end of the file. Blank lines are no records. */
export async function* readRecords(
  path: string,
  dialect: Dialect,
  columns: number | undefined,
  from: Position,
  signal?: AbortSignal,
): AsyncGenerator<RawRecord[]> {
  const file = await open(path, 'r');
  try {
    const window = new ByteWindow(file, from.byteStart);
    const batch = new RecordBatch(dialect, columns, from.line);
    while (await window.fill()) {
      while (batch.collect(window)) {
        signal?.throwIfAborted();
        yield batch.take(window);
      }
    }
  } finally {
    await file.close();
  }
}

/** The part of the file that is in memory, from the first byte not yet used. */
class ByteWindow {
  readonly bytes = Buffer.allocUnsafe(BUFFER_BYTES);
  length = 0;
  at = 0;
  atEnd = false;
  readonly #file: FileHandle;
  #offset: number;

  constructor(file: FileHandle, offset: number) {
    this.#file = file;
    this.#offset = offset;
  }

  /** The place in the file of `at`. */
  offsetOf(at: number): number {
    return this.#offset + at;
  }

  /** Reads on behind what is left. False at the end of the file with nothing left. */
  async fill(): Promise<boolean> {
    this.bytes.copyWithin(0, this.at, this.length);
    this.#offset += this.at;
    this.length -= this.at;
    this.at = 0;
    while (this.length < BUFFER_BYTES && !this.atEnd) {
      const { bytesRead } = await this.#file.read(
        this.bytes,
        this.length,
        BUFFER_BYTES - this.length,
        this.#offset + this.length,
      );
      this.length += bytesRead;
      this.atEnd = bytesRead === 0;
    }
    return this.length > 0;
  }
}

interface Shaped {
  readonly start: number;
  readonly line: number;
  readonly shape: RecordShape;
}

class RecordBatch {
  readonly #dialect: Dialect;
  readonly #columns: number | undefined;
  #line: number;
  #shaped: Shaped[] = [];
  /** Whether the line of an over-long record is still being passed over. */
  #skipping = false;

  constructor(dialect: Dialect, columns: number | undefined, line: number) {
    this.#dialect = dialect;
    this.#columns = columns;
    this.#line = line;
  }

  /** Finds the window's next records. True where there are any to take before the window is filled again. */
  collect(window: ByteWindow): boolean {
    while (this.#shaped.length < BATCH_RECORDS && window.at < window.length) {
      if (this.#skipping) {
        this.#skip(window);
        continue;
      }
      const { bytes, at: start, length, atEnd } = window;
      const shape = scanRecord(bytes, start, length, atEnd, this.#dialect, this.#columns);
      if (shape === 'more') break;
      if (!isBlank(bytes, start, shape.end, this.#dialect))
        this.#shaped.push({ start, line: this.#line, shape });
      this.#line += shape.lines;
      this.#skipping = shape.lines === 0;
      window.at = shape.next;
    }
    return this.#shaped.length > 0;
  }

  #skip(window: ByteWindow): void {
    const lineEnd = this.#dialect.lineEnd === 'lf' ? LF : CR;
    const at = window.bytes.indexOf(lineEnd, window.at);
    const found = at >= 0 && at < window.length;
    window.at = found ? at + 1 : window.length;
    this.#skipping = !found;
    if (found) this.#line += 1;
  }

  /** The cells of what was collected. The window must not have been filled since. */
  take(window: ByteWindow): RawRecord[] {
    const shaped = this.#shaped;
    this.#shaped = [];
    const first = shaped[0];
    const last = shaped.at(-1);
    if (first === undefined || last === undefined) return [];
    const allText = isUtf8(window.bytes.subarray(first.start, last.shape.end));
    const quotedTexts: string[] = [];
    const quotedRecords: RawRecord[] = [];
    const records = shaped.map(({ start, line, shape }) => {
      const end = Math.min(shape.end, start + MAX_RECORD_BYTES);
      const text = window.bytes.toString('utf8', start, end);
      const decodes = allText || isUtf8(window.bytes.subarray(start, end));
      const record: RawRecord = {
        line,
        byteStart: window.offsetOf(start),
        cells: this.#cells(text, shape),
        fault: this.#faultOf(shape, decodes),
      };
      if (shape.quoted && shape.fault === undefined) {
        quotedTexts.push(text);
        quotedRecords.push(record);
      }
      return record;
    });
    this.#parseQuoted(quotedTexts, quotedRecords);
    return records;
  }

  #cells(text: string, shape: RecordShape): readonly string[] {
    if (shape.quoted) return [];
    if (shape.fault !== undefined) return fitted([text], this.#columns, this.#dialect.delimiter);
    return fitted(text.split(this.#dialect.delimiter), this.#columns, this.#dialect.delimiter);
  }

  #parseQuoted(texts: readonly string[], records: readonly RawRecord[]): void {
    if (texts.length === 0) return;
    const { delimiter } = this.#dialect;
    const rows = parse(texts.join('\n'), {
      delimiter,
      record_delimiter: '\n',
      relax_column_count: true,
    });
    if (rows.length !== records.length) throw new Error('csv-parse found other records than the scanner');
    for (const [index, record] of records.entries()) {
      record.cells = fitted(rows[index] ?? [], this.#columns, delimiter);
    }
  }

  #faultOf(shape: RecordShape, decodes: boolean): string {
    if (!decodes) return 'bytes that are not text in this encoding';
    switch (shape.fault) {
      case undefined:
        return this.#columns === undefined || shape.cells === this.#columns
          ? ''
          : `${shape.cells} columns instead of ${this.#columns}`;
      case 'stray quote':
        return 'broken quoting: a quote where none may stand';
      case 'quote never closed':
        return 'broken quoting: a quote that is never closed';
      case 'line breaks and wrong columns':
        return `broken quoting, or a wrong number of columns in a record over several lines`;
      case 'too long':
        return `longer than ${MAX_RECORD_BYTES} bytes`;
    }
  }
}

/** Too few cells are filled up with empty ones; the surplus of too many is joined to the last. */
function fitted(cells: string[], columns: number | undefined, delimiter: string): readonly string[] {
  if (columns === undefined || cells.length === columns) return cells;
  if (cells.length > columns) {
    return [...cells.slice(0, columns - 1), cells.slice(columns - 1).join(delimiter)];
  }
  return [...cells, ...Array<string>(columns - cells.length).fill('')];
}

function isBlank(bytes: Uint8Array, start: number, end: number, dialect: Dialect): boolean {
  const delimiter = dialect.delimiter.charCodeAt(0);
  for (let at = start; at < end; at++) {
    const byte = bytes[at];
    if (byte === undefined || byte === delimiter || !BLANKS.has(byte)) return false;
  }
  return true;
}
