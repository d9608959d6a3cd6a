// Finds the first row of a list that asked about a person, in at most 32 bytes of memory a row. It knows persons and
// row numbers, and keeps no text. Its key is random.

import { hash, randomBytes } from 'node:crypto';
import { hasNumberForm } from '../../domain/identity-number.js';
import type { Person } from '../../domain/row.js';
import { mixed, ROW_WORD, SlotTable, type EarlierRow } from './slot-table.js';
import { SLOT_WORDS } from './slots.js';

/** Marks in a first word that the number, or the name, is a hash; exact values are always lower. */
const HASHED = 0x8000_0000;
/** Names of up to this many UTF-16 units, which most have, are kept exactly. */
const EXACT_NAME_UNITS = 3;
const LAST_CHARACTERS = '0123456789X';
/** Many small tables grow one at a time, so that no row waits while all of them grow. */
const TABLES = 256;
const KEY_BYTES = 32;

/**
 * Persons with different sound numbers are never taken for the same, nor are different names of up to three characters.
 * Two longer names of one number are taken for the same with a probability of 1 in 2^63.
 */
export class DuplicateFinder {
  readonly #key: string;
  readonly #mixer: number;
  readonly #tables: readonly SlotTable[];
  readonly #slot = new Uint32Array(SLOT_WORDS);

  /** A finder with a new random key. */
  static create(): DuplicateFinder {
    return new DuplicateFinder(randomBytes(KEY_BYTES));
  }

  /** @param key 32 random bytes, new for every list */
  constructor(key: Buffer) {
    if (key.length !== KEY_BYTES) throw new RangeError(`the key must have ${KEY_BYTES} bytes`);
    this.#key = key.toString('latin1');
    this.#mixer = key.readUInt32LE(0);
    const tableMixer = key.readUInt32LE(4);
    this.#tables = Array.from({ length: TABLES }, () => new SlotTable(tableMixer));
  }

  /** The size of all tables together. */
  get byteLength(): number {
    return this.#tables.reduce((sum, table) => sum + table.byteLength, 0);
  }

  /**
   * Records a row's person, unless an earlier row asks about the same. A row that was claimed before gets the same
   * answer again, because the list may be read twice.
   *
   * @param row from 1, less than 2^31, and greater than every row before, or claimed before
   */
  claim({ idNumber, name }: Person, row: number): EarlierRow | undefined {
    const slot = this.#slot;
    this.#writeNumber(slot, idNumber);
    this.#writeName(slot, idNumber, name);
    slot[ROW_WORD] = row;
    const table = this.#tables[mixed(slot[0] ?? 0, slot[1] ?? 0, this.#mixer) % TABLES];
    return table?.claim(slot);
  }

  #writeNumber(slot: Uint32Array, idNumber: string): void {
    if (hasNumberForm(idNumber)) {
      slot[0] = digitsAt(idNumber, 0, 9);
      const last = LAST_CHARACTERS.indexOf(idNumber.charAt(17));
      slot[1] = digitsAt(idNumber, 9, 17) * LAST_CHARACTERS.length + last;
    } else {
      const hashed = this.#hash(idNumber);
      slot[0] = wordAt(hashed, 0) | HASHED;
      slot[1] = wordAt(hashed, 4);
    }
  }

  #writeName(slot: Uint32Array, idNumber: string, name: string): void {
    if (name.length <= EXACT_NAME_UNITS) {
      slot[2] = (name.length << 16) | unitAt(name, 0);
      slot[3] = (unitAt(name, 1) << 16) | unitAt(name, 2);
    } else {
      const hashed = this.#hash(`${idNumber}\n${name}`);
      slot[2] = wordAt(hashed, 0) | HASHED;
      slot[3] = wordAt(hashed, 4);
    }
  }

  /** The hash as a string with one character for each byte. */
  #hash(text: string): string {
    return hash('sha256', this.#key + text, 'binary');
  }
}

function digitsAt(text: string, start: number, end: number): number {
  let value = 0;
  for (let at = start; at < end; at++) value = value * 10 + text.charCodeAt(at) - 0x30;
  return value;
}

function unitAt(text: string, at: number): number {
  return at < text.length ? text.charCodeAt(at) : 0;
}

/** @param bytes a string with one character for each byte */
export function wordAt(bytes: string, at: number): number {
  const low = bytes.charCodeAt(at) | (bytes.charCodeAt(at + 1) << 8);
  return low | (bytes.charCodeAt(at + 2) << 16) | (bytes.charCodeAt(at + 3) << 24);
}
