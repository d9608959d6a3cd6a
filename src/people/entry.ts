// An entry of the index of people: who, as two keyed hashes, and where that person stands. It knows bytes, no file.
//
//   0 hash of the number   16 hash of number and name   32 batch   36 row   40 time of the call, ms, 0: none
//  46 status and source    47 code, 0: none   49 0
//
// All numbers have their highest byte first, so entries are in order where their bytes are.

import { STATUSES, type Status } from '../domain/status.js';

export const ENTRY_BYTES = 50;
export const PRINT_BYTES = 16;
/** Both hashes. */
export const PRINTS_BYTES = 2 * PRINT_BYTES;
/** Entries of one batch and row are about the same person. */
const ORDER_BYTES = PRINTS_BYTES + 8;
export const MOST_CODES = 0xffff;

/** How a row came by its outcome, as `verify_source` says; a new one comes last. */
export const SOURCES = ['', 'api', 'local', 'duplicate', 'carried'] as const;
type Source = (typeof SOURCES)[number];

/** What is indexed of a row. */
export interface IndexedRow {
  readonly row: number;
  readonly status: Status;
  readonly source: Source;
  /** The code's number in the manifest, from 1; 0: none. */
  readonly codeNumber: number;
  /** Unix milliseconds of the call; undefined where nobody was called. */
  readonly calledAt: number | undefined;
}

export function writeEntry(bytes: Buffer, at: number, batch: number, indexed: IndexedRow): void {
  const { row, status, source, codeNumber, calledAt } = indexed;
  bytes.writeUInt32BE(batch, at + 32);
  bytes.writeUInt32BE(row, at + 36);
  bytes.writeUIntBE(calledAt ?? 0, at + 40, 6);
  bytes[at + 46] = STATUSES.indexOf(status) | (SOURCES.indexOf(source) << 4);
  bytes.writeUInt16BE(codeNumber, at + 47);
  bytes[at + 49] = 0;
}

export function batchIn(bytes: Buffer, at: number): number {
  return bytes.readUInt32BE(at + 32);
}

function rowIn(bytes: Buffer, at: number): number {
  return bytes.readUInt32BE(at + 36);
}

/** Unix milliseconds; 0: nobody was called. */
function calledAtIn(bytes: Buffer, at: number): number {
  return bytes.readUIntBE(at + 40, 6);
}

function statusIn(bytes: Buffer, at: number): Status {
  return STATUSES[(bytes[at + 46] ?? 0) & 15] ?? 'error';
}

export function indexedRowIn(bytes: Buffer, at: number): IndexedRow {
  const calledAt = calledAtIn(bytes, at);
  return {
    row: rowIn(bytes, at),
    status: statusIn(bytes, at),
    source: SOURCES[(bytes[at + 46] ?? 0) >> 4] ?? '',
    codeNumber: bytes.readUInt16BE(at + 47),
    calledAt: calledAt === 0 ? undefined : calledAt,
  };
}

/** The first 32 bits, which decide nearly every comparison. */
export function leadIn(bytes: Buffer, at: number): number {
  return bytes.readUInt32BE(at);
}

export function compareEntries(one: Buffer, at: number, other: Buffer, otherAt: number): number {
  return one.compare(other, otherAt, otherAt + ORDER_BYTES, at, at + ORDER_BYTES);
}

/** The lead as a number decides nearly always, and takes a tenth of the time. */
export function comparePrints(one: Buffer, at: number, other: Buffer, otherAt: number): number {
  const difference = leadIn(one, at) - leadIn(other, otherAt);
  if (difference !== 0) return difference;
  return one.compare(other, otherAt, otherAt + PRINT_BYTES, at, at + PRINT_BYTES);
}
