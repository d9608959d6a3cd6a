// Whether a batch may call before somebody else has approved it, and how often: decided from its record and the limit of the
// data directory. It knows no file, no Redis, and no one's rights.

import { z } from 'zod';
import { inEnglish } from '../words/catalogue.js';
import type { BatchOptions } from './batch-options.js';
import type { RecordedSample } from './sample.js';

/** Who made a batch: the id of a user or a key, of the system's user at a terminal, or of a schedule. */
export const creatorSchema = z.object({
  id: z.string(),
  by: z.enum(['key', 'session', 'terminal', 'schedule']),
});
export type Creator = z.infer<typeof creatorSchema>;

/** Who has decided, and how he was known; `stated`: at a terminal, where nothing proves who somebody is. */
export const decisionSchema = z.object({
  by: z.string(),
  how: z.enum(['key', 'session', 'stated']),
  /** Unix milliseconds. */
  at: z.number(),
});
export type Decider = Pick<z.infer<typeof decisionSchema>, 'by' | 'how'>;

export const approvedSchema = decisionSchema.extend({
  /** The `--max-calls` that was approved; null: any number of calls. */
  calls: z.number().int().positive().nullable(),
});

/** What of a record counts here. */
export interface Approvable {
  readonly batch: string;
  /** Absent where an earlier version began the batch, which needs no approval. */
  readonly createdBy?: Creator | undefined;
  /** How many rows need a call; absent: as many as the list has. */
  readonly expectedCalls?: number | undefined;
  readonly recordEstimate: number;
  readonly options: Pick<BatchOptions, 'maxCalls'>;
  readonly sample?: RecordedSample | undefined;
  readonly approved?: z.infer<typeof approvedSchema> | undefined;
  readonly rejected?: z.infer<typeof decisionSchema> | undefined;
}

/** How many calls the batch is expected to take at most, none repeated. */
export function callsWanted({ options, expectedCalls, recordEstimate }: Approvable): number {
  return Math.min(options.maxCalls ?? Infinity, expectedCalls ?? recordEstimate);
}

/**
 * How many calls may leave until somebody approves (more of them).
 *
 * @param limit of the data directory; undefined: none needs an approval
 * @returns undefined: any number
 */
export function callsAllowed(record: Approvable, limit: number | undefined): number | undefined {
  const { createdBy, approved, rejected } = record;
  if (createdBy === undefined) return undefined;
  if (rejected !== undefined) return 0;
  if (limit === undefined || approved?.calls === null) return undefined;
  return approved === undefined ? limit : Math.max(limit, approved.calls);
}

/** Whether the batch may call nobody, as it would go beyond what is allowed. A sample within that may be verified. */
export function awaitsApproval(record: Approvable, limit: number | undefined): boolean {
  const allowed = callsAllowed(record, limit);
  if (allowed === undefined) return false;
  if (record.rejected !== undefined) return true;
  const { sample } = record;
  const isSampleAllowed = sample !== undefined && sample.lifted === undefined && sample.rows <= allowed;
  return callsWanted(record) > allowed && !isSampleAllowed;
}

/** The cap that the permit of calls holds: the batch's own, or what is allowed so far. Undefined: none. */
export function permittedCalls(record: Approvable, limit: number | undefined): number | undefined {
  if (awaitsApproval(record, limit)) return 0;
  const caps = [record.options.maxCalls, callsAllowed(record, limit)].filter((cap) => cap !== undefined);
  return caps.length === 0 ? undefined : Math.min(...caps);
}

/** As it goes on record. */
export function approvalReason(record: Approvable, allowed: number): string {
  const { batch } = record;
  if (record.rejected !== undefined) return inEnglish(({ approval }) => approval.rejectedReason({ batch }));
  // Where calls were repeated, more than was expected are needed.
  const calls = callsWanted(record);
  return inEnglish(({ approval }) =>
    calls > allowed
      ? approval.awaitsReason({ batch, calls, allowed })
      : approval.awaitsMoreReason({ batch, allowed }),
  );
}

/** How a batch was left, as far as it matters here. */
interface Left {
  readonly state: string;
  /** Of one that awaits its approval: how many calls were allowed. */
  readonly allowedCalls?: number | undefined;
}

/**
 * What has become of a batch since it was left: what its record and the limit say now may have made it wait for its approval,
 * or let it go on.
 *
 * @returns undefined: nothing
 */
export function standingOf(
  { state, allowedCalls }: Left,
  record: Approvable,
  limit: number | undefined,
): { readonly state: 'awaiting_approval' | 'queued'; readonly reason: string | undefined } | undefined {
  if (DECIDED.has(state)) return undefined;
  const allowed = callsAllowed(record, limit);
  const isOverrun = state === 'awaiting_approval' && (allowed ?? Infinity) <= (allowedCalls ?? 0);
  if (allowed !== undefined && (isOverrun || awaitsApproval(record, limit)))
    return { state: 'awaiting_approval', reason: approvalReason(record, allowed) };
  return state === 'awaiting_approval' ? { state: 'queued', reason: undefined } : undefined;
}

/** A draft has not been started, and a running one is its owner's; the others have ended. */
const DECIDED: ReadonlySet<string> = new Set(['draft', 'running', 'completed', 'cancelled']);
