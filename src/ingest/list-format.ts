// How a copied list is to be read: delimiter, line ends, header and columns, found on its first records.
// It reads the beginning of the file only, and knows nothing of the rows' fates.

import { open } from 'node:fs/promises';
import { UserError } from '../domain/user-error.js';
import { findColumn } from './column-names.js';
import { DELIMITERS, detectDialect } from './dialect.js';
import type { Encoding, ListFormat } from './list.js';
import { readRecords } from './record-reader.js';
import type { Dialect } from './record-scanner.js';

export interface FormatOptions {
  readonly encoding: Encoding;
  /** One ASCII character, or `\t` or `tab` spelt out. */
  readonly delimiter?: string;
  /** Header text or 1-based number. */
  readonly nameColumn?: string;
  readonly idColumn?: string;
  readonly header: boolean;
  /** How messages name the list. */
  readonly sourceName: string;
}

/** How much of the list the dialect is judged by. */
const SAMPLE_BYTES = 1 << 20;
const MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * Finds delimiter, header and columns.
 *
 * @param path a copy made by `copyList`
 * @throws UserError with the header as it was read and the option to use
 */
export async function findFormat(path: string, options: FormatOptions): Promise<ListFormat> {
  const { sample, whole } = await readSample(path);
  const markBytes = sample.subarray(0, MARK.length).equals(MARK) ? MARK.length : 0;
  const dialect = detectDialect(sample.subarray(markBytes), whole, askedDelimiter(options));
  const [first, second] = await firstRecords(path, dialect, markBytes);
  if (first === undefined)
    throw new UserError(`${options.sourceName} is empty: it has no header and no rows.`);
  if (first.fault !== '') {
    throw new UserError(
      `${options.sourceName}: its first record, on line ${first.line}, can't be read: ${first.fault}.`,
    );
  }
  const header = options.header ? first.cells : undefined;
  const columnCount = first.cells.length;
  const nameColumn = findColumn('name', header, columnCount, options.nameColumn, options.sourceName);
  const idColumn = findColumn('id', header, columnCount, options.idColumn, options.sourceName);
  if (nameColumn === idColumn) {
    throw new UserError(
      `${options.sourceName}: column ${nameColumn + 1} can't hold both. Give --name-column and --id-column.`,
    );
  }
  const start = options.header ? (second ?? (await endOf(path))) : first;
  return {
    encoding: options.encoding,
    ...dialect,
    header,
    columnCount,
    nameColumn,
    idColumn,
    firstByte: start.byteStart,
    firstLine: start.line,
  };
}

async function readSample(path: string): Promise<{ sample: Buffer; whole: boolean }> {
  const file = await open(path, 'r');
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(SAMPLE_BYTES), 0, SAMPLE_BYTES, 0);
    const { size } = await file.stat();
    return { sample: buffer.subarray(0, bytesRead), whole: size <= bytesRead };
  } finally {
    await file.close();
  }
}

async function endOf(path: string): Promise<{ byteStart: number; line: number }> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    return { byteStart: size, line: 1 };
  } finally {
    await file.close();
  }
}

async function firstRecords(path: string, dialect: Dialect, firstByte: number) {
  for await (const records of readRecords(path, dialect, undefined, {
    row: 0,
    line: 1,
    byteStart: firstByte,
  })) {
    return records;
  }
  return [];
}

function askedDelimiter(options: FormatOptions): string | undefined {
  const { delimiter } = options;
  if (delimiter === undefined) return undefined;
  if (delimiter === '\\t' || delimiter.toLowerCase() === 'tab') return '\t';
  if (/^[\t -~]$/.test(delimiter) && delimiter !== '"') return delimiter;
  const usual = DELIMITERS.map((one) => (one === '\t' ? 'tab' : one)).join(' ');
  throw new UserError(`--delimiter takes one character, or the word tab; usual are ${usual}.`);
}
