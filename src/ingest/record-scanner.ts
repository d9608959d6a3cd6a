// Where one record of a list ends, found on its bytes. It knows quotes, delimiters, line ends and the limits that
// keep a broken record from swallowing the rows after it; it knows neither files nor what the cells mean.

import type { LineEnd } from './list.js';

export interface Dialect {
  /** One ASCII character other than the quote and the line ends. */
  readonly delimiter: string;
  readonly lineEnd: LineEnd;
}

export type Fault = 'stray quote' | 'quote never closed' | 'line breaks and wrong columns' | 'too long';

export interface RecordShape {
  /** Offset after the record's last byte, its line end not counted. */
  readonly end: number;
  /** Offset at which the next record begins. */
  readonly next: number;
  /** How many lines of the file the record takes. */
  readonly lines: number;
  readonly cells: number;
  /** Whether any cell is quoted: then its text has to be parsed, not only split. */
  readonly quoted: boolean;
  /** Set where the record is broken. It then is its first line alone, and reading goes on with the second. */
  readonly fault: Fault | undefined;
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
const LF = 0x0a;
const CR = 0x0d;

/**
 * Reads the record that begins at `start`. A cell is quoted if it begins with a quote, and ends at the next quote
 * that is not doubled; after that only a delimiter or a line end may stand, and no other cell may hold a quote.
 *
 * @param columns the number of cells expected; a record over several lines with another number is a fault
 * @param atEnd whether no bytes come after `length`
 */
export function scanRecord(
  bytes: Uint8Array,
  start: number,
  length: number,
  atEnd: boolean,
  dialect: Dialect,
  columns: number | undefined,
): Scan {
  const delimiter = dialect.delimiter.charCodeAt(0);
  const lineEnd = dialect.lineEnd === 'lf' ? LF : CR;
  let at = start;
  let cells = 1;
  let lines = 1;
  let quoted = false;
  let cellStarts = true;
  for (; at < length; at++) {
    const byte = bytes[at];
    if (byte === delimiter) {
      cells++;
      cellStarts = true;
    } else if (byte === lineEnd) {
      break;
    } else if (byte === QUOTE) {
      if (!cellStarts) return firstLine(bytes, start, length, atEnd, lineEnd, 'stray quote');
      const close = closingQuote(bytes, at, length, lineEnd);
      if (close.at === length && !atEnd && length - start <= MAX_RECORD_BYTES) return 'more';
      if (close.at < 0 || close.at === length) {
        return firstLine(bytes, start, length, atEnd, lineEnd, 'quote never closed');
      }
      quoted = true;
      lines += close.lines;
      at = close.at;
      cellStarts = false;
      const after = afterQuote(bytes, at + 1, length, atEnd, delimiter, lineEnd);
      if (after === 'more') return 'more';
      if (after === 'junk') return firstLine(bytes, start, length, atEnd, lineEnd, 'stray quote');
    } else {
      cellStarts = false;
    }
  }
  if (at - start > MAX_RECORD_BYTES) return firstLine(bytes, start, length, atEnd, lineEnd, 'too long');
  if (lines > 1 && columns !== undefined && cells !== columns && (at < length || atEnd)) {
    return firstLine(bytes, start, length, atEnd, lineEnd, 'line breaks and wrong columns');
  }
  const ending = lineEnding(bytes, start, at, length, atEnd, lineEnd);
  return ending === 'more' ? 'more' : { ...ending, lines, cells, quoted, fault: undefined };
}

/** The first line end at or after `start` of the bytes given; undefined where there is none. */
export function findLineEnd(
  bytes: Uint8Array,
  start: number,
  length: number,
  lineEnd: LineEnd,
): number | undefined {
  const at = bytes.indexOf(lineEnd === 'lf' ? LF : CR, start);
  return at < 0 || at >= length ? undefined : at;
}

function firstLine(
  bytes: Uint8Array,
  start: number,
  length: number,
  atEnd: boolean,
  lineEnd: number,
  fault: Fault,
): Scan {
  const found = bytes.indexOf(lineEnd, start);
  const at = found < 0 || found > length ? length : found;
  if (at === length && !atEnd && length - start > MAX_RECORD_BYTES) {
    return { end: at, next: at, lines: 0, cells: 0, quoted: false, fault: 'too long' };
  }
  const ending = lineEnding(bytes, start, at, length, atEnd, lineEnd);
  return ending === 'more' ? 'more' : { ...ending, lines: 1, cells: 0, quoted: false, fault };
}

/** Where the record and its line end stop, given the place of the line-end byte (or the end of the bytes). */
function lineEnding(
  bytes: Uint8Array,
  start: number,
  at: number,
  length: number,
  atEnd: boolean,
  lineEnd: number,
): { end: number; next: number } | 'more' {
  if (at === length && !atEnd) return 'more';
  if (lineEnd === LF) {
    const end = at > start && bytes[at - 1] === CR ? at - 1 : at;
    return { end, next: Math.min(at + 1, length) };
  }
  if (at + 1 >= length && !atEnd) return 'more';
  const next = bytes[at + 1] === LF && at + 1 < length ? at + 2 : at + 1;
  return { end: at, next: Math.min(next, length) };
}

/** The quote that closes the cell opened at `open`: `length` where none is in sight, -1 beyond the limits. */
function closingQuote(
  bytes: Uint8Array,
  open: number,
  length: number,
  lineEnd: number,
): { at: number; lines: number } {
  const limit = open + MAX_QUOTED_BYTES;
  let lines = 0;
  for (let at = open + 1; at < length; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) {
      if (at + 1 >= length || bytes[at + 1] !== QUOTE) return { at, lines };
      at++;
    } else if (byte === lineEnd) {
      lines++;
      if (lines > MAX_QUOTED_LINES) return { at: -1, lines };
    }
    if (at > limit) return { at: -1, lines };
  }
  return { at: length, lines };
}

function afterQuote(
  bytes: Uint8Array,
  at: number,
  length: number,
  atEnd: boolean,
  delimiter: number,
  lineEnd: number,
): 'sound' | 'junk' | 'more' {
  if (at >= length) return atEnd ? 'sound' : 'more';
  const byte = bytes[at];
  if (byte === delimiter || byte === lineEnd) return 'sound';
  if (lineEnd !== LF || byte !== CR) return 'junk';
  if (at + 1 >= length) return atEnd ? 'sound' : 'more';
  return bytes[at + 1] === LF ? 'sound' : 'junk';
}
