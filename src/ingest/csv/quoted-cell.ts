// Where a cell ends that begins with a quote, and what its text is. It knows a list's quotes and escapes on bytes; of the
// record around the cell it knows nothing.

import { CR, LF } from './line-end.js';
import type { Quoting } from '../list.js';
import { MAX_QUOTED_BYTES, MAX_QUOTED_LINES, type ByteView, type Fault } from './record-shape.js';

export const QUOTE = 0x22;
export const SINGLE_QUOTE = 0x27;
export const BACKSLASH = 0x5c;
export const BLANK = 0x20;
export const TAB = 0x09;

/**
 * `plain`: its text stands there as it is. `quoted`: between its quotes. `bare quotes`: between the first and the last,
 * with quotes inside that somebody has forgotten to double. `literal`: quotes and all.
 */
export type CellKind = 'plain' | 'quoted' | 'bare quotes' | 'literal';

/** The character in which cells are quoted. */
export function quoteOf(quoting: Quoting): number {
  return quoting === 'single' ? SINGLE_QUOTE : QUOTE;
}

/** Finds the end of a quoted cell. Its fields describe the cell that was found last. */
export class QuotedCellFinder {
  kind: Exclude<CellKind, 'plain'> = 'quoted';
  /** The offset of the closing quote; of a literal cell, its end. */
  close = 0;
  /** How many line breaks are in the cell. */
  breaks = 0;
  hasEscapes = false;
  readonly #delimiter: number;
  readonly #lineEnd: number;
  readonly #escape: number;
  readonly #quote: number;

  constructor(delimiter: number, lineEnd: number, quoting: Quoting) {
    this.#delimiter = delimiter;
    this.#lineEnd = lineEnd;
    this.#quote = quoteOf(quoting);
    this.#escape = quoting === 'backslash' ? BACKSLASH : -1;
  }

  /**
   * A quote that is not doubled closes the cell where a delimiter or a line end follows, with blanks between or not.
   * Where something else follows, a quote inside was not doubled, or the cell is not quoted at all.
   *
   * @param open the place of the quote by which it begins
   * @param isFeedInCell whether a lone LF is part of its cell
   * @returns the place of the delimiter or line end behind it, or the end of the list
   */
  find(view: ByteView, open: number, isFeedInCell: boolean): number | Fault | 'more' {
    const close = this.#closing(view, open);
    if (typeof close === 'string') return close === 'more' ? 'more' : this.#onItsLine(view, open, close);
    const end = this.#endAfter(view, close + 1, isFeedInCell);
    if (end === undefined) return this.#onItsLine(view, open, 'stray quote');
    this.kind = 'quoted';
    this.close = close;
    return end;
  }

  /** The first quote that is neither doubled nor escaped. */
  #closing(view: ByteView, open: number): number | Fault | 'more' {
    const { bytes, length, atEnd } = view;
    this.breaks = 0;
    this.hasEscapes = false;
    let at = open + 1;
    for (; at < length; at++) {
      const byte = bytes[at];
      if (byte === this.#lineEnd) {
        this.breaks++;
      } else if (byte === this.#escape) {
        this.hasEscapes = true;
        if (bytes[at + 1] !== this.#lineEnd) at++;
      } else if (byte === this.#quote) {
        if (at + 1 >= length || bytes[at + 1] !== this.#quote) break;
        at++;
      }
      if (this.breaks > MAX_QUOTED_LINES || at - open > MAX_QUOTED_BYTES) return 'quote never closed';
    }
    if (at < length) return at;
    return atEnd ? 'quote never closed' : 'more';
  }

  /** The end of a cell whose quote was closed before `from`; undefined where it doesn't end there. */
  #endAfter(view: ByteView, from: number, isFeedInCell: boolean): number | 'more' | undefined {
    const { bytes, length, atEnd } = view;
    let at = from;
    while (at < length && this.#isBlank(bytes[at])) at++;
    if (at >= length) return atEnd ? at : 'more';
    const byte = bytes[at];
    if (byte === this.#delimiter) return at;
    if (byte === this.#lineEnd) return isFeedInCell && bytes[at - 1] !== CR ? undefined : at;
    if (this.#lineEnd !== LF || byte !== CR) return undefined;
    if (at + 1 >= length) return atEnd ? at + 1 : 'more';
    return bytes[at + 1] === LF ? at + 1 : undefined;
  }

  /**
   * Up to the next delimiter or line end. Quotes in pairs belong to the text, as in "小明"的店. A single one more, or two
   * at the end, are those around a cell in which somebody has forgotten to double quotes. Any other may have been meant
   * to close elsewhere: nobody can say where the cell ends.
   */
  #onItsLine(view: ByteView, open: number, fault: Fault): number | Fault | 'more' {
    const { bytes, length, atEnd } = view;
    let quotes = 0;
    let end = open;
    for (; end < length && bytes[end] !== this.#delimiter && bytes[end] !== this.#lineEnd; end++) {
      if (bytes[end] === this.#quote) quotes++;
    }
    if (end >= length && !atEnd) return end - open > MAX_QUOTED_BYTES ? fault : 'more';
    this.breaks = 0;
    this.hasEscapes = false;
    const last = this.#lastOf(bytes, open, end);
    const endsQuoted = last > open + 1 && bytes[last] === this.#quote;
    if (endsQuoted && (quotes % 2 === 1 || bytes[last - 1] === this.#quote)) {
      this.kind = 'bare quotes';
      this.close = last;
      return end;
    }
    this.kind = 'literal';
    this.close = end;
    return quotes % 2 === 0 ? end : fault;
  }

  /** The last byte before `end` that is neither a blank nor of the line end. */
  #lastOf(bytes: Buffer, from: number, end: number): number {
    let at = end - 1;
    while (at > from && (this.#isBlank(bytes[at]) || bytes[at] === CR)) at--;
    return at;
  }

  #isBlank(byte: number | undefined): boolean {
    return (byte === BLANK || byte === TAB) && byte !== this.#delimiter;
  }
}
