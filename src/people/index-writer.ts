// Adds batches to the index of people, and forgets them. A batch is in the index as a whole or not at all: its segments are
// complete on disk before the manifest names them.

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Person } from '../domain/row.js';
import { makeDirectory, writeWhole } from '../files/durable.js';
import { withLock } from '../redis/process-lock.js';
import { compareEntries, ENTRY_BYTES, MOST_CODES, writeEntry, type IndexedRow } from './entry.js';
import {
  beginManifest,
  changeManifest,
  emptyManifest,
  indexPaths,
  readManifest,
  segmentFiles,
  sweepDrafts,
  type IndexPaths,
  type Manifest,
  type SegmentNote,
} from './manifest.js';
import { otherKey } from './people-index.js';
import { loadPeopleKey } from './people-key.js';
import { PersonPrints, printOfKey } from './person-prints.js';
import { SegmentWriter } from './segment-writer.js';
import { sortedNumbers } from './sorted-prints.js';

/** A row of a batch, and whom it is about. */
export interface PersonRow extends Omit<IndexedRow, 'codeNumber'> {
  readonly person: Person;
  readonly code: string | undefined;
}

export interface BatchToIndex {
  readonly batch: string;
  readonly incarnation: string;
  /** Read once, when it is this batch's turn. */
  readonly rows: () => AsyncIterable<readonly PersonRow[]>;
}

/** So many entries are sorted in memory; a longer batch becomes several segments, which are merged later. */
const SORTED_ENTRIES = 2 ** 18;
/** For so many there is room from the start. */
const FIRST_ENTRIES = 2 ** 10;

/**
 * Adds a batch, unless the index has it.
 *
 * @returns whether it was added
 * @throws what its rows throw; nothing of it is in the index then
 */
export async function addBatch(
  dataDirectory: string,
  batch: BatchToIndex,
  sortedEntries = SORTED_ENTRIES,
): Promise<boolean> {
  const paths = indexPaths(dataDirectory);
  await makeDirectory(paths.directory);
  return withLock(paths.adding, async (interrupted) => {
    if (interrupted) await sweepDrafts(paths, paths.key);
    const key = await loadPeopleKey(paths.key);
    await sweepAdded(paths);
    const numbered = await numberFor(paths, batch, printOfKey(key));
    if (numbered === undefined) return false;
    const adding = new Adding(paths, numbered, new PersonPrints(key), sortedEntries);
    for await (const rows of batch.rows()) for (const row of rows) await adding.take(row);
    await adding.flush();
    await publish(paths, batch, adding);
    return true;
  });
}

/** What a process left that was killed before the manifest named it. */
async function sweepAdded(paths: IndexPaths): Promise<void> {
  const names = await segmentFiles(paths, 'added');
  if (names.length === 0) return;
  const known = new Set((await readManifest(paths))?.segments.map(({ file }) => file));
  for (const name of names) if (!known.has(name)) await rm(join(paths.directory, name), { force: true });
}

interface Numbered {
  readonly number: number;
  readonly codes: readonly string[];
}

/** @returns undefined where the index has the batch */
async function numberFor(
  paths: IndexPaths,
  batch: BatchToIndex,
  keyPrint: string,
): Promise<Numbered | undefined> {
  let numbered: Numbered | undefined;
  await changeManifest(paths, (found) => {
    const manifest = found ?? emptyManifest(keyPrint);
    if (manifest.keyPrint !== keyPrint) throw otherKey(paths);
    if (has(manifest, batch)) return undefined;
    numbered = { number: manifest.next, codes: manifest.codes };
    return { ...manifest, next: manifest.next + 1 };
  });
  return numbered;
}

function has({ batches }: Manifest, { batch, incarnation }: BatchToIndex): boolean {
  return batches.some((known) => known.batch === batch && known.incarnation === incarnation);
}

async function publish(
  paths: IndexPaths,
  { batch, incarnation }: BatchToIndex,
  adding: Adding,
): Promise<void> {
  const { number, entries, codes, segments } = adding;
  await changeManifest(paths, (manifest) => {
    // Only whoever has the lock for adding begins the index anew, so it is the one that gave the number.
    if (manifest === undefined) throw new Error('the index of people is gone');
    return {
      ...manifest,
      codes,
      batches: [...manifest.batches, { number, batch, incarnation, entries }],
      segments: [...manifest.segments, ...segments],
    };
  });
}

/** Gathers a batch's entries and writes them in order, a segment at a time. */
class Adding {
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

  async take({ person, code, ...row }: PersonRow): Promise<void> {
    // A row without a number is about nobody who could be asked for.
    if (person.idNumber === '') return;
    const at = this.#count * ENTRY_BYTES;
    this.#prints.write(person, this.#bytes, at);
    writeEntry(this.#bytes, at, this.number, { ...row, codeNumber: this.#numberOf(code) });
    this.#count += 1;
    this.entries += 1;
    if (this.#count < this.#keys.length) return;
    if (this.#count < this.#sortedEntries) this.#grow();
    else await this.flush();
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

/**
 * The batches are not found any more from now on; their entries go when their segments are merged the next time.
 *
 * @param isForgotten of a batch in the index
 * @returns how many were forgotten
 */
export async function forgetBatches(
  dataDirectory: string,
  isForgotten: (batch: string, incarnation: string) => boolean,
): Promise<number> {
  const paths = indexPaths(dataDirectory);
  if ((await readManifest(paths)) === undefined) return 0;
  let forgotten = 0;
  const change = (manifest: Manifest | undefined): Manifest | undefined => {
    const kept = manifest?.batches.filter(({ batch, incarnation }) => !isForgotten(batch, incarnation));
    if (manifest === undefined || kept === undefined) return undefined;
    forgotten = manifest.batches.length - kept.length;
    return forgotten === 0 ? undefined : { ...manifest, batches: kept };
  };
  await changeManifest(paths, change);
  return forgotten;
}

/** Empties the index, also one that is damaged or whose key is lost. Batches are then to be added again. */
export async function beginAnew(dataDirectory: string): Promise<void> {
  const paths = indexPaths(dataDirectory);
  await makeDirectory(paths.directory);
  await withLock(paths.adding, async (interrupted) => {
    if (interrupted) await sweepDrafts(paths, paths.key);
    await beginManifest(paths, printOfKey(await loadPeopleKey(paths.key)));
    await sweepAdded(paths);
  });
}
