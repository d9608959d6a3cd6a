// The people of an earlier batch with their outcomes, as a batch keeps them for itself while it works: a binary file, a
// record a person in the earlier list's order. Nothing personal: of a person it has a keyed hash.
//
//   0 hash, 4 words   16 time, double, NaN: none   24 code, see below   28 row   32 batch called in, from 1, 0: none
//  34 status   35 carried   36 bytes of the session's id   38 bytes of the message   40 both texts; then up to 16 n
//
// A code that is a whole number stands as such, -2^31 is none, and 1 - 2^31 says that it stands before the message and a tab.

import { createReadStream } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { HASH_WORDS, type EarlierOutcome } from '../../domain/earlier.js';
import type { ReturnCode } from '../../domain/return-codes.js';
import { STATUSES } from '../../domain/status.js';
import { PageFile } from '../../files/paged-file.js';

const HEAD_BYTES = 40;
/** Records begin at multiples of this many bytes, so that a record's address is a small number. */
const UNIT_BYTES = 16;
const NO_CODE = -(2 ** 31);
const CODE_IN_TEXT = NO_CODE + 1;
const MOST_TEXT_BYTES = 0xffff;
/** Pages are small, because people are looked up in any order. */
const PAGE_BYTES = 4096;
const WRITE_BYTES = 1 << 20;

/** A record before it is written: it gets its address then. */
export type NewEarlierOutcome = Omit<EarlierOutcome, 'place'>;

export class EarlierFileWriter {
  readonly #file: FileHandle;
  readonly #buffer = Buffer.alloc(WRITE_BYTES);
  readonly #batches = new Map<string, number>();
  #used = 0;
  #written = 0;

  constructor(file: FileHandle) {
    this.#file = file;
  }

  /** The address of the next record. */
  get place(): number {
    return (this.#written + this.#used) / UNIT_BYTES + 1;
  }

  /** The batches in which anybody was called, as the reader is to be given them. */
  get batches(): string[] {
    return [...this.#batches.keys()];
  }

  /** Whether `flush` has to be awaited before the next `add`. */
  get isFull(): boolean {
    return this.#used + HEAD_BYTES + 2 * MOST_TEXT_BYTES + UNIT_BYTES > WRITE_BYTES;
  }

  /** @param hash four words */
  add(hash: Uint32Array, outcome: NewEarlierOutcome): void {
    const { status, code, checkedAt, row, calledIn, isCarried } = outcome;
    const bytes = this.#buffer;
    const at = this.#used;
    for (let word = 0; word < HASH_WORDS; word++) bytes.writeUInt32LE(hash[word] ?? 0, at + 4 * word);
    bytes.writeDoubleLE(checkedAt ?? NaN, at + 16);
    const number = numberOf(code);
    bytes.writeInt32LE(number, at + 24);
    bytes.writeUInt32LE(row, at + 28);
    bytes.writeUInt16LE(calledIn === undefined ? 0 : this.#batchNumber(calledIn), at + 32);
    bytes.writeUInt8(STATUSES.indexOf(status), at + 34);
    bytes.writeUInt8(isCarried ? 1 : 0, at + 35);
    let end = at + HEAD_BYTES;
    const message = number === CODE_IN_TEXT ? `${code}\t${outcome.message}` : outcome.message;
    for (const [text, lengthAt] of [[outcome.sessionId, 36] as const, [message, 38] as const]) {
      const length = bytes.write(text, end, MOST_TEXT_BYTES);
      bytes.writeUInt16LE(length, at + lengthAt);
      end += length;
    }
    const whole = Math.ceil(end / UNIT_BYTES) * UNIT_BYTES;
    bytes.fill(0, end, whole);
    this.#used = whole;
  }

  async flush(): Promise<void> {
    await this.#file.writeFile(this.#buffer.subarray(0, this.#used));
    this.#written += this.#used;
    this.#used = 0;
  }

  #batchNumber(batch: string): number {
    const number = this.#batches.get(batch) ?? this.#batches.size + 1;
    this.#batches.set(batch, number);
    return number;
  }
}

/** A record while the file is read from its beginning. */
export interface EarlierRecord {
  readonly hash: Uint32Array;
  readonly outcome: EarlierOutcome;
}

export class EarlierFile {
  readonly #path: string;
  readonly #pages: PageFile;
  readonly #batches: readonly string[];

  /** @param batches as the writer gave them */
  constructor(path: string, batches: readonly string[]) {
    this.#path = path;
    this.#pages = new PageFile(path, 'kept', PAGE_BYTES);
    this.#batches = batches;
  }

  at(place: number): EarlierOutcome {
    const start = (place - 1) * UNIT_BYTES;
    const head = this.#pages.slice(start, HEAD_BYTES);
    const length = textBytes(head, 0);
    const record = length === 0 ? head : Buffer.concat([head, this.#pages.slice(start + HEAD_BYTES, length)]);
    return this.#outcomeIn(record, 0, place);
  }

  /** Every record's hash and address, read some thousand at a time. */
  async eachHash(visit: (hash: Uint32Array, place: number) => void): Promise<void> {
    const hash = new Uint32Array(HASH_WORDS);
    for await (const { bytes, starts, place } of recordChunks(this.#path)) {
      for (const start of starts) {
        readHash(bytes, start, hash);
        visit(hash, place + start / UNIT_BYTES);
      }
    }
  }

  /** The records with wanted addresses, in the earlier list's order, in arrays of up to some thousand. */
  async *records(isWanted: (place: number) => boolean): AsyncGenerator<EarlierRecord[]> {
    for await (const { bytes, starts, place: first } of recordChunks(this.#path)) {
      const records: EarlierRecord[] = [];
      for (const start of starts) {
        const place = first + start / UNIT_BYTES;
        if (!isWanted(place)) continue;
        const hash = new Uint32Array(HASH_WORDS);
        readHash(bytes, start, hash);
        records.push({ hash, outcome: this.#outcomeIn(bytes, start, place) });
      }
      if (records.length > 0) yield records;
    }
  }

  close(): void {
    this.#pages.close();
  }

  #outcomeIn(bytes: Buffer, start: number, place: number): EarlierOutcome {
    const checkedAt = bytes.readDoubleLE(start + 16);
    const number = bytes.readInt32LE(start + 24);
    const sessionEnd = start + HEAD_BYTES + bytes.readUInt16LE(start + 36);
    const text = bytes.toString('utf8', sessionEnd, sessionEnd + bytes.readUInt16LE(start + 38));
    const { code, message } = codeAndMessage(number, text);
    return {
      place,
      row: bytes.readUInt32LE(start + 28),
      status: STATUSES[bytes.readUInt8(start + 34)] ?? 'error',
      code,
      checkedAt: Number.isNaN(checkedAt) ? undefined : checkedAt,
      sessionId: bytes.toString('utf8', start + HEAD_BYTES, sessionEnd),
      message,
      calledIn: this.#batches[bytes.readUInt16LE(start + 32) - 1],
      isCarried: bytes.readUInt8(start + 35) === 1,
    };
  }
}

/** Only a number whose usual form is the code's own form is stored as a number. */
function numberOf(code: ReturnCode | undefined): number {
  if (code === undefined) return NO_CODE;
  const number = Number(code) | 0;
  return String(number) === code && number > CODE_IN_TEXT ? number : CODE_IN_TEXT;
}

function codeAndMessage(
  number: number,
  text: string,
): { readonly code: ReturnCode | undefined; readonly message: string } {
  if (number === NO_CODE) return { code: undefined, message: text };
  if (number !== CODE_IN_TEXT) return { code: String(number), message: text };
  const tab = text.indexOf('\t');
  return { code: text.slice(0, tab), message: text.slice(tab + 1) };
}

function textBytes(bytes: Buffer, start: number): number {
  return bytes.readUInt16LE(start + 36) + bytes.readUInt16LE(start + 38);
}

function readHash(bytes: Buffer, start: number, hash: Uint32Array): void {
  for (let word = 0; word < HASH_WORDS; word++) hash[word] = bytes.readUInt32LE(start + 4 * word);
}

interface RecordChunk {
  readonly bytes: Buffer;
  /** The offsets in `bytes` at which whole records begin. */
  readonly starts: readonly number[];
  /** The address of the first byte. */
  readonly place: number;
}

async function* recordChunks(path: string): AsyncGenerator<RecordChunk> {
  let rest: Buffer = Buffer.alloc(0);
  let place = 1;
  for await (const chunk of createReadStream(path, { highWaterMark: WRITE_BYTES }) as AsyncIterable<Buffer>) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const starts: number[] = [];
    let at = 0;
    for (let next = recordEnd(bytes, at); next <= bytes.length; next = recordEnd(bytes, at)) {
      starts.push(at);
      at = next;
    }
    if (starts.length > 0) yield { bytes, starts, place };
    place += at / UNIT_BYTES;
    rest = bytes.subarray(at);
  }
}

/** Greater than the number of bytes where they end within the record. */
function recordEnd(bytes: Buffer, start: number): number {
  if (start + HEAD_BYTES > bytes.length) return Infinity;
  const end = start + HEAD_BYTES + textBytes(bytes, start);
  return Math.ceil(end / UNIT_BYTES) * UNIT_BYTES;
}
