// What quotes and backslashes mean in a list, judged by a part of it: that reading is right with which the records have
// the header's columns. It knows bytes alone.

import type { Beginning, WholeDialect } from './first-records.js';
import type { Quoting } from './list.js';
import { BACKSLASH, QUOTE } from './quoted-cell.js';
import type { Dialect } from './record-shape.js';
import { TolerantScanner, type Columns } from './tolerant-scanner.js';

/** @param beginning from the header on */
export function detectQuoting(beginning: Beginning, dialect: Dialect, columns: Columns): Quoting {
  const { bytes } = beginning;
  const hasQuotes = bytes.includes(QUOTE);
  const hasBackslashes = bytes.includes(BACKSLASH);
  if (!hasQuotes && !hasBackslashes) return 'standard';
  const standard = judge(beginning, { ...dialect, quoting: 'standard' }, columns);
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
  /** With the header's columns, but for empty ones at the end, and no quote out of its place. */
  readonly sound: number;
  readonly broken: number;
  /** With a cell that is quoted as it should be. */
  readonly quoted: number;
}

function judge({ bytes, isWhole, from }: Beginning, dialect: WholeDialect, columns: Columns): Judgement {
  const scanner = new TolerantScanner(dialect, columns);
  const view = { bytes, length: bytes.length, atEnd: isWhole };
  const count = { records: 0, sound: 0, broken: 0, quoted: 0 };
  for (let at = from; at < bytes.length;) {
    const shape = scanner.scan(view, at);
    if (shape === 'more') break;
    if (shape.end > at) {
      const isStray = shape.irregular === 'stray';
      count.records++;
      if (shape.fault !== undefined) count.broken++;
      else if (!isStray && hasColumns(bytes.subarray(at, shape.end), shape.cells, dialect, columns))
        count.sound++;
      if (shape.quoted && !isStray) count.quoted++;
    }
    at = shape.next;
  }
  return count;
}

function hasColumns(record: Buffer, cells: number, { delimiter }: Dialect, columns: Columns): boolean {
  const { columnCount, nameColumn, idColumn } = columns;
  if (cells <= columnCount) return cells > Math.max(nameColumn, idColumn);
  const last = record
    .toString('latin1')
    .split(delimiter)
    .slice(columnCount - cells);
  return last.every((cell) => /^[\s"]*$/.test(cell));
}
