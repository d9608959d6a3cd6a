// Tells how a batch was left, what is recorded of it, and what that means for scripts.

import { exitStatusOf, readSummary } from '../batch/exit-status.js';
import type { BatchRecord } from '../batch/record.js';
import type { BatchEnd } from '../batch/run/ports.js';
import type { Summary } from '../collect/summary.js';
import { EXIT, type ExitStatus } from '../domain/user-error.js';

export interface BatchResult {
  readonly record: BatchRecord;
  readonly state: BatchEnd['state'];
  /** Why the batch is halted, and what to do about it. */
  readonly reason: string | undefined;
  /** The content of summary.json; undefined where there is none yet. */
  readonly summary: Summary | undefined;
  readonly exitStatus: ExitStatus;
}

/** @param exitOnChange whether a change from the earlier batch gives another exit status */
export async function resultOf(
  record: BatchRecord,
  end: BatchEnd,
  exitOnChange: boolean,
): Promise<BatchResult> {
  const { state, reason } = end;
  const summary = end.summary ?? (await summaryOnDisk(record, end));
  return { record, state, reason, summary, exitStatus: exitStatusOf(end, summary, exitOnChange) };
}

/** The summary of a batch that had ended before. */
async function summaryOnDisk(record: BatchRecord, { state }: BatchEnd): Promise<Summary | undefined> {
  return state === 'completed' || state === 'cancelled' ? readSummary(record) : undefined;
}

const SEVERITY: readonly ExitStatus[] = [
  EXIT.usage,
  EXIT.halted,
  EXIT.stopped,
  EXIT.rowsInError,
  EXIT.changed,
];

/** The exit status of the worst result. */
export function worstStatus(results: readonly Pick<BatchResult, 'exitStatus'>[]): ExitStatus {
  return SEVERITY.find((status) => results.some(({ exitStatus }) => exitStatus === status)) ?? EXIT.done;
}
