// Where one record ends whose form is strict: as Rollcall writes files itself, and read lists in batches that may still
// be under way. It knows quotes, delimiters, line ends and the limits that keep a broken record from swallowing the rows
// after it; it knows neither files nor what the cells mean. Lists of today are read by tolerant-scanner.ts.

import { CR, LF, lineEndByte } from './line-end.js';
import { RecordEnds } from './record-ends.js';
import {
  MAX_QUOTED_BYTES,
  MAX_QUOTED_LINES,
  MAX_RECORD_BYTES,
  mayEndTooEarly,
  narrowerOrWider,
  type ByteView,
  type Dialect,
  type Fault,
  type Scan,
  type Scanner,
} from './record-shape.js';

const QUOTE = 0x22;
const EQUALS = 0x3d;

/**
 * Finds records. A cell is quoted if it begins with a quote, and ends at the next quote that is not doubled; after
 * that only a delimiter or a line end may stand. No other cell may hold a quote, but one that begins with `=`: a
 * formula, such as the `="…"` by which exports keep spreadsheets from taking a number for a quantity. A record over
 * several lines with a wrong number of cells is broken: a stray quote has most likely opened it.
 *
 * A CR before an LF belongs to the line end. In a list of CRLF a lone LF is part of its cell where that gives the
 * record the cells expected; else it ends the record.
 */
export class RecordScanner implements Scanner {
  readonly #delimiter: number;
  readonly #lineEnd: number;
  readonly #ends: RecordEnds;
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
    this.#ends = new RecordEnds(this.#lineEnd);
    this.#hasPairs = dialect.lineEnd === 'crlf' && columns !== undefined;
    this.#columns = columns ?? Infinity;
  }

  /** The record that begins at `start`. */
  scan(view: ByteView, start: number): Scan {
    this.#feedsInCells = false;
    const shape = this.#scan(view, start);
    if (!this.#hasPairs || shape === 'more' || !mayEndTooEarly(shape)) return shape;
    this.#feedsInCells = true;
    return narrowerOrWider(view.bytes, shape, this.#scan(view, start), this.#columns);
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
        if (typeof close === 'string') return this.#ends.brokenAt(view, start, close);
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
    if (at - start > MAX_RECORD_BYTES) return this.#ends.brokenAt(view, start, 'too long');
    if (!this.#ends.isWholeLine(view, at)) return 'more';
    if (this.#breaks > 0 && this.#columns !== Infinity && cells !== this.#columns) {
      return this.#ends.brokenAt(view, start, 'lines and columns');
    }
    const end = this.#ends.contentEnd(view, start, at);
    const next = this.#ends.next(view, at);
    return { end, next, lines: this.#breaks + 1, cells, quoted, irregular: undefined, fault: undefined };
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
