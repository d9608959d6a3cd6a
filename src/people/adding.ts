// The entries of a batch on their way into the index of people: gathered, sorted in memory and written as segments. It knows no
// manifest, so nobody finds them yet.

import { join } from 'node:path';
import type { Person } from '../domain/row.js';
import { writeWhole } from '../files/durable.js';
import { compareEntries, ENTRY_BYTES, MOST_CODES, writeEntry, type IndexedRow } from './entry.js';
import type { IndexPaths, SegmentNote } from './manifest.js';
import type { PersonPrints } from './person-prints.js';
import { SegmentWriter } from './segment-writer.js';
import { sortedNumbers } from './sorted-prints.js';

/** A row of a batch, and whom it is about. */
export interface PersonRow extends Omit<IndexedRow, 'codeNumber'> {
  readonly person: Person;
  readonly code: string | undefined;
}

/** What a batch is called in its entries, and the codes that have numbers. */
export interface Numbered {
  readonly number: number;
  readonly codes: readonly string[];
}

/** For so many there is room from the start. */
const FIRST_ENTRIES = 2 ** 10;

/** Gathers a batch's entries and writes them in order, a segment at a time. */
export class Adding {
  readonly number: number;
  readonly segments: SegmentNote[] = [];
  readonly codes: string[];
  entries = 0;
  readonly #paths: IndexPaths;
  readonly #prints: PersonPrints;
  readonly #codeNumbers: Map<string, number>;
  readonly #sortedEntries: number;
  /** Most batches are far from filling it, and twelve megabytes for each keep the garbage collector at work. */
  #bytes: Buffer;
  #keys: Float64Array;
  #count = 0;

  constructor(paths: IndexPaths, { number, codes }: Numbered, prints: PersonPrints, sortedEntries: number) {
    this.number = number;
    this.#paths = paths;
    this.#prints = prints;
    this.codes = [...codes];
    this.#codeNumbers = new Map(codes.map((code, index) => [code, index + 1]));
    this.#sortedEntries = sortedEntries;
    const first = Math.min(FIRST_ENTRIES, sortedEntries);
    this.#bytes = Buffer.alloc(first * ENTRY_BYTES);
    this.#keys = new Float64Array(first);
  }

  /** Whether `flush` has to be awaited before the next `take`. */
  get isFull(): boolean {
    return this.#count === this.#sortedEntries;
  }

  take({ person, code, row, status, source, calledAt }: PersonRow): void {
    // A row without a number is about nobody who could be asked for.
    if (person.idNumber === '') return;
    if (this.#count === this.#keys.length) this.#grow();
    const at = this.#count * ENTRY_BYTES;
    this.#prints.write(person, this.#bytes, at);
    const codeNumber = this.#numberOf(code);
    writeEntry(this.#bytes, at, this.number, { row, status, source, codeNumber, calledAt });
    this.#count += 1;
    this.entries += 1;
  }

  #grow(): void {
    const entries = Math.min(this.#keys.length * 2, this.#sortedEntries);
    const bytes = Buffer.alloc(entries * ENTRY_BYTES);
    this.#bytes.copy(bytes);
    this.#bytes = bytes;
    this.#keys = new Float64Array(entries);
  }

  async flush(): Promise<void> {
    if (this.#count === 0) return;
    const file = `added-${this.number}-${this.segments.length + 1}.segment`;
    const compare = (at: number, other: number): number =>
      compareEntries(this.#bytes, at, this.#bytes, other);
    const order = sortedNumbers(this.#keys, this.#bytes, ENTRY_BYTES, this.#count, compare);
    await writeWhole(join(this.#paths.directory, file), String(process.pid), async (handle) => {
      const writer = new SegmentWriter(handle);
      for (const entry of order) {
        writer.add(this.#bytes, entry * ENTRY_BYTES);
        if (writer.isFull) await writer.flush();
      }
      await writer.end();
    });
    this.segments.push({ file, entries: this.#count, batches: [this.number] });
    this.#count = 0;
  }

  /** Codes beyond those that a number is left for are not kept; the outcomes have them. */
  #numberOf(code: string | undefined): number {
    if (code === undefined) return 0;
    const known = this.#codeNumbers.get(code);
    if (known !== undefined) return known;
    if (this.codes.length >= MOST_CODES) return 0;
    const number = this.codes.push(code);
    this.#codeNumbers.set(code, number);
    return number;
  }
}
