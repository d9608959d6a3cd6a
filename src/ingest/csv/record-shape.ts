// The shape of a record within its bytes: its bounds, cells and faults, and the limits that it has to keep. It does not
// know how records are found.

import { LF, type ObservedLineEnd } from './line-end.js';
import type { Quoting } from '../list.js';

export interface Dialect {
  /** One ASCII character other than the quote and the line ends. */
  readonly delimiter: string;
  readonly lineEnd: ObservedLineEnd;
  /** Undefined: the list is read strictly. */
  readonly quoting?: Quoting | undefined;
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
  /**
   * Set where the bytes between two delimiters are not the cell's text, with or without quotes around them. `padded`:
   * blanks around quotes, or escapes; `stray`: a cell begins with a quote that is not closed as it should be.
   */
  readonly irregular: 'padded' | 'stray' | undefined;
  /** Set where the record is broken. The record then is its first line alone, and reading goes on with the second. */
  readonly fault: Fault | undefined;
}

/** A record and where it stands in the bytes in memory. */
export interface ScannedRecord {
  /** Where it begins in the bytes in memory. */
  readonly start: number;
  /** The line on which it begins, counted by line ends. */
  readonly line: number;
  /** The line by which people find it: a spreadsheet's row, where the list came as a workbook. */
  readonly shownLine: number;
  readonly shape: RecordShape;
}

/** `more`: the record's end lies beyond the bytes given. */
export type Scan = RecordShape | 'more';

/** Finds where records end, and where the cells of one stand. */
export interface Scanner {
  readonly scan: (view: ByteView, start: number) => Scan;
}

/** The longest record, without its line end. */
export const MAX_RECORD_BYTES = 1 << 20;
/** The longest quoted cell: what Excel's longest cell (32,767 characters) takes, with space for doubled quotes. */
export const MAX_QUOTED_BYTES = 1 << 17;
/**
 * The most line breaks in a quoted cell, which is Excel's own limit. A quote that is open for longer is taken for a
 * stray one.
 */
export const MAX_QUOTED_LINES = 253;

/** The bytes in memory; none come after `length` where `atEnd`. */
export interface ByteView {
  readonly bytes: Buffer;
  readonly length: number;
  readonly atEnd: boolean;
}

/**
 * Of two readings of a record in a list of CRLF, the one to believe: the wider one, in which a lone LF is part of its cell,
 * where that is sound.
 *
 * @param columns the number of cells expected
 */
export function narrowerOrWider(bytes: Buffer, narrower: RecordShape, wider: Scan, columns: number): Scan {
  if (wider === 'more') return 'more';
  const isSound = wider.fault === undefined && wider.cells === columns;
  return isSound && bytes[wider.end - 1] !== LF ? wider : narrower;
}

/** In a list of CRLF: whether a lone LF may have ended the record: at its end, or after a quoted cell that has line breaks itself. */
export function mayEndTooEarly({ fault, next, end }: RecordShape): boolean {
  return fault === undefined ? next - end === 1 : fault === 'lines and columns';
}
