// The first records of a list with their cells, read from its beginning in memory before anything is known of its columns.
// It knows bytes and a dialect; which of the records is the header is not its business.

import { isUtf8 } from 'node:buffer';
import { CellTexts } from '../xlsx/cell-texts.js';
import type { Quoting } from '../list.js';
import type { Dialect } from './record-shape.js';
import { TolerantScanner } from './tolerant-scanner.js';

export interface Place {
  readonly byteStart: number;
  readonly line: number;
}

export interface FirstRecord extends Place {
  /** The row in which a spreadsheet shows the record, from 1: blank lines count, line breaks inside cells don't. */
  readonly row: number;
  /** Where the next record begins. */
  readonly next: Place;
  readonly cells: readonly string[];
  /** Whether the record can't be read. */
  readonly isBroken: boolean;
  /** Whether its cells have quotes that are not doubled. */
  readonly hasStrayQuotes: boolean;
}

export interface Beginning {
  readonly bytes: Buffer;
  /** Whether these bytes are the whole list. */
  readonly isWhole: boolean;
  /**
   * Where the first record begins: after a byte-order mark, and after lines above the table that are meant for
   * programs.
   */
  readonly from: number;
  /** The line of the first record. */
  readonly line: number;
}

export type WholeDialect = Dialect & { readonly quoting: Quoting };

/** Yields the records of the beginning without blank lines, until one continues beyond it. */
export function* firstRecords(beginning: Beginning, dialect: WholeDialect): Generator<FirstRecord> {
  const { bytes, isWhole, from } = beginning;
  const view = { bytes, length: bytes.length, atEnd: isWhole };
  const scanner = new TolerantScanner(dialect, undefined);
  const texts = new CellTexts(dialect);
  let { line } = beginning;
  let row = line;
  for (let at = from; at < bytes.length;) {
    const shape = scanner.scan(view, at);
    if (shape === 'more' || shape.lines === 0) return;
    const next = { byteStart: shape.next, line: line + shape.lines };
    const isBroken = shape.fault !== undefined || !isUtf8(bytes.subarray(at, shape.end));
    const cells = isBroken ? [bytes.toString('utf8', at, shape.end)] : texts.read(bytes, at, shape.end);
    const hasStrayQuotes = shape.irregular === 'stray';
    if (!isBlank(cells)) yield { row, byteStart: at, line, next, cells, isBroken, hasStrayQuotes };
    row += 1;
    line = next.line;
    at = shape.next;
  }
}

/** Whether all cells are blank. The end mark of DOS counts as blank. */
function isBlank(cells: readonly string[]): boolean {
  return cells.length === 1 && (cells[0] ?? '').replaceAll('\u001A', '').trim() === '';
}
