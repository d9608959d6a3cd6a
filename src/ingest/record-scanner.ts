// Where one record of a list ends, found on its bytes. It knows quotes, delimiters, line ends and the limits that
// keep a broken record from swallowing the rows after it; it knows neither files nor what the cells mean.

import { CR, LF, lineEndByte, type ObservedLineEnd } from './line-end.js';

export interface Dialect {
  /** One ASCII character other than the quote and the line ends. */
  readonly delimiter: string;
  readonly lineEnd: ObservedLineEnd;
}

export type Fault = 'stray quote' | 'quote never closed' | 'lines and columns' | 'too long';

export interface RecordShape {
  /** Offset after the record's last byte, its line end not counted. */
  readonly end: number;
  /** Offset at which the next record begins. */
  readonly next: number;
  /** How many line ends lie before `next`; 0 only where the record's line goes on beyond the bytes given. */
  readonly lines: number;
  readonly cells: number;
  /** Whether any cell is quoted: then its text has to be parsed, not only split. */
  readonly quoted: boolean;
  /** Set where the record is broken. It then is its first line alone, and reading goes on with the second. */
  readonly fault: Fault | undefined;
}

/** A record where it stands. */
export interface ScannedRecord {
  /** Where it begins in the bytes in memory. */
  readonly start: number;
  readonly line: number;
  readonly shape: RecordShape;
}

/** `more`: the record's end lies beyond the bytes given. */
export type Scan = RecordShape | 'more';

/** Of a record, its line end not counted. */
export const MAX_RECORD_BYTES = 1 << 20;
/** Of a quoted cell: what Excel's longest cell (32,767 characters) takes, with room for doubled quotes. */
export const MAX_QUOTED_BYTES = 1 << 17;
/** Line breaks in a quoted cell: Excel's own limit. A quote open for longer is taken for a stray one. */
export const MAX_QUOTED_LINES = 253;

const QUOTE = 0x22;
const EQUALS = 0x3d;

/** The bytes in memory; none come after `length` where `atEnd`. */
export interface ByteView {
  readonly bytes: Buffer;
  readonly length: number;
  readonly atEnd: boolean;
}

/**
 * Finds records. A cell is quoted if it begins with a quote, and ends at the next quote that is not doubled; after
 * that only a delimiter or a line end may stand. No other cell may hold a quote, but one that begins with `=`: a
 * formula, such as the `="…"` by which exports keep spreadsheets from taking a number for a quantity. A record over
 * several lines with a wrong number of cells is broken: a stray quote has most likely opened it.
 *
 * A CR before an LF belongs to the line end. In a list of CRLF a lone LF is part of its cell where that gives the
 * record the cells expected; else it ends the record.
 */
export class RecordScanner {
  readonly #delimiter: number;
  readonly #lineEnd: number;
  readonly #hasPairs: boolean;
  /** The number of cells expected. */
  readonly #columns: number;
  /** While a record is scanned: whether a lone LF is part of its cell. */
  #feedsInCells = false;
  /** Line breaks inside the cells of the record being scanned. */
  #breaks = 0;

  /** @param columns undefined where any number of cells will do */
  constructor(dialect: Dialect, columns: number | undefined) {
    this.#delimiter = dialect.delimiter.charCodeAt(0);
    this.#lineEnd = lineEndByte(dialect.lineEnd);
    this.#hasPairs = dialect.lineEnd === 'crlf' && columns !== undefined;
    this.#columns = columns ?? Infinity;
  }

  /** The record that begins at `start`. */
  scan(view: ByteView, start: number): Scan {
    this.#feedsInCells = false;
    const shape = this.#scan(view, start);
    if (!this.#hasPairs || shape === 'more' || !mayEndTooEarly(shape)) return shape;
    this.#feedsInCells = true;
    const wider = this.#scan(view, start);
    if (wider === 'more') return 'more';
    const isSound = wider.fault === undefined && wider.cells === this.#columns;
    return isSound && view.bytes[wider.end - 1] !== LF ? wider : shape;
  }

  #scan(view: ByteView, start: number): Scan {
    const { bytes, length } = view;
    const delimiter = this.#delimiter;
    const lineEnd = this.#lineEnd;
    this.#breaks = 0;
    let cells = 1;
    let quoted = false;
    let cellStart = start;
    let at = start;
    for (; at < length; at++) {
      const byte = bytes[at];
      if (byte === delimiter) {
        cells++;
        cellStart = at + 1;
        if (this.#feedsInCells && cells > this.#columns) break;
      } else if (byte === lineEnd) {
        if (!this.#isInCell(view, at) || ++this.#breaks > MAX_QUOTED_LINES) break;
      } else if (byte === QUOTE && bytes[cellStart] !== EQUALS) {
        const close = at === cellStart ? this.#closingQuote(view, start, at) : 'stray quote';
        if (close === 'more') return 'more';
        if (typeof close === 'string') return this.#brokenAt(view, start, close);
        quoted = true;
        at = close;
      }
    }
    return this.#ended(view, start, at, cells, quoted);
  }

  #isInCell(view: ByteView, at: number): boolean {
    return this.#feedsInCells && view.bytes[at - 1] !== CR;
  }

  #ended(view: ByteView, start: number, at: number, cells: number, quoted: boolean): Scan {
    if (at - start > MAX_RECORD_BYTES) return this.#brokenAt(view, start, 'too long');
    if (!this.#isWholeLine(view, at)) return 'more';
    if (this.#breaks > 0 && this.#columns !== Infinity && cells !== this.#columns) {
      return this.#brokenAt(view, start, 'lines and columns');
    }
    const end = this.#contentEnd(view, start, at);
    return { end, next: this.#next(view, at), lines: this.#breaks + 1, cells, quoted, fault: undefined };
  }

  /** A broken record: its first line alone. */
  #brokenAt(view: ByteView, start: number, fault: Fault): Scan {
    const found = view.bytes.indexOf(this.#lineEnd, start);
    const at = found < 0 || found > view.length ? view.length : found;
    const isWhole = this.#isWholeLine(view, at);
    if (!isWhole && at - start <= MAX_RECORD_BYTES) return 'more';
    const end = isWhole ? this.#contentEnd(view, start, at) : at;
    return {
      end,
      next: isWhole ? this.#next(view, at) : at,
      lines: isWhole ? 1 : 0,
      cells: 0,
      quoted: false,
      fault: end - start > MAX_RECORD_BYTES ? 'too long' : fault,
    };
  }

  /** Whether all of the line end at `at`, or the end of the list, is in sight. */
  #isWholeLine(view: ByteView, at: number): boolean {
    if (view.atEnd) return true;
    return this.#lineEnd === LF ? at < view.length : at + 1 < view.length;
  }

  #contentEnd(view: ByteView, start: number, at: number): number {
    return this.#lineEnd === LF && at > start && view.bytes[at - 1] === CR ? at - 1 : at;
  }

  #next(view: ByteView, at: number): number {
    const isPair = this.#lineEnd === CR && at + 1 < view.length && view.bytes[at + 1] === LF;
    return Math.min(at + (isPair ? 2 : 1), view.length);
  }

  /** The place of the quote that closes the cell opened at `open`. */
  #closingQuote(view: ByteView, start: number, open: number): number | Fault | 'more' {
    const { bytes, length, atEnd } = view;
    let breaks = 0;
    let at = open + 1;
    for (; at < length; at++) {
      const byte = bytes[at];
      if (byte === this.#lineEnd) {
        breaks++;
      } else if (byte === QUOTE) {
        if (at + 1 < length && bytes[at + 1] === QUOTE) at++;
        else break;
      }
      if (breaks > MAX_QUOTED_LINES || at - open > MAX_QUOTED_BYTES) return 'quote never closed';
    }
    if (at >= length) return atEnd || at - start > MAX_RECORD_BYTES ? 'quote never closed' : 'more';
    if (at - start > MAX_RECORD_BYTES) return 'too long';
    this.#breaks += breaks;
    return this.#endsCell(view, at + 1) ?? at;
  }

  /** Undefined where a quoted cell may end at `at`. */
  #endsCell(view: ByteView, at: number): Fault | 'more' | undefined {
    const { bytes, length, atEnd } = view;
    if (at >= length) return atEnd ? undefined : 'more';
    const byte = bytes[at];
    if (byte === this.#delimiter) return undefined;
    if (byte === this.#lineEnd) return this.#isInCell(view, at) ? 'stray quote' : undefined;
    if (this.#lineEnd !== LF || byte !== CR) return 'stray quote';
    if (at + 1 >= length) return atEnd ? undefined : 'more';
    return bytes[at + 1] === LF ? undefined : 'stray quote';
  }
}

/** Whether a lone LF may have ended the record: at its end, or after a quoted cell that has line breaks itself. */
function mayEndTooEarly({ fault, next, end }: RecordShape): boolean {
  return fault === undefined ? next - end === 1 : fault === 'lines and columns';
}
