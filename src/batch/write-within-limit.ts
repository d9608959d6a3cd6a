// Writes the record of a new batch, with the number of rows that need a call where that decides whether it needs an
// approval. It calls nobody.

import { surveyList } from '../ingest/survey.js';
import { callsWanted } from './approval.js';
import { approvalLimit } from './approval-limit.js';
import { EarlierPeople } from './baseline/earlier-people.js';
import type { BatchPaths } from './paths.js';
import { APPROVAL_VERSION, type BatchRecord } from './record.js';
import { rowRulesOf } from './row-rules.js';
import { formatOf } from './run/slice-producer.js';
import { writeApprovable } from './write-approvable.js';

/**
 * Who approves is told the number, and a list of which most rows are carried over is not held up.
 *
 * @param loadKey the key of the people whose outcomes are taken over
 * @returns the record as it was written
 */
export async function writeWithinLimit(
  record: BatchRecord,
  paths: BatchPaths,
  loadKey: () => Promise<Buffer>,
): Promise<BatchRecord> {
  const limited = await withinLimit(record, paths, loadKey);
  await writeApprovable(paths, limited);
  return limited;
}

async function withinLimit(
  record: BatchRecord,
  paths: BatchPaths,
  loadKey: () => Promise<Buffer>,
): Promise<BatchRecord> {
  const limit = await approvalLimit(paths.approvalLimit);
  if (limit === undefined || record.createdBy === undefined) return record;
  const limited: BatchRecord = { ...record, version: APPROVAL_VERSION };
  if (callsWanted(record) <= limit) return limited;
  const people = await EarlierPeople.open(record, paths, await loadKey());
  try {
    const { calls } = await surveyList(
      paths.list,
      formatOf(record),
      rowRulesOf(record),
      undefined,
      people?.find,
    );
    return { ...limited, expectedCalls: calls };
  } finally {
    people?.close();
  }
}
