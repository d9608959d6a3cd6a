// Writes a record that may make its batch wait for somebody's approval, so that webhooks tell of that. It decides nothing: who reads
// the record decides anew.

import { dirname, relative } from 'node:path';
import { announcing } from '../webhooks/announce.js';
import type { WebhookEvent } from '../webhooks/event.js';
import { approvalReason, awaitsApproval, callsAllowed, callsWanted } from './approval.js';
import { approvalLimit } from './approval-limit.js';
import { isDraft } from './draft-record.js';
import type { BatchPaths } from './paths.js';
import { writeRecord, type BatchRecord } from './record.js';

export async function writeApprovable(paths: BatchPaths, record: BatchRecord): Promise<void> {
  const event = await awaitingEvent(paths, record);
  // What webhooks are not told now, the process that has the batch in hand says of itself.
  const ports = { dataDirectory: dirname(paths.approvalLimit), onProblem: () => undefined };
  await announcing(ports, event, () => writeRecord(paths, record));
}

/** The same event however often the batch is found waiting, until it was approved, or wants more. */
export function awaitingKey(record: BatchRecord): string {
  const { batch, incarnation = '', approved } = record;
  return `batch/${batch}/${incarnation}/awaiting/${callsWanted(record)}/${approved?.at ?? 0}`;
}

async function awaitingEvent(paths: BatchPaths, record: BatchRecord): Promise<WebhookEvent | undefined> {
  const { batch, label, provider, incarnation = '', rejected } = record;
  const limit = await approvalLimit(paths.approvalLimit);
  if (isDraft(record) || rejected !== undefined || !awaitsApproval(record, limit)) return undefined;
  const state = 'awaiting_approval';
  const reason = approvalReason(record, callsAllowed(record, limit) ?? 0);
  return {
    key: awaitingKey(record),
    type: `batch.${state}`,
    ...(label === '' ? {} : { label }),
    at: Date.now(),
    data: { batch, label, provider, state, reason, calls_wanted: callsWanted(record) },
    proof: {
      file: relative(dirname(paths.approvalLimit), paths.record),
      field: 'incarnation',
      value: incarnation,
    },
  };
}
