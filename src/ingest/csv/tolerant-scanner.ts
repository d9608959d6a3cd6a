// Where one record of a list ends, with the liberties that exports take: quotes inside cells,
// blanks around quoted ones, backslashes, last cells that are missing or too many. It knows bytes; whose columns they are
// it knows only so far as no record may swallow the next.

import { CR, lineEndByte } from './line-end.js';
import type { ListFormat, Quoting } from '../list.js';
import { BACKSLASH, BLANK, QuotedCellFinder, quoteOf, TAB } from './quoted-cell.js';
import { RecordEnds } from './record-ends.js';
import {
  MAX_QUOTED_LINES,
  MAX_RECORD_BYTES,
  mayEndTooEarly,
  narrowerOrWider,
  type ByteView,
  type Dialect,
  type Fault,
  type RecordShape,
  type Scan,
  type Scanner,
} from './record-shape.js';
import { isSeveralRecords } from './swallowed.js';

const EQUALS = 0x3d;

export type Columns = Pick<ListFormat, 'columnCount' | 'nameColumn' | 'idColumn'>;

export class TolerantScanner implements Scanner {
  readonly #delimiter: number;
  readonly #lineEnd: number;
  readonly #quote: number;
  /** 1 for each byte that may end or quote a cell. */
  readonly #special = new Uint8Array(256);
  readonly #ends: RecordEnds;
  readonly #quoted: QuotedCellFinder;
  readonly #hasPairs: boolean;
  readonly #columns: Columns | undefined;
  /** While a record is scanned: whether a lone LF is part of its cell. */
  #feedsInCells = false;
  #breaks = 0;
  /** Whether a line ends in a cell between the name and the number. */
  #breaksBetween = false;
  #irregular: RecordShape['irregular'];
  /** Whether a cell begins with a quote and is not simply quoted. */
  #isAmbiguous = false;
  #strayQuotes = 0;
  /** The offset of the first surplus cell. */
  #surplus = 0;
  /** The indexes of the name's and the number's cells, from 1. */
  readonly #people: { readonly first: number; readonly last: number };
  /** The number of cells expected. */
  readonly #wanted: number;
  readonly #text: Readonly<Record<'delimiter' | 'quote' | 'lineEnd', string>>;

  /** @param columns undefined where any number of cells will do */
  constructor(dialect: Dialect & { readonly quoting: Quoting }, columns: Columns | undefined) {
    this.#delimiter = dialect.delimiter.charCodeAt(0);
    this.#lineEnd = lineEndByte(dialect.lineEnd);
    this.#quote = quoteOf(dialect.quoting);
    for (const byte of [this.#delimiter, this.#lineEnd]) this.#special[byte] = 1;
    if (dialect.quoting !== 'none') this.#special[this.#quote] = 1;
    if (dialect.quoting === 'backslash') this.#special[BACKSLASH] = 1;
    this.#ends = new RecordEnds(this.#lineEnd);
    this.#quoted = new QuotedCellFinder(this.#delimiter, this.#lineEnd, dialect.quoting);
    this.#hasPairs = dialect.lineEnd === 'crlf' && columns !== undefined;
    this.#columns = columns;
    const { nameColumn = 0, idColumn = 0 } = columns ?? {};
    this.#people = { first: Math.min(nameColumn, idColumn) + 1, last: Math.max(nameColumn, idColumn) + 1 };
    this.#wanted = columns?.columnCount ?? Infinity;
    const [quote, lineEnd] = [String.fromCharCode(this.#quote), String.fromCharCode(this.#lineEnd)];
    this.#text = { delimiter: dialect.delimiter, quote, lineEnd };
  }

  /** The record that begins at `start`. */
  scan(view: ByteView, start: number): Scan {
    this.#feedsInCells = false;
    const shape = this.#scan(view, start);
    if (!this.#hasPairs || shape === 'more' || !mayEndTooEarly(shape)) return shape;
    this.#feedsInCells = true;
    return narrowerOrWider(view.bytes, shape, this.#scan(view, start), this.#wanted);
  }

  #scan(view: ByteView, start: number): Scan {
    const { bytes, length } = view;
    const special = this.#special;
    const most = this.#feedsInCells ? this.#wanted : Infinity;
    this.#begin();
    let cells = 1;
    let quoted = false;
    let cellStart = start;
    let at = start;
    for (; at < length; at++) {
      const byte = bytes[at] ?? 0;
      if (special[byte] === 0) continue;
      if (byte === this.#delimiter) {
        cells++;
        cellStart = at + 1;
        if (cells === this.#wanted + 1) this.#surplus = cellStart;
        if (cells > most) break;
      } else if (byte === this.#lineEnd) {
        if (!this.#isInCell(view, at) || this.#addBreaks(1, cells) > MAX_QUOTED_LINES) break;
      } else if (byte === this.#quote) {
        if (bytes[cellStart] === EQUALS) continue;
        const end = this.#quoteIn(view, cellStart, at, cells);
        if (end === 'more') return 'more';
        if (typeof end === 'string') return this.#ends.brokenAt(view, start, end);
        quoted ||= end > at;
        at = Math.max(at, end - 1);
      } else {
        if (at + 1 >= length && !view.atEnd) return 'more';
        this.#irregular ??= 'padded';
        at++;
        if (bytes[at] === this.#lineEnd) this.#addBreaks(1, cells);
      }
    }
    return this.#ended(view, start, Math.min(at, length), cells, quoted);
  }

  #begin(): void {
    this.#breaks = 0;
    this.#breaksBetween = false;
    this.#irregular = undefined;
    this.#isAmbiguous = false;
    this.#strayQuotes = 0;
  }

  /** @returns the end of the cell that the quote begins, or the quote's own offset where it is inside a cell */
  #quoteIn(view: ByteView, cellStart: number, at: number, cell: number): number | Fault | 'more' {
    if (!this.#areBlanks(view.bytes, cellStart, at)) {
      this.#strayQuotes++;
      this.#irregular = 'stray';
      return at;
    }
    const found = this.#quoted;
    const end = found.find(view, at, this.#feedsInCells);
    if (typeof end === 'string') return end;
    if (found.breaks > 0) this.#addBreaks(found.breaks, cell);
    if (found.kind !== 'quoted') {
      this.#irregular = 'stray';
      this.#isAmbiguous = true;
    } else if (at > cellStart || found.hasEscapes || this.#isPadded(view, found.close, end)) {
      this.#irregular ??= 'padded';
    }
    return end;
  }

  #isPadded({ bytes }: ByteView, close: number, end: number): boolean {
    const byte = bytes[close + 1];
    return end > close + 1 && (byte === BLANK || byte === TAB);
  }

  #addBreaks(count: number, cell: number): number {
    if (cell > this.#people.first && cell < this.#people.last) this.#breaksBetween = true;
    this.#breaks += count;
    return this.#breaks;
  }

  #isInCell(view: ByteView, at: number): boolean {
    return this.#feedsInCells && view.bytes[at - 1] !== CR;
  }

  #areBlanks(bytes: Buffer, from: number, to: number): boolean {
    for (let at = from; at < to; at++) {
      const byte = bytes[at];
      if (byte !== BLANK && byte !== TAB) return false;
    }
    return true;
  }

  #ended(view: ByteView, start: number, at: number, cells: number, quoted: boolean): Scan {
    if (at - start > MAX_RECORD_BYTES) return this.#ends.brokenAt(view, start, 'too long');
    if (!this.#ends.isWholeLine(view, at)) return 'more';
    const end = this.#ends.contentEnd(view, start, at);
    if (this.#breaks > 0 && !this.#mayHaveLines(view.bytes, start, end, cells))
      return this.#ends.brokenAt(view, start, 'lines and columns');
    if (this.#isAmbiguous && !this.#isClear(view.bytes, end, cells))
      return this.#ends.brokenAt(view, start, 'stray quote');
    const lines = this.#breaks + 1;
    const irregular = this.#irregular;
    return { end, next: this.#ends.next(view, at), lines, cells, quoted, irregular, fault: undefined };
  }

  /** A record over several lines is most likely opened by a stray quote, unless everything else is as it should be. */
  #mayHaveLines(bytes: Buffer, start: number, end: number, cells: number): boolean {
    if (this.#columns === undefined) return true;
    const isShort = cells < this.#wanted && cells >= this.#people.last;
    if (!isShort && !this.#isWhole(bytes, end, cells)) return false;
    const { lineEnd, ...text } = this.#text;
    const lines = bytes.toString('utf8', start, end).split(lineEnd);
    // Where a lone LF need not stand in quotes, the lines may be short records.
    const isSound = cells === this.#wanted && this.#irregular !== 'stray' && !this.#feedsInCells;
    const record = { ...text, lines, breaksBetween: this.#breaksBetween, isSound };
    return !isSeveralRecords(record, this.#columns);
  }

  /**
   * A cell that begins with a quote and is not properly quoted is believed where everything else in the record is
   * sound.
   */
  #isClear(bytes: Buffer, end: number, cells: number): boolean {
    return (
      this.#breaks === 0 &&
      this.#strayQuotes % 2 === 0 &&
      (this.#columns === undefined || this.#isWhole(bytes, end, cells))
    );
  }

  /** Whether the record has as many cells as expected, and nothing in surplus ones. */
  #isWhole(bytes: Buffer, end: number, cells: number): boolean {
    if (cells <= this.#wanted) return cells === this.#wanted;
    for (let at = this.#surplus; at < end; at++) {
      const byte = bytes[at];
      if (byte !== this.#delimiter && byte !== this.#quote && byte !== BLANK && byte !== TAB) return false;
    }
    return true;
  }
}
