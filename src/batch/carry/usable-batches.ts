// The batches in the index of people whose outcomes a new batch may take over: of its account and provider, not purged, and, where
// that is asked for, of its label.

import { DamagedFile } from '../../files/damaged-file.js';
import { NewerFormat } from '../../domain/newer.js';
import type { IndexedBatch } from '../../people/manifest.js';
import { isOfCaller, type Caller } from '../baseline/previous.js';
import { batchPaths } from '../paths.js';
import { incarnationOf } from '../people/index-batch.js';
import { readRecord, recordExists, type BatchRecord } from '../record.js';
import { readPurged } from '../retention/purge.js';

/** Whether the batches of a label may be told of; undefined: all may. */
export type Sees = ((label: string) => boolean) | undefined;

/** @param caller undefined: any, as where nobody knows yet for which account the list will be verified */
export async function usableBatches(
  indexed: readonly IndexedBatch[],
  caller: Caller | undefined,
  dataDirectory: string,
  sees?: Sees,
): Promise<Map<number, BatchRecord>> {
  const usable = new Map<number, BatchRecord>();
  for (const { number, batch, incarnation } of indexed) {
    const record = await recordOf(batch, dataDirectory);
    if (record === undefined || incarnationOf(record) !== incarnation) continue;
    if (caller !== undefined && !isOfCaller(record, caller)) continue;
    if (sees !== undefined && !sees(record.label)) continue;
    if ((await readPurged(batchPaths(dataDirectory, batch))) === undefined) usable.set(number, record);
  }
  return usable;
}

async function recordOf(batch: string, dataDirectory: string): Promise<BatchRecord | undefined> {
  const paths = batchPaths(dataDirectory, batch);
  if (!(await recordExists(paths))) return undefined;
  try {
    return await readRecord(paths, batch);
  } catch (error) {
    // Of a batch that can't be read nothing is taken over.
    if (error instanceof DamagedFile || error instanceof NewerFormat) return undefined;
    throw error;
  }
}
