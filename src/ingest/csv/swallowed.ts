// Whether what is read as one record over several lines is rather several records, the first of which has opened a quote
// that another has closed: one person's number must never get to another's name. It knows texts and columns, not bytes.

import {
  cleanNumber,
  FORGIVING,
  hasNumberForm,
  LONGEST_WRITTEN_NUMBER,
} from '../../domain/identity-number.js';
import type { ListFormat } from '../list.js';

type Columns = Pick<ListFormat, 'columnCount' | 'nameColumn' | 'idColumn'>;

const BLANK_OR_QUOTE = /[\s"]/;

/** Lines that are read as one record. */
export interface LongRecord {
  /** The lines as the list has them. */
  readonly lines: readonly string[];
  readonly delimiter: string;
  readonly quote: string;
  /** Whether a line ends between the name and the number. */
  readonly breaksBetween: boolean;
  /** Whether all its quotes are where they may stand, and its cells are as many as the header's. */
  readonly isSound: boolean;
}

/**
 * Within a sound record, a line that resembles a record only in part proves nothing: it may be the end of a cell and
 * the cells behind it. So it has to be a whole record by itself.
 */
export function isSeveralRecords(record: LongRecord, columns: Columns): boolean {
  const { lines, delimiter, breaksBetween, isSound } = record;
  const { nameColumn, idColumn } = columns;
  const split = lines.map((line) => line.split(delimiter));
  const likeRecords = split.map((cells) => isComplete(cells[nameColumn]) && isComplete(cells[idColumn]));
  // The first line may be a record whose number is wrong or missing; those behind it have to show that they are records.
  const withNumber = split.map(
    (cells, at) => isNumber(cells[idColumn] ?? '') || (at === 0 && likeRecords[0] === true),
  );
  return [withNumber, breaksBetween ? likeRecords : []].some(
    (found) =>
      found.filter(Boolean).length > 1 &&
      (!isSound || lines.some((line, at) => at > 0 && found[at] === true && isWhole(line, record, columns))),
  );
}

/** Whether a line by itself has all cells of a record. A quoted cell counts as one if it ends on the line. */
function isWhole(line: string, { delimiter, quote }: LongRecord, { columnCount }: Columns): boolean {
  let cells = 1;
  for (let at = 0; ; cells++) {
    const close = line[at] === quote ? closingQuote(line, at, quote) : -1;
    const isQuoted = close >= 0 && (close + 1 === line.length || line[close + 1] === delimiter);
    const end = line.indexOf(delimiter, isQuoted ? close + 1 : at);
    if (end < 0) return cells >= columnCount;
    at = end + 1;
  }
}

/** The first quote behind `open` that is not doubled; -1 where there is none. */
function closingQuote(line: string, open: number, quote: string): number {
  let at = line.indexOf(quote, open + 1);
  while (at >= 0 && line[at + 1] === quote) at = line.indexOf(quote, at + 2);
  return at;
}

/** Whether a part of a line is there, and no quote in it waits for another. */
function isComplete(part: string | undefined): boolean {
  return part !== undefined && part.split('"').length % 2 === 1;
}

/** Whether the cell is an identity number, or was one; quotes around it don't matter here. */
export function isNumber(cell: string): boolean {
  if (cell.length > LONGEST_WRITTEN_NUMBER) return false;
  return hasNumberForm(cleanNumber(bared(cell), FORGIVING).number);
}

/** Searches without a pattern, because a pattern would not take linear time. */
function bared(cell: string): string {
  let from = 0;
  let to = cell.length;
  while (from < to && BLANK_OR_QUOTE.test(cell.charAt(from))) from++;
  while (to > from && BLANK_OR_QUOTE.test(cell.charAt(to - 1))) to--;
  return cell.slice(from, to);
}
