// From a record's bytes to its cells, and in words why it can't be read. It knows text and quoting; where records
// begin and end is the scanner's, and what the cells mean is nobody's here.

import { isUtf8 } from 'node:buffer';
import { parse } from 'csv-parse/sync';
import type { ByteWindow } from './byte-window.js';
import { lineEndByte } from './line-end.js';
import {
  MAX_RECORD_BYTES,
  type Dialect,
  type Fault,
  type RecordShape,
  type ScannedRecord,
} from './record-scanner.js';
import { recordTexts } from './record-texts.js';

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

const QUOTE = '"';

export class RecordCells {
  readonly #delimiter: string;
  readonly #lineEnd: string;
  readonly #columns: number | undefined;

  constructor(dialect: Dialect, columns: number | undefined) {
    this.#delimiter = dialect.delimiter;
    this.#lineEnd = String.fromCharCode(lineEndByte(dialect.lineEnd));
    this.#columns = columns;
  }

  /** @param scanned in order, all of them in the window still */
  read(window: ByteWindow, scanned: readonly ScannedRecord[]): RawRecord[] {
    const { bytes } = window;
    const from = scanned[0]?.start ?? 0;
    const allText = isUtf8(bytes.subarray(from, scanned.at(-1)?.shape.end ?? from));
    const cells = this.#cellsOf(window, scanned);
    return scanned.map(({ start, line, shape }, index) => {
      const decodes = allText || isUtf8(bytes.subarray(start, shape.end));
      return {
        line,
        byteStart: window.placeOf(start),
        cells: this.#fitted(cells[index] ?? []),
        fault: this.#faultOf(shape, decodes),
      };
    });
  }

  #cellsOf(window: ByteWindow, scanned: readonly ScannedRecord[]): string[][] {
    const intricate: { readonly index: number; readonly record: ScannedRecord }[] = [];
    const cells = recordTexts(window, scanned, this.#lineEnd).map((text, index) => {
      const record = scanned[index];
      const simple = record === undefined ? [] : this.#split(text, record.shape);
      if (record !== undefined && simple === undefined) intricate.push({ index, record });
      return simple ?? [];
    });
    const parsed = this.#parse(
      window.bytes,
      intricate.map(({ record }) => record),
    );
    for (const [at, { index }] of intricate.entries()) cells[index] = parsed[at] ?? [];
    return cells;
  }

  /**
   * Where the text has as many parts as the record has cells, no quoted cell holds a delimiter: each part is a cell.
   *
   * @returns undefined where one does. A broken record's text is kept as it stands.
   */
  #split(text: string, { fault, quoted, cells }: RecordShape): string[] | undefined {
    if (fault !== undefined) return [text];
    const parts = text.split(this.#delimiter);
    if (!quoted) return parts;
    return parts.length === cells ? parts.map(unquoted) : undefined;
  }

  /** All of them at once, because a call of csv-parse costs as much as some dozens of records. */
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
      // Which cells may hold quotes is the scanner's to say.
      relax_quotes: true,
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

/** @param cell of a sound record: if it begins with a quote, it ends with one */
function unquoted(cell: string): string {
  if (!cell.startsWith(QUOTE)) return cell;
  const text = cell.slice(1, -1);
  return text.includes(QUOTE) ? text.replaceAll('""', QUOTE) : text;
}
