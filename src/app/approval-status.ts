// What is told of a batch's approval, to whoever looks at the batch: what it wants, what it may, and who has decided.

import { callsAllowed, callsWanted } from '../batch/approval.js';
import { approvalLimit } from '../batch/approval-limit.js';
import type { BatchPaths } from '../batch/paths.js';
import type { BatchRecord, StateRecord } from '../batch/record.js';
import { chinaIso } from '../domain/china-time.js';
import { nameOfCaller } from './name-of-caller.js';

export interface ApprovalStatus {
  /** The calls that the batch may take, as far as that is known. */
  readonly calls: number;
  /** How many of them may leave now; null: all. */
  readonly allowed: number | null;
  /** The id of whoever made the batch, who can't approve it. */
  readonly made_by: string;
  /** How he is called; null where that is not on record here. */
  readonly made_by_name: string | null;
  readonly approved?: { readonly by: string; readonly how: string; readonly at: string } | undefined;
}

/** Undefined of a batch that neither awaits an approval nor has one. */
export async function approvalStatus(
  record: BatchRecord,
  { state }: Pick<StateRecord, 'state'>,
  paths: BatchPaths,
  dataDirectory: string,
): Promise<ApprovalStatus | undefined> {
  const { createdBy, approved } = record;
  if (createdBy === undefined) return undefined;
  if (state !== 'awaiting_approval' && approved === undefined) return undefined;
  const allowed = callsAllowed(record, await approvalLimit(paths.approvalLimit));
  return {
    calls: callsWanted(record),
    allowed: allowed ?? null,
    made_by: createdBy.id,
    made_by_name: (await nameOfCaller(dataDirectory, createdBy.id)) ?? null,
    approved: approved && { by: approved.by, how: approved.how, at: chinaIso(approved.at) },
  };
}
