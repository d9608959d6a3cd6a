// From a record's bytes to its cells, and in words why it can't be read. It knows text and quoting; where records
// begin and end is the scanner's, and what the cells mean is nobody's here.

import { isUtf8 } from 'node:buffer';
import { parse } from 'csv-parse/sync';
import type { ByteWindow } from './byte-window.js';
import { MAX_RECORD_BYTES, type Dialect, type Fault, type RecordShape } from './record-scanner.js';

export interface ScannedRecord {
  /** Where it begins in the window. */
  readonly start: number;
  readonly line: number;
  readonly shape: RecordShape;
}

export interface RawRecord {
  readonly line: number;
  /** Where it begins in the file. */
  readonly byteStart: number;
  /** As many as expected. Of a record with broken quoting, its text is the first. */
  readonly cells: readonly string[];
  /** Why the record can't be read; empty where it can. Never quotes the record. */
  readonly fault: string;
}

const FAULTS: Readonly<Record<Fault, string>> = {
  'stray quote': 'broken quoting: a quote where none may stand',
  'quote never closed': 'broken quoting: a quote that is never closed',
  'lines and columns': 'broken quoting, or a wrong number of columns in a record over several lines',
  'too long': `longer than ${MAX_RECORD_BYTES} bytes`,
};

/** Parts records for csv-parse: no cell holds it but in quotes, whatever the list's own line end. */
const LINE_END = Buffer.from('\r\n');

export class RecordCells {
  readonly #delimiter: string;
  readonly #columns: number | undefined;

  constructor(dialect: Dialect, columns: number | undefined) {
    this.#delimiter = dialect.delimiter;
    this.#columns = columns;
  }

  /** @param scanned in order, all of them in the window still */
  read(window: ByteWindow, scanned: readonly ScannedRecord[]): RawRecord[] {
    const { bytes } = window;
    const quoted = this.#parse(bytes, scanned.filter(isQuoted));
    const from = scanned[0]?.start ?? 0;
    const allText = isUtf8(bytes.subarray(from, scanned.at(-1)?.shape.end ?? from));
    let nextQuoted = 0;
    return scanned.map((record) => {
      const { start, line, shape } = record;
      const cells = isQuoted(record) ? (quoted[nextQuoted++] ?? []) : this.#split(bytes, record);
      const decodes = allText || isUtf8(bytes.subarray(start, shape.end));
      return {
        line,
        byteStart: window.placeOf(start),
        cells: this.#fitted(cells),
        fault: this.#faultOf(shape, decodes),
      };
    });
  }

  #split(bytes: Buffer, { start, shape }: ScannedRecord): string[] {
    const text = bytes.toString('utf8', start, Math.min(shape.end, start + MAX_RECORD_BYTES));
    return shape.fault === undefined ? text.split(this.#delimiter) : [text];
  }

  /** All quoted records at once, because a call of csv-parse costs as much as some dozens of them. */
  #parse(bytes: Buffer, records: readonly ScannedRecord[]): string[][] {
    if (records.length === 0) return [];
    const together = Buffer.allocUnsafe(
      records.reduce((sum, { start, shape }) => sum + shape.end - start + LINE_END.length, 0),
    );
    let at = 0;
    for (const { start, shape } of records) {
      at += bytes.copy(together, at, start, shape.end);
      at += LINE_END.copy(together, at);
    }
    const parsed = parse(together, {
      delimiter: this.#delimiter,
      record_delimiter: LINE_END,
      relax_column_count: true,
    });
    if (parsed.length !== records.length) throw new Error('csv-parse and the scanner disagree on records');
    return parsed;
  }

  /** Too few cells are filled up with empty ones; the surplus of too many is joined to the last. */
  #fitted(cells: string[]): readonly string[] {
    const columns = this.#columns;
    if (columns === undefined || cells.length === columns) return cells;
    if (cells.length < columns) return [...cells, ...Array<string>(columns - cells.length).fill('')];
    return [...cells.slice(0, columns - 1), cells.slice(columns - 1).join(this.#delimiter)];
  }

  #faultOf(shape: RecordShape, decodes: boolean): string {
    if (!decodes) return 'bytes that are not text in the encoding of the list';
    if (shape.fault !== undefined) return FAULTS[shape.fault];
    if (this.#columns === undefined || shape.cells === this.#columns) return '';
    return `wrong number of columns: ${shape.cells} instead of ${this.#columns}`;
  }
}

/** Whether the record has to be parsed. A broken one is not: its text is kept as it stands. */
function isQuoted({ shape }: ScannedRecord): boolean {
  return shape.quoted && shape.fault === undefined;
}
