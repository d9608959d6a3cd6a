// How a copied list is to be read: delimiter, line ends, header and columns, found on its first records.
// It reads the beginning of the file only, and knows nothing of the rows' fates.

import { open } from 'node:fs/promises';
import { UserError } from '../domain/user-error.js';
import type { CopiedList } from './copy-list.js';
import { DELIMITERS, detectDialect } from './csv/dialect.js';
import type { Encoding } from './encoding/encodings.js';
import { firstRecords, type Beginning, type Place, type WholeDialect } from './csv/first-records.js';
import { columnsOf, findHeader, firstOf } from './csv/header-row.js';
import { quotingOf } from './csv/later-quotes.js';
import { SheetRowCount } from './csv/sheet-row-count.js';
import type { ListFormat } from './list.js';
import { listName, type ListReading } from './list-source.js';
import { ownFormat } from './written-columns.js';
import type { Columns } from './csv/tolerant-scanner.js';
import { retold } from '../words/catalogue.js';

export interface FormatOptions {
  readonly encoding: Encoding;
  /** The sheet's name, where the list came as a workbook. */
  readonly sheet?: string | undefined;
  /** One ASCII character, or `\t` or `tab` spelt out. */
  readonly delimiter?: string | undefined;
  /** Header text, or the column's 1-based number. */
  readonly nameColumn?: string | undefined;
  readonly idColumn?: string | undefined;
  readonly header: boolean;
  /** The row in which a spreadsheet shows the header, from 1. */
  readonly headerRow?: number | undefined;
  /** Whether somebody says that the list is a file of outcomes. */
  readonly isOutcomes?: boolean | undefined;
  /** The list's name in messages. */
  readonly sourceName: string;
  /** Whether somebody has named the encoding; otherwise it was recognised from the bytes. */
  readonly isEncodingSure?: boolean;
}

/**
 * What `findFormat` needs to know of a copy, and of how the user wants the list read.
 *
 * @throws UserError where its encoding is not certain
 */
export function formatOptions(
  reading: ListReading,
  copied: Pick<CopiedList, 'encoding' | 'sheet' | 'refusal'>,
  file: string,
): FormatOptions {
  const { encoding, sheet, refusal } = copied;
  if (refusal !== undefined)
    throw new UserError('unclear-list', (words) =>
      words.listErrors.ofList({ source: listName(file), why: retold(refusal, words) }),
    );
  return {
    ...reading,
    ...(sheet === undefined ? {} : { delimiter: ',' }),
    encoding,
    sheet,
    isEncodingSure: reading.encoding !== undefined || encoding.startsWith('utf-16'),
    sourceName: `${listName(file)}${howRead(reading, copied)}`,
  };
}

/** Ways to read the list that may be wrong, for the message where no columns are found. */
function howRead(reading: ListReading, { encoding, sheet }: Pick<CopiedList, 'encoding' | 'sheet'>): string {
  if (sheet !== undefined)
    return reading.sheet === undefined ? `, sheet "${sheet}" (--sheet takes another)` : `, sheet "${sheet}"`;
  if (encoding === 'utf-8' || reading.encoding !== undefined) return '';
  return `, read as ${encoding} (--encoding takes another)`;
}

/** How much of the list the dialect is judged by: more than the longest record. */
const SAMPLE_BYTES = 1 << 21;
const MARK = Buffer.from([0xef, 0xbb, 0xbf]);
/** A line in which some exports tell spreadsheets their delimiter. */
const SEPARATOR_LINE = /^"?sep=([\t -~])"?(?:\r\n|\n|\r|$)/i;

/**
 * Finds delimiter, quoting, header and columns.
 *
 * @param path a copy made by `copyList`
 * @throws UserError with the header as it was read and the option to use
 */
export async function findFormat(path: string, options: FormatOptions): Promise<ListFormat> {
  const { sample, beginning, dialect } = await readBeginning(path, options);
  const written = { delimiter: dialect.delimiter, lineEnd: dialect.lineEnd === 'cr' ? 'cr' : 'lf' } as const;
  const standard = tableIn(beginning, { ...dialect, quoting: 'standard' }, options);
  const fromHeader = { ...beginning, from: standard.from };
  const quoting = await quotingOf(path, fromHeader, dialect, standard.columns);
  // With another quoting the header may have other cells.
  const { columns, header, headerRow, start } =
    quoting === 'standard' ? standard : tableIn(beginning, { ...dialect, quoting }, options);
  const { byteStart: firstByte } = start;
  const firstLine = options.sheet === undefined ? start.line : sheetRowAt(sample, firstByte);
  const format = {
    encoding: options.encoding,
    sheet: options.sheet,
    ...written,
    quoting,
    headerRow,
    header,
    ...columns,
    firstByte,
    firstLine,
  };
  return ownFormat(format, options.sourceName, options.isOutcomes);
}

/**
 * The beginning of a copy, and how its cells lie in it as far as that shows it.
 *
 * @throws UserError where the delimiter can be none, or the bytes are no text
 */
export async function readBeginning(path: string, options: FormatOptions) {
  const { sample, size } = await readSample(path);
  if (options.isEncodingSure !== true) refuseZeroBytes(sample, options.sourceName);
  const { beginning, separator } = beginningOf(sample, size <= sample.length);
  const asked = askedDelimiter(options) ?? separator;
  return { sample, beginning, dialect: detectDialect(beginning, asked, options.headerRow) };
}

/** The row of the spreadsheet that begins at the offset. */
function sheetRowAt(bytes: Buffer, offset: number): number {
  const count = new SheetRowCount(1);
  count.pass(bytes, 0, offset);
  return count.row;
}

interface Table {
  readonly columns: Columns;
  readonly header: readonly string[] | undefined;
  readonly headerRow: number | undefined;
  /** Where the header or, without one, the first record begins. */
  readonly from: number;
  /** Where the first row begins. */
  readonly start: Place;
}

function tableIn(beginning: Beginning, dialect: WholeDialect, options: FormatOptions): Table {
  const records = firstRecords(beginning, dialect);
  if (!options.header) {
    const first = firstOf(records, options);
    const columnCount = first.cells.length;
    const columns = { columnCount, ...columnsOf(undefined, columnCount, options) };
    return { columns, header: undefined, headerRow: undefined, from: first.byteStart, start: first };
  }
  const { record, nameColumn, idColumn } = findHeader(records, options);
  const { cells: header, row: headerRow, byteStart: from, next: start } = record;
  return { columns: { columnCount: header.length, nameColumn, idColumn }, header, headerRow, from, start };
}

function beginningOf(
  sample: Buffer,
  isWhole: boolean,
): { beginning: Beginning; separator: string | undefined } {
  const mark = sample.subarray(0, MARK.length).equals(MARK) ? MARK.length : 0;
  const found = SEPARATOR_LINE.exec(sample.toString('latin1', mark, mark + SEPARATOR_LINE_BYTES));
  const from = mark + (found?.[0].length ?? 0);
  const line = found === null ? 1 : 2;
  return { beginning: { bytes: sample, isWhole, from, line }, separator: found?.[1] };
}

const SEPARATOR_LINE_BYTES = 16;

/** More zero bytes than strays make, and fewer than the digits of a UTF-16 list have. */
const ZERO_BYTES_SHARE = 0.02;
const ZERO_BYTES_LOOK = 4096;

/** UTF-16 without a byte-order mark can't be recognised for sure, but its many zero bytes show it. */
function refuseZeroBytes(sample: Buffer, sourceName: string): void {
  const beginning = sample.subarray(0, ZERO_BYTES_LOOK);
  const zeros = beginning.reduce((count, byte) => (byte === 0 ? count + 1 : count), 0);
  if (zeros <= beginning.length * ZERO_BYTES_SHARE) return;
  throw new UserError('unclear-list', ({ listErrors }) => listErrors.zeroBytes({ source: sourceName }));
}

async function readSample(path: string): Promise<{ sample: Buffer; size: number }> {
  const file = await open(path, 'r');
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(SAMPLE_BYTES), 0, SAMPLE_BYTES, 0);
    const { size } = await file.stat();
    return { sample: buffer.subarray(0, bytesRead), size };
  } finally {
    await file.close();
  }
}

function askedDelimiter(options: FormatOptions): string | undefined {
  const { delimiter } = options;
  if (delimiter === undefined) return undefined;
  if (delimiter === '\\t' || delimiter.toLowerCase() === 'tab') return '\t';
  if (/^[\t -~]$/.test(delimiter) && delimiter !== '"') return delimiter;
  const usual = DELIMITERS.map((one) => (one === '\t' ? 'tab' : one)).join(' ');
  throw new UserError('invalid-options', ({ listErrors }) => listErrors.delimiter({ usual }));
}
