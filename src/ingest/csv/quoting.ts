// Judges what quotes and backslashes mean in a list by a part of it: the right reading is the one in which the records
// have the header's columns. It knows bytes alone.

import type { Beginning, WholeDialect } from './first-records.js';
import type { Quoting } from '../list.js';
import { BACKSLASH, QUOTE, SINGLE_QUOTE } from './quoted-cell.js';
import type { Dialect } from './record-shape.js';
import { TolerantScanner, type Columns } from './tolerant-scanner.js';

/** The share of records that must have their name in single quotes; the header may have none. */
const NAMED_SHARE = 0.5;

/** @param beginning of the list, from its header on */
export function detectQuoting(beginning: Beginning, dialect: Dialect, columns: Columns): Quoting {
  const { bytes } = beginning;
  const hasQuotes = bytes.includes(QUOTE);
  const hasBackslashes = bytes.includes(BACKSLASH);
  const hasSingle = bytes.includes(SINGLE_QUOTE);
  if (!hasQuotes && !hasBackslashes && !hasSingle) return 'standard';
  const standard = judge(beginning, { ...dialect, quoting: 'standard' }, columns);
  if (hasSingle && standard.quoted === 0) {
    const single = judge(beginning, { ...dialect, quoting: 'single' }, columns);
    if (single.named >= single.records * NAMED_SHARE) return 'single';
  }
  if (hasBackslashes) {
    const backslash = judge(beginning, { ...dialect, quoting: 'backslash' }, columns);
    if (backslash.sound > standard.sound) return 'backslash';
  }
  if (standard.broken === 0 || standard.quoted > 0) return 'standard';
  const none = judge(beginning, { ...dialect, quoting: 'none' }, columns);
  return none.sound === none.records && none.records === standard.records ? 'none' : 'standard';
}

/** Whether the list's beginning speaks for a quoting as much as for the standard. */
export function isAsSound(
  beginning: Beginning,
  quoting: Quoting,
  dialect: Dialect,
  columns: Columns,
): boolean {
  const standard = judge(beginning, { ...dialect, quoting: 'standard' }, columns);
  return judge(beginning, { ...dialect, quoting }, columns).sound >= standard.sound;
}

interface Judgement {
  readonly records: number;
  /** Records that have the header's columns, apart from empty ones at the end, and no stray quote. */
  readonly sound: number;
  readonly broken: number;
  /** Records with a properly quoted cell. */
  readonly quoted: number;
  /**
   * Records with a name in single quotes. A leading apostrophe alone, with which spreadsheets mark text, does not
   * count.
   */
  readonly named: number;
}

function judge({ bytes, isWhole, from }: Beginning, dialect: WholeDialect, columns: Columns): Judgement {
  const scanner = new TolerantScanner(dialect, columns);
  const view = { bytes, length: bytes.length, atEnd: isWhole };
  const count = { records: 0, sound: 0, broken: 0, quoted: 0, named: 0 };
  for (let at = from; at < bytes.length;) {
    const shape = scanner.scan(view, at);
    if (shape === 'more') break;
    if (shape.end > at) {
      const isStray = shape.irregular === 'stray';
      count.records++;
      if (shape.fault !== undefined) count.broken++;
      else if (!isStray && hasColumns(bytes.subarray(at, shape.end), shape.cells, dialect, columns))
        count.sound++;
      if (shape.quoted && !isStray) {
        count.quoted++;
        if (dialect.quoting === 'single' && isNameQuoted(bytes.subarray(at, shape.end), dialect, columns))
          count.named++;
      }
    }
    at = shape.next;
  }
  return count;
}

function isNameQuoted(record: Buffer, { delimiter }: Dialect, { nameColumn }: Columns): boolean {
  const cells = record.toString('latin1').split(delimiter);
  return /^\s*'.+'\s*$/s.test(cells[nameColumn] ?? '');
}

function hasColumns(record: Buffer, cells: number, { delimiter }: Dialect, columns: Columns): boolean {
  const { columnCount, nameColumn, idColumn } = columns;
  if (cells <= columnCount) return cells > Math.max(nameColumn, idColumn);
  const last = record
    .toString('latin1')
    .split(delimiter)
    .slice(columnCount - cells);
  return last.every((cell) => /^[\s"']*$/.test(cell));
}
