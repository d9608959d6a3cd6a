// Turns a record's bytes into its cells, or says why it can't be read. It knows text and quoting; the scanner finds
// where records begin and end, and what the cells mean is not known here.

import { isUtf8 } from 'node:buffer';
import { parse } from 'csv-parse/sync';
import type { ByteWindow } from './byte-window.js';
import { CellTexts } from '../xlsx/cell-texts.js';
import type { Encoding } from '../encoding/encodings.js';
import { fittedCells, misfitOf, type Misfit } from './fitted-cells.js';
import { withoutForeignMarks } from '../encoding/foreign-mark.js';
import { lineEndByte } from './line-end.js';
import type { Dialect, Fault, RecordShape, ScannedRecord } from './record-shape.js';
import { recordTexts } from './record-texts.js';
import type { Columns } from './tolerant-scanner.js';
import type { Say } from '../../words/words.js';

export interface RawRecord {
  /** The line by which people find it: a spreadsheet's row, where the list came as a workbook. */
  readonly line: number;
  /** The file offset at which the record begins. */
  readonly byteStart: number;
  /** As many cells as expected. A record with broken quoting has its whole text in the first. */
  readonly cells: readonly string[];
  /** Why the record can't be read; undefined where it can. Never quotes the record. */
  readonly fault: RecordFault | undefined;
}

interface RecordFault {
  readonly say: Say;
  /** The same without figures. */
  readonly inGeneral?: Say;
}

function faultNamed(fault: Fault): RecordFault {
  return { say: ({ rows }) => rows.faults[fault] };
}

const NO_TEXT_FAULT: RecordFault = { say: ({ rows }) => rows.faults.noText };
/** How the mark of a cell in another encoding reads. */
const SHOWN = '\uFFFD';

function foreignFault(encoding: Encoding): RecordFault {
  return { say: ({ rows }) => rows.faults.foreign({ encoding }) };
}

/** Separates records for csv-parse: no cell holds it outside quotes, whatever the list's own line end is. */
const LINE_END = Buffer.from('\r\n');

const QUOTE = '"';

export class RecordCells {
  readonly #delimiter: string;
  readonly #lineEnd: string;
  readonly #columns: number | undefined;
  /** Undefined: every record is to have as many cells as expected. */
  readonly #person: Columns | undefined;
  /** Undefined where records are read strictly. */
  readonly #texts: CellTexts | undefined;
  readonly #hasBareQuotes: boolean;
  readonly #hasSingleQuotes: boolean;

  /** @param person undefined where columns are not known, or the list is read strictly */
  constructor(dialect: Dialect, columns: number | undefined, person?: Columns) {
    const { delimiter, lineEnd, quoting } = dialect;
    this.#delimiter = delimiter;
    this.#lineEnd = String.fromCharCode(lineEndByte(lineEnd));
    this.#columns = columns;
    this.#person = person;
    this.#texts = quoting === undefined ? undefined : new CellTexts({ ...dialect, quoting });
    this.#hasBareQuotes = quoting === 'none';
    this.#hasSingleQuotes = quoting === 'single';
  }

  /** @param scanned records in order, all of them still in the window */
  read(window: ByteWindow, scanned: readonly ScannedRecord[]): RawRecord[] {
    const { bytes } = window;
    const from = scanned[0]?.start ?? 0;
    const allText = isUtf8(bytes.subarray(from, scanned.at(-1)?.shape.end ?? from));
    const cells = this.#cellsOf(window, scanned);
    return scanned.map(({ start, shownLine: line, shape }, index) => {
      const record = bytes.subarray(start, shape.end);
      const own = cells[index] ?? [];
      const read =
        allText || isUtf8(record) ? this.#readWhole(shape, own) : this.#readMarked(shape, own, record);
      return { line, byteStart: window.placeOf(start), ...read };
    });
  }

  #readWhole(shape: RecordShape, own: string[]): Pick<RawRecord, 'cells' | 'fault'> {
    const fault = this.#faultOf(shape, own);
    return { cells: this.#fitted(own, fault === undefined), fault };
  }

  /**
   * Reads a record with cells that make sense only in another encoding: they stay as they are, and a fault says so
   * where they are name or number.
   */
  #readMarked(shape: RecordShape, own: string[], record: Buffer): Pick<RawRecord, 'cells' | 'fault'> {
    const unmarked = withoutForeignMarks(record);
    if (unmarked === undefined || !isUtf8(unmarked.bytes))
      return { cells: this.#fitted(own, false), fault: NO_TEXT_FAULT };
    const plain = own.map((cell) => cell.replaceAll(SHOWN, ''));
    const fault = this.#faultOf(shape, plain);
    const isPerson = (cells: readonly string[]): boolean =>
      this.#person === undefined ||
      [this.#person.nameColumn, this.#person.idColumn].some((column) => cells[column]?.includes(SHOWN));
    return fault === undefined && isPerson(this.#fitted(own, true))
      ? { cells: this.#fitted(plain, false), fault: foreignFault(unmarked.encoding) }
      : { cells: this.#fitted(plain, fault === undefined), fault };
  }

  #cellsOf(window: ByteWindow, scanned: readonly ScannedRecord[]): string[][] {
    const intricate: { readonly index: number; readonly record: ScannedRecord }[] = [];
    const cells = recordTexts(window, scanned, this.#lineEnd).map((text, index) => {
      const record = scanned[index];
      const simple = record === undefined ? [] : this.#split(text, record.shape);
      if (record !== undefined && simple === undefined) intricate.push({ index, record });
      return simple ?? [];
    });
    const records = intricate.map(({ record }) => record);
    const parsed =
      this.#texts === undefined ? this.#parse(window.bytes, records) : this.#read(window.bytes, records);
    for (const [at, { index }] of intricate.entries()) cells[index] = parsed[at] ?? [];
    return cells;
  }

  /**
   * Where the text has as many parts as the record has cells, no quoted cell holds a delimiter: each part is a cell.
   *
   * @returns undefined where one does. A broken record's text is kept as it stands.
   */
  #split(text: string, { fault, quoted, irregular, cells }: RecordShape): string[] | undefined {
    if (fault !== undefined) return [text];
    if (irregular !== undefined || (quoted && this.#hasSingleQuotes)) return undefined;
    const parts = text.split(this.#delimiter);
    if (!quoted) return parts;
    return parts.length === cells ? parts.map(unquoted) : undefined;
  }

  #read(bytes: Buffer, records: readonly ScannedRecord[]): string[][] {
    return records.map(({ start, shape }) => this.#texts?.read(bytes, start, shape.end) ?? []);
  }

  /** Parses all records at once, because a call of csv-parse costs as much as some dozens of records. */
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
      // The scanner has decided which cells may hold quotes.
      relax_quotes: true,
    });
    if (parsed.length !== records.length) throw new Error('csv-parse and the scanner disagree on records');
    return parsed;
  }

  #fitted(cells: string[], isRow: boolean): readonly string[] {
    return this.#columns === undefined ? cells : fittedCells(cells, this.#columns, this.#delimiter, isRow);
  }

  #faultOf(shape: RecordShape, cells: readonly string[]): RecordFault | undefined {
    if (shape.fault !== undefined) return faultNamed(shape.fault);
    const misfit = this.#misfitOf(shape, cells);
    if (misfit === 'stray quote') return faultNamed(misfit);
    if (misfit === undefined) return undefined;
    const counts = { found: shape.cells, expected: this.#columns ?? 0 };
    return {
      say: ({ rows }) => rows.faults.columnsCounted(counts),
      inGeneral: ({ rows }) => rows.faults.columns,
    };
  }

  #misfitOf({ cells: count, irregular }: RecordShape, cells: readonly string[]): Misfit | undefined {
    if (this.#person !== undefined) {
      const isSimple = count === this.#columns && irregular === undefined && !this.#hasBareQuotes;
      return isSimple
        ? undefined
        : misfitOf(cells, this.#person, irregular === 'stray' || this.#hasBareQuotes);
    }
    return this.#columns === undefined || count === this.#columns ? undefined : 'columns';
  }
}

/** @param cell of a sound record: if it begins with a quote, it ends with one */
function unquoted(cell: string): string {
  if (!cell.startsWith(QUOTE)) return cell;
  const text = cell.slice(1, -1);
  return text.includes(QUOTE) ? text.replaceAll('""', QUOTE) : text;
}
