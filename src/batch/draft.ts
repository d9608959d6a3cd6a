// Starts drafts, and removes them: when somebody says so, or when their time is over. A start is on disk before the queue hears of
// it, so that whoever finds a started batch that is not queued can queue it.

import type { SampleRequest } from '../domain/sample.js';
import { countRecords } from '../ingest/judge-columns.js';
import { isDraft } from './draft-record.js';
import { batchPaths } from './paths.js';
import { readRecord, type BatchRecord } from './record.js';
import { whileMaking } from './erasure/while-making.js';
import { discardBatch } from './retention/unmade.js';
import { formatOf } from './run/slice-producer.js';
import { writeApprovable } from './write-approvable.js';

/**
 * @param sample the rows that are to be verified before all others
 * @returns the record as it then is; a batch that is no draft stays as it is
 */
export async function startDraft(
  dataDirectory: string,
  batch: string,
  nowMs: number,
  sample?: SampleRequest,
): Promise<BatchRecord> {
  // Whoever takes it up reads its list, so nobody may be erasing there meanwhile.
  return whileMaking(dataDirectory, batch, async () => {
    const paths = batchPaths(dataDirectory, batch);
    const record = await readRecord(paths, batch);
    if (record.draft === undefined || !isDraft(record)) return record;
    const of = sample && (await countRecords(paths.list, formatOf(record)));
    const started: BatchRecord = {
      ...record,
      draft: { ...record.draft, startedAt: nowMs },
      // A sample that is all of the list is none.
      ...(sample !== undefined && of !== undefined && sample.rows < of ? { sample: { ...sample, of } } : {}),
    };
    await writeApprovable(paths, started);
    return started;
  });
}

/** Removes those of the drafts whose time is over. @returns their ids */
export async function sweepDraftBatches(
  dataDirectory: string,
  drafts: readonly string[],
  nowMs: number,
): Promise<string[]> {
  const removed: string[] = [];
  const isOver = (record: BatchRecord): boolean =>
    isDraft(record) && (record.draft?.expiresAt ?? Infinity) <= nowMs;
  for (const batch of drafts) if (await discardBatch(dataDirectory, batch, isOver)) removed.push(batch);
  return removed;
}
