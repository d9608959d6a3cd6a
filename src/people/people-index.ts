// The index of people, to be looked up in: as it was when it was opened, whatever others add or merge meanwhile. It knows
// hashes and places, not what stands at a place, nor whether it still does.

import { join } from 'node:path';
import { setImmediate as yieldToOthers } from 'node:timers/promises';
import { UserError } from '../domain/user-error.js';
import { isMissing } from '../files/missing-file.js';
import { batchIn, comparePrints, indexedRowIn, PRINTS_BYTES, type IndexedRow } from './entry.js';
import { indexPaths, readManifest, type IndexedBatch, type IndexPaths, type Manifest } from './manifest.js';
import { readPeopleKey } from './people-key.js';
import { PersonPrints, printOfKey } from './person-prints.js';
import type { Questions } from './questions.js';
import { SegmentCursor } from './segment-cursor.js';
import { Segment } from './segment.js';

/** Where a person stands. */
export interface Sighting extends Omit<IndexedRow, 'codeNumber'> {
  readonly batch: IndexedBatch;
  readonly code: string | undefined;
}

/** Other work of the process goes on after so many questions. */
const QUESTIONS_AT_ONCE = 4096;
/** Whoever merges segments may remove them between the reading of the manifest and the opening of its files. */
const TRIES = 10;

export class PeopleIndex {
  readonly prints: PersonPrints;
  readonly #manifest: Manifest;
  readonly #segments: readonly Segment[];
  readonly #batches: ReadonlyMap<number, IndexedBatch>;

  private constructor(manifest: Manifest, segments: readonly Segment[], key: Buffer) {
    this.#manifest = manifest;
    this.#segments = segments;
    this.prints = new PersonPrints(key);
    this.#batches = new Map(manifest.batches.map((batch) => [batch.number, batch]));
  }

  /**
   * @returns undefined where there is none yet
   * @throws UserError where it is damaged, or its key another one
   */
  static async open(dataDirectory: string): Promise<PeopleIndex | undefined> {
    const paths = indexPaths(dataDirectory);
    for (let tries = 1; ; tries++) {
      const manifest = await readManifest(paths);
      if (manifest === undefined) return undefined;
      const key = await readPeopleKey(paths.key);
      if (key === undefined || printOfKey(key) !== manifest.keyPrint) throw otherKey(paths);
      try {
        return new PeopleIndex(manifest, openSegments(paths, manifest), key);
      } catch (error) {
        if (!isMissing(error)) throw error;
        if (tries >= TRIES) throw lacksFiles(paths, error);
      }
    }
  }

  /** The batches whose rows it has. */
  get batches(): readonly IndexedBatch[] {
    return this.#manifest.batches;
  }

  get entries(): number {
    return this.#manifest.batches.reduce((sum, { entries }) => sum + entries, 0);
  }

  /**
   * Looks all questions up in one pass.
   *
   * @param visit told of every place where the person of a question stands, in no order
   */
  async lookUp(questions: Questions, visit: (question: number, sighting: Sighting) => void): Promise<void> {
    const order = questions.sorted();
    const cursors = this.#segments.map((segment) => new SegmentCursor(segment));
    const found = (question: number, bytes: Buffer, at: number): void => {
      const batch = this.#batches.get(batchIn(bytes, at));
      // A batch that was forgotten may still have entries, until its segments are merged.
      if (batch === undefined) return;
      const { codeNumber, ...row } = indexedRowIn(bytes, at);
      visit(question, { ...row, batch, code: this.#manifest.codes[codeNumber - 1] });
    };
    let asked = 0;
    for (let from = 0; from < order.length;) {
      const to = endOfNumber(questions, order, from);
      for (const cursor of cursors) answer(questions, order.subarray(from, to), cursor, found);
      asked += to - from;
      from = to;
      if (asked < QUESTIONS_AT_ONCE) continue;
      asked = 0;
      await yieldToOthers();
    }
  }

  close(): void {
    for (const segment of this.#segments) segment.close();
  }
}

/** Tells each question of one number of its entries. */
function answer(
  questions: Questions,
  ofNumber: Float64Array,
  cursor: SegmentCursor,
  found: (question: number, bytes: Buffer, at: number) => void,
): void {
  const number = (ofNumber[0] ?? 0) * PRINTS_BYTES;
  cursor.seek(questions.bytes, number);
  while (!cursor.isAtEnd && comparePrints(cursor.bytes, cursor.at, questions.bytes, number) === 0) {
    for (const question of ofNumber) {
      if (questions.isAnswered(question, cursor.bytes, cursor.at)) found(question, cursor.bytes, cursor.at);
    }
    cursor.next();
  }
}

/** The end of the questions that have the same number as the one at `from`. */
function endOfNumber({ bytes }: Questions, order: Float64Array, from: number): number {
  const first = (order[from] ?? 0) * PRINTS_BYTES;
  let to = from + 1;
  while (to < order.length && comparePrints(bytes, (order[to] ?? 0) * PRINTS_BYTES, bytes, first) === 0)
    to += 1;
  return to;
}

function openSegments({ directory }: IndexPaths, { segments }: Manifest): Segment[] {
  const opened: Segment[] = [];
  try {
    for (const { file } of segments) opened.push(new Segment(join(directory, file)));
    return opened;
  } catch (error) {
    for (const segment of opened) segment.close();
    throw error;
  }
}

export function otherKey({ key }: IndexPaths): UserError {
  return new UserError('wrong-key', ({ people }) => people.otherKey({ path: key }));
}

function lacksFiles({ directory }: IndexPaths, cause: unknown): UserError {
  return new UserError('damaged-file', ({ people }) => people.lacksFiles({ directory }), { cause });
}
