// Which of a list's first records is the header: titles, dates of an export and remarks may stand above it. It knows
// records and the names of columns; how records are read is not its business.

import { UserError } from '../../domain/user-error.js';
import { candidatesFor, findColumn, isKnownHeader, type Role } from '../column-names.js';
import type { FirstRecord } from './first-records.js';
import { isPlausibleNumber } from '../plausible-number.js';
import { isNumber } from './swallowed.js';

/** How many records are searched for a header. */
const RECORDS_LOOKED_AT = 20;

export interface HeaderRequest {
  readonly nameColumn?: string | undefined;
  readonly idColumn?: string | undefined;
  /** The header's row as a spreadsheet counts, from 1. */
  readonly headerRow?: number | undefined;
  /** The list's name in messages. */
  readonly sourceName: string;
}

export interface FoundHeader {
  readonly record: FirstRecord;
  readonly nameColumn: number;
  readonly idColumn: number;
}

/**
 * The record in which both columns are found, the one at the row asked for, or else the first of all.
 *
 * @throws UserError with the header as it was read and the option to use
 */
export function findHeader(records: Iterable<FirstRecord>, request: HeaderRequest): FoundHeader {
  const record =
    request.headerRow === undefined
      ? likeliest(records, request)
      : atRow(records, request, request.headerRow);
  refusePersonIn(record, request.sourceName);
  return { record, ...columnsOf(record.cells, record.cells.length, request) };
}

/** @param header undefined where the list has none */
export function columnsOf(
  header: readonly string[] | undefined,
  columnCount: number,
  { nameColumn: name, idColumn: id, sourceName }: HeaderRequest,
): { nameColumn: number; idColumn: number } {
  const nameColumn = findColumn('name', header, columnCount, name, sourceName);
  const idColumn = findColumn('id', header, columnCount, id, sourceName);
  if (nameColumn !== idColumn) return { nameColumn, idColumn };
  throw new UserError('invalid-options', ({ listErrors }) =>
    listErrors.bothInOne({ source: sourceName, column: nameColumn + 1 }),
  );
}

function likeliest(records: Iterable<FirstRecord>, request: HeaderRequest): FirstRecord {
  const { sourceName } = request;
  const first: FirstRecord[] = [];
  for (const record of records) {
    if (first.push(record) >= RECORDS_LOOKED_AT) break;
  }
  const header = first.find((record) => isHeader(record, request));
  if (header !== undefined) {
    refusePeopleAbove(first, header, sourceName);
    return header;
  }
  // No record has both columns, so the message is about the record that comes nearest.
  const nearest = asksForNumbers(request)
    ? undefined
    : first.find(({ cells, isBroken }) => !isBroken && cells.some(isKnownHeader));
  return nearest ?? firstOf(first, request);
}

/** @throws UserError where there is no first record, or it can't be read */
export function firstOf(records: Iterable<FirstRecord>, { sourceName }: HeaderRequest): FirstRecord {
  for (const record of records) {
    refuseBroken(record, 'brokenFirst', sourceName);
    return record;
  }
  throw new UserError('unreadable-list', ({ listErrors }) => listErrors.empty({ source: sourceName }));
}

/** Columns asked for by their numbers are no sign of a header: any record has them. */
function isHeader({ cells, isBroken }: FirstRecord, { nameColumn, idColumn }: HeaderRequest): boolean {
  if (isBroken) return false;
  const name = onlyColumn('name', cells, nameColumn);
  const id = onlyColumn('id', cells, idColumn);
  return name !== undefined && id !== undefined && name !== id;
}

function onlyColumn(role: Role, cells: readonly string[], asked: string | undefined): number | undefined {
  const [only, ...others] = candidatesFor(role, cells, cells.length, asked);
  if (only === undefined || others.length > 0) return undefined;
  const isByNumber = asked !== undefined && isNumeral(asked) && cells[only]?.trim() !== asked;
  return isByNumber && !isKnownHeader(cells[only] ?? '') ? undefined : only;
}

function isNumeral(asked: string | undefined): boolean {
  return asked !== undefined && /^\d{1,6}$/.test(asked);
}

function asksForNumbers({ nameColumn, idColumn }: HeaderRequest): boolean {
  return isNumeral(nameColumn) && isNumeral(idColumn);
}

/** Refuses a list with people above the header: they would be left out silently. */
function refusePeopleAbove(first: readonly FirstRecord[], header: FirstRecord, sourceName: string): void {
  const person = first.find(
    ({ row, cells }) => row < header.row && cells.flatMap(partsOf).some(isPlausibleNumber),
  );
  if (person === undefined) return;
  throw new UserError('unclear-list', ({ listErrors }) =>
    listErrors.personAbove({ source: sourceName, header: header.row, person: person.row }),
  );
}

/** The parts of a cell: with a wrong delimiter or wrong quotes a cell holds a whole line or more. */
function partsOf(cell: string): string[] {
  return cell.split(/[\r\n,;\t|]/);
}

/** Refuses a list whose header holds a person, as when its quotes or line ends were misjudged. */
function refusePersonIn({ row, cells }: FirstRecord, sourceName: string): void {
  if (!cells.flatMap(partsOf).some(isNumber)) return;
  throw new UserError('unclear-list', ({ listErrors }) =>
    listErrors.personInHeader({ source: sourceName, row }),
  );
}

function atRow(records: Iterable<FirstRecord>, { sourceName }: HeaderRequest, wanted: number): FirstRecord {
  for (const record of records) {
    if (record.row < wanted) continue;
    if (record.row > wanted) break;
    refuseBroken(record, 'brokenHeader', sourceName);
    return record;
  }
  throw new UserError('unclear-list', ({ listErrors }) =>
    listErrors.nothingOnLine({ source: sourceName, line: wanted }),
  );
}

function refuseBroken(
  { line, isBroken }: FirstRecord,
  what: 'brokenHeader' | 'brokenFirst',
  sourceName: string,
): void {
  if (!isBroken) return;
  throw new UserError('unclear-list', ({ listErrors }) => listErrors[what]({ source: sourceName, line }));
}
