// Whether what is read as one record over several lines is rather several records, the first of which has opened a quote
// that another has closed: one person's number must never get to another's name. It knows texts and columns, not bytes.

import { cleanNumber, FORGIVING, hasNumberForm, LONGEST_WRITTEN_NUMBER } from '../domain/identity-number.js';
import type { ListFormat } from './list.js';

type Columns = Pick<ListFormat, 'nameColumn' | 'idColumn'>;

/**
 * @param lines of the record, as they stand in the list
 * @param isBetween whether a line ends between the name and the number
 */
export function isSeveralRecords(
  lines: readonly string[],
  delimiter: string,
  { nameColumn, idColumn }: Columns,
  isBetween: boolean,
): boolean {
  const split = lines.map((line) => line.split(delimiter));
  const withNumber = split.filter((cells) => isNumber(cells[idColumn] ?? ''));
  if (withNumber.length > 1) return true;
  const likeRecords = split.filter((cells) => isComplete(cells[nameColumn]) && isComplete(cells[idColumn]));
  return isBetween && likeRecords.length > 1;
}

/** Whether a part of a line is there, and no quote in it waits for another. */
function isComplete(part: string | undefined): boolean {
  return part !== undefined && part.split('"').length % 2 === 1;
}

/** Whether it is an identity number, or was one; quotes around it don't matter here. */
export function isNumber(cell: string): boolean {
  if (cell.length > LONGEST_WRITTEN_NUMBER) return false;
  return hasNumberForm(cleanNumber(cell.replace(/^[\s"]+|[\s"]+$/g, ''), FORGIVING).number);
}
