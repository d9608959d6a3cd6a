// From the copied list's bytes to records with their cells, some hundred at a time, in flat memory. It knows
// the file and the dialect; it does not know which cell is whose name, nor what becomes of a record.

import { open, type FileHandle } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { ByteWindow } from './byte-window.js';
import { likelyLineEnd, lineEndByte, observedLineEnd, type ObservedLineEnd } from './line-end.js';
import type { ListFormat, Position } from '../list.js';
import { RecordCells, type RawRecord } from './record-cells.js';
import { RecordScanner } from './record-scanner.js';
import {
  MAX_QUOTED_BYTES,
  MAX_RECORD_BYTES,
  type Dialect,
  type ScannedRecord,
  type Scanner,
} from './record-shape.js';
import { SheetRowCount } from './sheet-row-count.js';
import { TolerantScanner, type Columns } from './tolerant-scanner.js';

const BATCH_RECORDS = 512;
/** Bounds the memory that long records take together. */
const BATCH_BYTES = 1 << 20;
/** More than the longest record, and a whole number of pages. */
const WINDOW_BYTES = 2 * (MAX_RECORD_BYTES + MAX_QUOTED_BYTES);
/** How much of the file is read to judge its line ends by the first one. */
const BEGINNING_BYTES = 1 << 16;
/** How long reading may block the process, whose renewals of locks must not be late. */
const TURN_MS = 10;
/** Blank, tab, and the end mark of DOS. */
const BLANKS: ReadonlySet<number> = new Set([0x20, 0x09, 0x1a]);

/** What has to be known of a list's format: without quoting, or without its columns, it is read strictly. */
export type ReadFormat = Pick<ListFormat, 'delimiter' | 'lineEnd'> &
  Partial<Pick<ListFormat, 'quoting' | 'nameColumn' | 'idColumn' | 'sheet'>>;

/**
 * Reads from `from.byteStart` to the end of the file. Blank lines are no records.
 *
 * @param columns cells that each record is to have; undefined: as many as it has
 */
export async function* readRecords(
  path: string,
  format: ReadFormat,
  columns: number | undefined,
  from: Position,
  signal?: AbortSignal,
): AsyncGenerator<RawRecord[]> {
  const file = await open(path, 'r');
  try {
    const dialect = await dialectOf(file, format);
    const window = new ByteWindow(file, from.byteStart, WINDOW_BYTES);
    const person = personColumns(format, columns);
    const sheetRows = format.sheet === undefined ? undefined : new SheetRowCount(from.line);
    const finder = new RecordFinder(scannerOf(dialect, columns, person), dialect, from.line, sheetRows);
    const cells = new RecordCells(dialect, columns, person);
    let turnAt = performance.now();
    while (await window.fill()) {
      for (let found = finder.find(window); found.length > 0; found = finder.find(window)) {
        signal?.throwIfAborted();
        yield cells.read(window, found);
        if (performance.now() - turnAt < TURN_MS) continue;
        await nextTurn();
        turnAt = performance.now();
      }
    }
  } finally {
    await file.close();
  }
}

/** The line end that the list really has: a format does not distinguish LF from CRLF. */
export async function writtenLineEnd(path: string, format: ReadFormat): Promise<ObservedLineEnd> {
  const file = await open(path, 'r');
  try {
    return (await dialectOf(file, format)).lineEnd;
  } finally {
    await file.close();
  }
}

/** Whether lines end in CRLF is seen on the list each time; a format does not say. */
async function dialectOf(file: FileHandle, { delimiter, lineEnd, quoting }: ReadFormat): Promise<Dialect> {
  if (lineEnd === 'cr') return { delimiter, lineEnd, quoting };
  const { bytesRead, buffer } = await file.read(Buffer.alloc(BEGINNING_BYTES), 0, BEGINNING_BYTES, 0);
  const observe = quoting === undefined ? observedLineEnd : likelyLineEnd;
  const observed = observe(buffer.subarray(0, bytesRead));
  return { delimiter, lineEnd: observed === 'crlf' ? 'crlf' : 'lf', quoting };
}

function personColumns(
  { quoting, nameColumn, idColumn }: ReadFormat,
  columnCount: number | undefined,
): Columns | undefined {
  if (quoting === undefined || columnCount === undefined) return undefined;
  return nameColumn === undefined || idColumn === undefined
    ? undefined
    : { columnCount, nameColumn, idColumn };
}

function scannerOf(dialect: Dialect, columns: number | undefined, person: Columns | undefined): Scanner {
  const { quoting } = dialect;
  return quoting === undefined
    ? new RecordScanner(dialect, columns)
    : new TolerantScanner({ ...dialect, quoting }, person);
}

/** Goes from record to record and counts lines. */
class RecordFinder {
  readonly #scanner: Scanner;
  readonly #delimiter: number;
  readonly #lineEnd: number;
  readonly #sheetRows: SheetRowCount | undefined;
  #line: number;
  /** Whether the rest of an over-long line is being skipped. */
  #passing = false;

  /** @param sheetRows undefined for a list that is no workbook's */
  constructor(scanner: Scanner, dialect: Dialect, line: number, sheetRows: SheetRowCount | undefined) {
    this.#scanner = scanner;
    this.#delimiter = dialect.delimiter.charCodeAt(0);
    this.#lineEnd = lineEndByte(dialect.lineEnd);
    this.#line = line;
    this.#sheetRows = sheetRows;
  }

  /** The next records that lie completely in the window; none where it has to be filled first. */
  find(window: ByteWindow): ScannedRecord[] {
    const found: ScannedRecord[] = [];
    const first = window.at;
    while (found.length < BATCH_RECORDS && window.at < window.length && window.at - first < BATCH_BYTES) {
      if (this.#passing) {
        this.#passLine(window);
        continue;
      }
      const start = window.at;
      const shape = this.#scanner.scan(window, start);
      if (shape === 'more') break;
      const line = this.#line;
      const shownLine = this.#sheetRows?.row ?? line;
      if (!this.#isBlank(window.bytes, start, shape.end)) found.push({ start, line, shownLine, shape });
      this.#line += shape.lines;
      this.#passing = shape.lines === 0;
      this.#moveTo(window, shape.next);
    }
    return found;
  }

  #passLine(window: ByteWindow): void {
    const at = window.bytes.indexOf(this.#lineEnd, window.at);
    const found = at >= 0 && at < window.length;
    this.#moveTo(window, found ? at + 1 : window.length);
    this.#passing = !found;
    if (found) this.#line += 1;
  }

  #moveTo(window: ByteWindow, at: number): void {
    this.#sheetRows?.pass(window.bytes, window.at, at);
    window.at = at;
  }

  #isBlank(bytes: Buffer, start: number, end: number): boolean {
    for (let at = start; at < end; at++) {
      const byte = bytes[at];
      if (byte === undefined || byte === this.#delimiter || !BLANKS.has(byte)) return false;
    }
    return true;
  }
}
