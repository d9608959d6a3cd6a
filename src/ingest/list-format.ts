// How a copied list is to be read: delimiter, line ends, header and columns, found on its first records.
// It reads the beginning of the file only, and knows nothing of the rows' fates.

import { open } from 'node:fs/promises';
import { UserError } from '../domain/user-error.js';
import type { CopiedList } from './copy-list.js';
import { findColumn } from './column-names.js';
import { DELIMITERS, detectDialect } from './dialect.js';
import type { Encoding } from './encodings.js';
import type { ListFormat } from './list.js';
import { listName, type ListReading } from './list-source.js';
import type { RawRecord } from './record-cells.js';
import { readRecords } from './record-reader.js';

export interface FormatOptions {
  readonly encoding: Encoding;
  /** One ASCII character, or `\t` or `tab` spelt out. */
  readonly delimiter?: string | undefined;
  /** Header text or 1-based number. */
  readonly nameColumn?: string | undefined;
  readonly idColumn?: string | undefined;
  readonly header: boolean;
  /** How messages name the list. */
  readonly sourceName: string;
  /** Whether the encoding is what somebody said, and not what the bytes look like. */
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
  if (refusal !== undefined) throw new UserError(`${listName(file)}: ${refusal}`);
  return {
    ...reading,
    ...(sheet === undefined ? {} : { delimiter: ',' }),
    encoding,
    isEncodingSure: reading.encoding !== undefined || encoding.startsWith('utf-16'),
    sourceName: `${listName(file)}${howRead(reading, copied)}`,
  };
}

/** What may be wrong with it, where nothing is found in it. */
function howRead(reading: ListReading, { encoding, sheet }: Pick<CopiedList, 'encoding' | 'sheet'>): string {
  if (sheet !== undefined)
    return reading.sheet === undefined ? `, sheet "${sheet}" (--sheet takes another)` : `, sheet "${sheet}"`;
  if (encoding === 'utf-8' || reading.encoding !== undefined) return '';
  return `, read as ${encoding} (--encoding takes another)`;
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
  const { sample, size } = await readSample(path);
  const whole = size <= sample.length;
  const markBytes = sample.subarray(0, MARK.length).equals(MARK) ? MARK.length : 0;
  if (options.isEncodingSure !== true) refuseZeroBytes(sample, options.sourceName);
  const dialect = detectDialect(sample.subarray(markBytes), whole, askedDelimiter(options));
  const written = { delimiter: dialect.delimiter, lineEnd: dialect.lineEnd === 'cr' ? 'cr' : 'lf' } as const;
  const [first, second] = await firstRecords(path, written, markBytes);
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
  const start = options.header ? (second ?? { byteStart: size, line: first.line + 1 }) : first;
  return {
    encoding: options.encoding,
    ...written,
    header,
    columnCount,
    nameColumn,
    idColumn,
    firstByte: start.byteStart,
    firstLine: start.line,
  };
}

/** More than a stray one, and less than UTF-16 has where a list has digits. */
const ZERO_BYTES_SHARE = 0.02;
const ZERO_BYTES_LOOK = 4096;

/** UTF-16 without a byte-order mark can't be told from other bytes for sure, but has them. */
function refuseZeroBytes(sample: Buffer, sourceName: string): void {
  const beginning = sample.subarray(0, ZERO_BYTES_LOOK);
  const zeros = beginning.reduce((count, byte) => (byte === 0 ? count + 1 : count), 0);
  if (zeros <= beginning.length * ZERO_BYTES_SHARE) return;
  throw new UserError(
    `${sourceName} has zero bytes where text should be. If it is UTF-16 without a byte-order mark, ` +
      'give --encoding utf-16le or utf-16be; if they belong to it, give the encoding that it is in.',
  );
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

async function firstRecords(
  path: string,
  written: Pick<ListFormat, 'delimiter' | 'lineEnd'>,
  firstByte: number,
): Promise<RawRecord[]> {
  const found: RawRecord[] = [];
  const start = { row: 1, line: 1, byteStart: firstByte };
  for await (const records of readRecords(path, written, undefined, start)) {
    found.push(...records);
    if (found.length > 1) break;
  }
  return found;
}

function askedDelimiter(options: FormatOptions): string | undefined {
  const { delimiter } = options;
  if (delimiter === undefined) return undefined;
  if (delimiter === '\\t' || delimiter.toLowerCase() === 'tab') return '\t';
  if (/^[\t -~]$/.test(delimiter) && delimiter !== '"') return delimiter;
  const usual = DELIMITERS.map((one) => (one === '\t' ? 'tab' : one)).join(' ');
  throw new UserError(`--delimiter takes one character, or the word tab; usual are ${usual}.`);
}
