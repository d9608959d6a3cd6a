// How a batch was left, with what is on record of it, and what that means for scripts.

import { exitStatusOf, readSummary } from '../batch/exit-status.js';
import type { BatchRecord } from '../batch/record.js';
import type { BatchEnd } from '../batch/run/ports.js';
import type { Summary } from '../collect/summary.js';
import { EXIT, type ExitStatus } from '../domain/user-error.js';

export interface BatchResult {
  readonly record: BatchRecord;
  readonly state: BatchEnd['state'];
  /** Why it is halted, and what to do. */
  readonly reason: string | undefined;
  /** What summary.json holds; undefined where there is none yet. */
  readonly summary: Summary | undefined;
  readonly exitStatus: ExitStatus;
}

/** @param exitOnChange whether a change against the earlier batch shows in the exit status */
export async function resultOf(
  record: BatchRecord,
  end: BatchEnd,
  exitOnChange: boolean,
): Promise<BatchResult> {
  const { state, reason } = end;
  const summary = end.summary ?? (await summaryOnDisk(record, end));
  return { record, state, reason, summary, exitStatus: exitStatusOf(end, summary, exitOnChange) };
}

/** Of a batch that had ended before. */
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

/** That of the worst. */
export function worstStatus(results: readonly Pick<BatchResult, 'exitStatus'>[]): ExitStatus {
  return SEVERITY.find((status) => results.some(({ exitStatus }) => exitStatus === status)) ?? EXIT.done;
}
