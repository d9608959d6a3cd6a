// Approves or rejects a batch, on record in the batch itself, from where the permit of calls takes it. Who may, and telling
// whoever has the batch, is done by others.

import { UserError } from '../domain/user-error.js';
import { withLock } from '../redis/process-lock.js';
import { callsWanted, type Decider } from './approval.js';
import { batchPaths } from './paths.js';
import { APPROVAL_VERSION, readRecord, readState, writeRecord, type BatchRecord } from './record.js';
import { makingLock } from './making-lock.js';

type Verdict = 'approved' | 'rejected';

interface Decision extends Decider {
  readonly at: number;
  /** The calls that the batch was seen to want; where it wants another number by now, nothing is decided. */
  readonly seen?: number | undefined;
}

/**
 * @param onRecord called once nothing refuses it any more, and before it is done
 * @throws UserError where the batch does not await it, wants other calls than were seen, or its own maker decides
 */
export async function decideApproval(
  dataDirectory: string,
  batch: string,
  verdict: Verdict,
  { by, how, at, seen }: Decision,
  onRecord: () => Promise<unknown>,
): Promise<BatchRecord> {
  const paths = batchPaths(dataDirectory, batch);
  // Without this a directory that is not there would be made a lock in.
  await readRecord(paths, batch);
  return withLock(makingLock(dataDirectory, batch), async () => {
    const record = await readRecord(paths, batch);
    await refuseUndecidable(record, verdict, { by, how }, dataDirectory);
    refuseUnseen(record, seen);
    await onRecord();
    const calls = record.options.maxCalls ?? null;
    const decided =
      verdict === 'approved' ? { approved: { by, how, at, calls } } : { rejected: { by, how, at } };
    const changed: BatchRecord = { ...record, version: APPROVAL_VERSION, ...decided };
    await writeRecord(paths, changed);
    return changed;
  });
}

async function refuseUndecidable(
  record: BatchRecord,
  verdict: Verdict,
  { by, how }: Decider,
  dataDirectory: string,
): Promise<void> {
  const { batch, createdBy, rejected } = record;
  const { state } = await readState(batchPaths(dataDirectory, batch), record);
  if (state !== 'awaiting_approval')
    throw new UserError('not-awaiting', ({ approval, states }) =>
      approval.notAwaiting({ batch, state: states[state] }),
    );
  if (verdict === 'approved' && rejected !== undefined)
    throw new UserError('not-awaiting', ({ approval }) => approval.isRejected({ batch }));
  // Whoever has made it may withdraw it, and at a terminal nothing proves who somebody is.
  if (verdict === 'approved' && how !== 'stated' && by === createdBy?.id)
    throw new UserError('own-approval', ({ approval }) => approval.own({ batch }));
}

/** Between the look and the word somebody may have raised `--max-calls`. */
function refuseUnseen(record: BatchRecord, seen: number | undefined): void {
  const calls = callsWanted(record);
  if (seen === undefined || seen === calls) return;
  throw new UserError('changed-batch', ({ approval }) =>
    approval.changed({ batch: record.batch, calls, seen }),
  );
}
