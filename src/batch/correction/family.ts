// A batch and those that correct it, directly or one another: which of them have ended, in which order, and where their
// rows stand in the first one's. It knows records and files of places, not what the rows say.

import { readFile } from 'node:fs/promises';
import { UserError } from '../../domain/user-error.js';
import { readSummary } from '../exit-status.js';
import { batchPaths } from '../paths.js';
import { knownBatches } from '../recorded-batches.js';
import { hasEnded, readRecord, type BatchRecord } from '../record.js';
import { readPurged } from '../retention/purge.js';

export interface Family {
  /** The first batch, which corrects none. */
  readonly first: BatchRecord;
  /** How many rows it has. */
  readonly rows: number;
  /** The batches that correct it and have ended, in the order in which they did. */
  readonly corrections: readonly BatchRecord[];
  /** Those that have not ended. */
  readonly unended: readonly BatchRecord[];
}

export async function familyOf(first: string, dataDirectory: string): Promise<Family> {
  const record = await readRecord(batchPaths(dataDirectory, first), first);
  // A batch that can't be read has nothing to do with this one, or its outcomes can't be had in any case.
  const known = await knownBatches(dataDirectory, () => undefined);
  const others = known.filter(({ record: other }) => other.corrects?.first === first);
  const ended = others.filter(({ state }) => hasEnded(state));
  ended.sort((one, other) => (one.state.finishedAt ?? 0) - (other.state.finishedAt ?? 0));
  const rows = (await readSummary(record))?.rows;
  if (rows === undefined) {
    throw new UserError('incomplete-batch', ({ corrections }) =>
      corrections.noSummary({ batch: first, directory: record.outDirectory }),
    );
  }
  return {
    first: record,
    rows,
    corrections: ended.map((one) => one.record),
    unended: others.filter(({ state }) => !hasEnded(state)).map((one) => one.record),
  };
}

/** @throws UserError where outcomes of one of them are erased, or one still calls */
export async function refuseUnfit(family: Family, dataDirectory: string): Promise<void> {
  const [unended] = family.unended;
  if (unended !== undefined) {
    throw new UserError('unusable-correction', ({ corrections }) =>
      corrections.notEnded({ batch: unended.batch, first: family.first.batch }),
    );
  }
  for (const { batch } of [family.first, ...family.corrections]) {
    const purgedAt = await readPurged(batchPaths(dataDirectory, batch));
    if (purgedAt === undefined) continue;
    throw new UserError('unusable-correction', ({ corrections }) => corrections.purged({ batch, purgedAt }));
  }
}

/** A row of a correction that stands nowhere: its person stands in an earlier row already. */
export const NOWHERE = 2 ** 32 - 1;
/** A row that the first batch has not; it gets its place behind the others when its batch has ended. */
export const NEW = 0;
const BYTES = 4;

export function placeBytes(places: readonly number[]): Buffer {
  const bytes = Buffer.alloc(places.length * BYTES);
  for (const [at, place] of places.entries()) bytes.writeUInt32LE(place, at * BYTES);
  return bytes;
}

export interface FamilyPlaces {
  /** How many rows the corrected file has. */
  readonly total: number;
  /** For each correction, the place of each of its rows in the corrected file, from its first row on. */
  readonly of: ReadonlyMap<string, Uint32Array>;
}

/** New rows get their places in the order in which their batches have ended, so that a place stays what it is. */
export async function placesIn(family: Family, dataDirectory: string): Promise<FamilyPlaces> {
  const of = new Map<string, Uint32Array>();
  let total = family.rows;
  for (const { batch } of family.corrections) {
    const bytes = await readFile(batchPaths(dataDirectory, batch).places);
    const places = new Uint32Array(bytes.length / BYTES);
    for (let at = 0; at < places.length; at += 1) {
      const place = bytes.readUInt32LE(at * BYTES);
      places[at] = place === NEW ? ++total : place;
    }
    of.set(batch, places);
  }
  return { total, of };
}
