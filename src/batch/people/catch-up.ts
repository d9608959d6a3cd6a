// Makes the index of people say what the batches' files say: adds ended batches that it lacks, forgets those that were purged
// or are gone. Whatever kept a batch out before, a crash or an earlier version, is made good by that.

import { compact } from '../../people/compaction.js';
import { forgetBatches } from '../../people/index-writer.js';
import { indexPaths, readManifest, type IndexedBatch } from '../../people/manifest.js';
import { UserError } from '../../domain/user-error.js';
import { batchPaths } from '../paths.js';
import { hasEnded, recordExists, type BatchRecord } from '../record.js';
import { knownBatches, type KnownBatch } from '../recorded-batches.js';
import { readPurged } from '../retention/purge.js';
import { incarnationOf, indexBatch } from './index-batch.js';

export interface IndexDifference {
  /** Ended batches that the index lacks, the newest first, as those are asked for most. */
  readonly missing: readonly BatchRecord[];
  /** Batches in the index whose people's data is not kept any more. */
  readonly gone: readonly IndexedBatch[];
}

/**
 * Changes nothing.
 *
 * @param batches that there are; absent: they are looked for
 * @throws DamagedFile
 */
export async function indexDifference(
  dataDirectory: string,
  batches?: readonly KnownBatch[],
): Promise<IndexDifference> {
  const indexed = (await readManifest(indexPaths(dataDirectory)))?.batches ?? [];
  const known = new Set(indexed.map(nameOf));
  const [kept, read] = [new Set<string>(), new Set<string>()];
  const missing: BatchRecord[] = [];
  for (const { record, state } of batches ?? (await knownBatches(dataDirectory, () => undefined))) {
    read.add(record.batch);
    if (!hasEnded(state)) continue;
    if ((await readPurged(batchPaths(dataDirectory, record.batch))) !== undefined) continue;
    const name = nameOf({ batch: record.batch, incarnation: incarnationOf(record) });
    kept.add(name);
    if (!known.has(name)) missing.unshift(record);
  }
  const gone: IndexedBatch[] = [];
  for (const batch of indexed) {
    if (kept.has(nameOf(batch))) continue;
    // Nothing is known of a batch whose record is there and can't be read, so what the index has of it stays.
    const isGone = read.has(batch.batch) || !(await recordExists(batchPaths(dataDirectory, batch.batch)));
    if (isGone) gone.push(batch);
  }
  return { missing, gone };
}

function nameOf({ batch, incarnation }: Pick<IndexedBatch, 'batch' | 'incarnation'>): string {
  return `${incarnation}/${batch}`;
}

/** Rids the index of what was purged, on disk too. @throws UserError where the index is damaged */
export async function forgetGone(dataDirectory: string): Promise<void> {
  const { gone } = await indexDifference(dataDirectory);
  if ((await forget(dataDirectory, gone)) > 0) await compact(dataDirectory);
}

async function forget(dataDirectory: string, gone: readonly IndexedBatch[]): Promise<number> {
  if (gone.length === 0) return 0;
  const names = new Set(gone.map(nameOf));
  return forgetBatches(dataDirectory, (batch, incarnation) => names.has(nameOf({ batch, incarnation })));
}

export interface CaughtUp {
  readonly added: number;
  readonly forgotten: number;
  /** Batches whose outcomes can't be read any more. */
  readonly unreadable: readonly { readonly batch: string; readonly error: UserError }[];
}

/**
 * @param onBatch told of each batch before its turn, and of how many come after it
 * @param isWanted whether a batch is added that is missing; absent: all are
 * @throws UserError where the index itself is damaged
 */
export async function catchUp(
  dataDirectory: string,
  {
    signal,
    onBatch = () => undefined,
    isWanted = () => true,
  }: {
    readonly signal?: AbortSignal;
    readonly onBatch?: (batch: string, left: number) => void;
    readonly isWanted?: (record: BatchRecord) => boolean;
  } = {},
): Promise<CaughtUp> {
  const { missing: lacking, gone } = await indexDifference(dataDirectory);
  const missing = lacking.filter(isWanted);
  const forgotten = await forget(dataDirectory, gone);
  const unreadable: { batch: string; error: UserError }[] = [];
  let added = 0;
  for (const [index, record] of missing.entries()) {
    signal?.throwIfAborted();
    onBatch(record.batch, missing.length - index - 1);
    try {
      if (await indexBatch(dataDirectory, record, signal)) added += 1;
    } catch (error) {
      // One batch whose file was moved away must not keep the others out.
      if (!(error instanceof UserError) || error.code !== 'unusable-previous-batch') throw error;
      unreadable.push({ batch: record.batch, error });
    }
  }
  await compact(dataDirectory, signal);
  return { added, forgotten, unreadable };
}
