// Reads the cells of a record that can't be split at its delimiters alone: quoted delimiters and line breaks, blanks
// around quotes, backslashes, quotes that were not doubled. It knows one record's bytes, and is told where the record
// ends.

import { lineEndByte } from '../csv/line-end.js';
import type { Quoting } from '../list.js';
import { BACKSLASH, BLANK, QuotedCellFinder, quoteOf, TAB } from '../csv/quoted-cell.js';
import type { ByteView, Dialect } from '../csv/record-shape.js';

export class CellTexts {
  readonly #delimiter: number;
  readonly #quote: string;
  readonly #finder: QuotedCellFinder;
  readonly #hasPairs: boolean;
  readonly #hasEscapes: boolean;

  constructor(dialect: Dialect & { readonly quoting: Quoting }) {
    this.#delimiter = dialect.delimiter.charCodeAt(0);
    this.#quote = String.fromCharCode(quoteOf(dialect.quoting));
    this.#finder = new QuotedCellFinder(this.#delimiter, lineEndByte(dialect.lineEnd), dialect.quoting);
    this.#hasPairs = dialect.lineEnd === 'crlf';
    this.#hasEscapes = dialect.quoting === 'backslash';
  }

  /** @param end of a record in which the scanner found no fault */
  read(bytes: Buffer, start: number, end: number): string[] {
    const view = { bytes, length: end, atEnd: true };
    const cells: string[] = [];
    for (let from = start; from <= end;) {
      const quoted = this.#quotedEnd(view, from);
      const to = quoted ?? this.#plainEnd(bytes, from, end);
      cells.push(quoted === undefined ? this.#plain(bytes, from, to) : this.#quoted(bytes, from, to));
      from = to + 1;
    }
    return cells;
  }

  /** Undefined where the cell does not begin with a quote. */
  #quotedEnd(view: ByteView, from: number): number | undefined {
    const open = this.#firstOf(view.bytes, from);
    if (open >= view.length || view.bytes[open] !== this.#quote.charCodeAt(0)) return undefined;
    const end = this.#finder.find(view, open, this.#hasPairs);
    return typeof end === 'string' ? undefined : Math.min(end, view.length);
  }

  #firstOf(bytes: Buffer, from: number): number {
    let at = from;
    while (bytes[at] !== this.#delimiter && (bytes[at] === BLANK || bytes[at] === TAB)) at++;
    return at;
  }

  #plainEnd(bytes: Buffer, from: number, end: number): number {
    let at = from;
    for (; at < end && bytes[at] !== this.#delimiter; at++) {
      if (this.#hasEscapes && bytes[at] === BACKSLASH) at++;
    }
    return Math.min(at, end);
  }

  /** The text of the quoted cell that the finder found last. */
  #quoted(bytes: Buffer, from: number, to: number): string {
    const { kind, close } = this.#finder;
    if (kind === 'literal') return bytes.toString('utf8', from, to);
    const text = bytes.toString('utf8', this.#firstOf(bytes, from) + 1, close);
    if (kind === 'bare quotes') return text;
    return this.#hasEscapes
      ? text.replace(/\\([\s\S])|""/g, unescaped)
      : text.replaceAll(this.#quote + this.#quote, this.#quote);
  }

  #plain(bytes: Buffer, from: number, to: number): string {
    const text = bytes.toString('utf8', from, to);
    return this.#hasEscapes ? text.replace(/\\([\s\S])/g, unescaped) : text;
  }
}

/**
 * Letters and digits keep their backslash: \N stands for a missing value, and the meaning of
 *  is not certain.
 */
function unescaped(escape: string, character: string | undefined): string {
  if (character === undefined) return '"';
  return /[A-Za-z0-9]/.test(character) ? escape : character;
}
