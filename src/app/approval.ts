// From how many calls on batches need an approval; approving and rejecting one. The permit of calls holds what is decided
// here; this only decides and tells.

import {
  approvalLimitPath,
  readApprovalLimit,
  writeApprovalLimit,
  writeFirstApprovalLimit,
  type ApprovalLimit,
} from '../batch/approval-limit.js';
import { decideApproval } from '../batch/decide-approval.js';
import type { BatchRecord } from '../batch/record.js';
import { UserError } from '../domain/user-error.js';
import { runningSocket } from '../redis/private-redis.js';
import { uninterrupted, type App, type Interruptible } from './app.js';
import { accessFor } from './batch-access.js';
import type { BatchResult } from './batch-result.js';
import { cancel } from './cancel.js';
import { queueAgain } from './live-worker.js';
import { actorHere, deciderOf, putOnRecord, type Actor } from './on-record.js';

/** @param calls null: no batch needs an approval any more */
export async function setApproval(
  { config: { dataDir } }: Pick<App, 'config'>,
  calls: number | null,
  actor: Actor = actorHere(),
): Promise<ApprovalLimit> {
  await putOnRecord(dataDir, actor, { act: 'setApproval', value: calls ?? 'off' });
  const limit = { calls, by: actor.id, at: Date.now() };
  await writeApprovalLimit(approvalLimitPath(dataDir), limit);
  return limit;
}

/** Undefined where it was never set. */
export async function approvalNow({
  config: { dataDir },
}: Pick<App, 'config'>): Promise<ApprovalLimit | undefined> {
  return readApprovalLimit(approvalLimitPath(dataDir));
}

/** For the start of `serve`: the setting counts where nobody has set it, or switched it off. */
export async function setApprovalFirst({ config }: Pick<App, 'config'>): Promise<void> {
  const { approvalCalls: calls, dataDir } = config;
  if (calls === undefined) return;
  const { id: by } = actorHere();
  await writeFirstApprovalLimit(approvalLimitPath(dataDir), { calls, by, at: Date.now() });
}

export interface Approved {
  readonly batch: string;
  /** Whether a live worker goes on with it; else somebody has to resume it. */
  readonly goesOn: boolean;
}

interface Approval {
  readonly actor?: Actor;
  /** The calls that the batch was seen to want. */
  readonly seen?: number | undefined;
  /** Called once it is on disk, whatever becomes of Redis. */
  readonly onOrdered?: () => void;
}

/**
 * @throws UserError where the batch does not await it, wants other calls than were seen, or its own maker approves it
 */
export async function approve(
  app: App,
  batch: string,
  { actor = actorHere(), seen, onOrdered = () => undefined }: Approval = {},
): Promise<Approved> {
  const { dataDir } = app.config;
  const decider = { ...deciderOf(actor), at: Date.now(), seen };
  const record = await decideApproval(dataDir, batch, 'approved', decider, () =>
    putOnRecord(dataDir, actor, { act: 'approveBatch', batch }),
  );
  onOrdered();
  return { batch, goesOn: await goOn(record, app) };
}

/** It is approved already: where Redis can't be used now, a person resumes the batch later. */
async function goOn(record: BatchRecord, app: App): Promise<boolean> {
  const { redisUrl, dataDir } = app.config;
  if (redisUrl === undefined && runningSocket(dataDir) === undefined) return false;
  try {
    const access = await accessFor(app);
    try {
      const control = access.controlOf(record);
      await control.retune();
      // Who has paused it lets it go on.
      if ((await control.desiredState()) !== undefined || !(await access.queue.hasWorkers())) return false;
      await queueAgain(record, access);
      return true;
    } finally {
      await access.close();
    }
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    app.tell({ kind: 'warning', message: error.message });
    return false;
  }
}

/**
 * From here on the batch calls nobody; whoever rejects it cancels it, too.
 *
 * @throws UserError where the batch does not await its approval
 */
export async function decideAgainst(
  { config: { dataDir } }: Pick<App, 'config'>,
  batch: string,
  actor: Actor,
): Promise<void> {
  const decider = { ...deciderOf(actor), at: Date.now() };
  await decideApproval(dataDir, batch, 'rejected', decider, () =>
    putOnRecord(dataDir, actor, { act: 'rejectBatch', batch }),
  );
}

/**
 * Ends the batch as cancelled. Where that is cut off, it calls nobody all the same, and can be rejected or cancelled again.
 *
 * @throws UserError where the batch does not await its approval
 */
export async function reject(
  app: App,
  batch: string,
  interruptible: Interruptible = uninterrupted,
): Promise<BatchResult> {
  await decideAgainst(app, batch, actorHere());
  const [result] = await cancel(app, [batch], interruptible);
  if (result === undefined) throw new Error('a batch that is cancelled has a result');
  return result;
}
