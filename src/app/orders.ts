// What a person orders of a batch where workers do the work: it is on record and in the queue when the order returns, and what
// follows is theirs. The command line's own use cases wait, or work themselves, where no worker lives.

import { startDraft } from '../batch/draft.js';
import { decideApproval } from '../batch/decide-approval.js';
import { withGiven } from '../batch/keep-options.js';
import type { ListRequest } from '../batch/list-request.js';
import { batchPaths, type BatchPaths } from '../batch/paths.js';
import {
  hasEnded,
  newestOwner,
  readRecord,
  readState,
  type BatchRecord,
  type StateRecord,
} from '../batch/record.js';
import { UserError } from '../domain/user-error.js';
import { accountState } from '../journal/account-state.js';
import { liftHalt } from '../journal/batch-control.js';
import { scopeOf, type Account } from '../journal/keys.js';
import type { App } from './app.js';
import { accessFor, type BatchAccess } from './batch-access.js';
import { said } from './batch-request.js';
import { cancellable, discardDraft } from './cancel.js';
import { queueAgain, tellLiveWorker } from './live-worker.js';
import { deciderOf, putOnRecord, type Actor } from './on-record.js';
import { acceptance, approvalOf, resumable } from './resume.js';
import { untilLeft } from './until-left.js';

export interface ResumeOrder {
  readonly batch: string;
  readonly options?: ListRequest['options'];
  /** More rows of the batch's sample, behind which it pauses again; absent: all rows. */
  readonly sample?: ListRequest['sample'];
  /** Whether the one who orders may say that the cause of a halt of the account is mended. */
  readonly mayLift: boolean;
}

/**
 * Starts a draft: from here on it is a batch that waits for a worker. One that was started stays as it is.
 *
 * @throws UserError where the batch can't go on, or has another account than the settings
 */
export async function startBatch(
  app: App,
  batch: string,
  sample?: ListRequest['sample'],
  onOrdered: () => void = () => undefined,
): Promise<void> {
  const { dataDir } = app.config;
  await resumable(app, batch, { sample: undefined });
  const started = await startDraft(dataDir, batch, Date.now(), sample);
  onOrdered();
  // Whoever approves it has it queued.
  if ((await readState(batchPaths(dataDir, batch), started)).state === 'awaiting_approval') return;
  await withAccess(app, (access) => access.queue.add(batch, started.options.priority));
}

/**
 * Has workers go on with a batch, also after a crash or a halt.
 *
 * @throws UserError where the batch has ended, or belongs to another account
 */
export async function resumeByWorkers(
  app: App,
  { batch, options = {}, sample, mayLift }: ResumeOrder,
  onOrdered: () => void = () => undefined,
): Promise<void> {
  const { record, state } = await resumable(app, batch, { sample });
  if (hasEnded(state))
    throw new UserError('ended-batch', ({ batchErrors, states }) =>
      batchErrors.isEnded({ batch, state: states[state.state] }),
    );
  const beyond = sample === undefined ? ({ beyondSample: 'resume' } as const) : { sample };
  const given = { options: said(options), ...beyond };
  await withAccess(app, async (access) => {
    const change = acceptance([record], given, access, app);
    const accept = async (): Promise<void> => {
      await change();
      onOrdered();
    };
    const lift = (): Promise<void> =>
      mayLift ? liftHalt(access.redis.redis, scopeOf(record.account)) : Promise.resolve();
    const { awaits } = await approvalOf(withGiven(record, given, state), app);
    if (!awaits && (await tellLiveWorker(record, access, accept, lift))) return;
    await accept();
    if (awaits) return;
    await lift();
    await queueAgain(record, access);
  });
}

/** Whether a halt of its account keeps the batch from going on. */
export async function isAccountHalted(app: App, account: Account): Promise<boolean> {
  return withAccess(app, async ({ redis }) => {
    const { halted } = await accountState(redis.redis, scopeOf(account));
    return halted !== undefined;
  });
}

/**
 * Ends a batch for good. A draft goes at once; for any other no call leaves from here on, and workers write its outcomes so far.
 *
 * @returns when it has ended; the order is given, and outlives this process, once `onOrdered` is called
 * @throws UserError where the batch is completed
 */
export async function cancelByWorkers(app: App, batch: string, onOrdered: () => void): Promise<void> {
  const { record, state } = await cancellable(app, batch);
  if (state === 'cancelled') return;
  if (state === 'draft' && (await discardDraft(app, batch))) return;
  await withAccess(app, async (access) => {
    await access.controlOf(record).setDesiredState('cancelled');
    await access.queue.add(batch, record.options.priority);
    onOrdered();
    // An owner that is just leaving the batch takes its job out of the queue.
    if (hasEnded(await untilLeft(record, access, app.config))) return;
    await access.queue.add(batch, record.options.priority);
  });
}

/**
 * Ends a batch that awaits its approval as cancelled.
 *
 * @throws UserError where it does not await it
 */
export async function rejectByWorkers(
  app: App,
  batch: string,
  actor: Actor,
  onOrdered: () => void,
): Promise<void> {
  const { dataDir } = app.config;
  const decider = { ...deciderOf(actor), at: Date.now() };
  await decideApproval(dataDir, batch, 'rejected', decider, () =>
    putOnRecord(dataDir, actor, { act: 'rejectBatch', batch }),
  );
  await cancelByWorkers(app, batch, onOrdered);
}

/**
 * Queues what a process that was killed had put on record and not yet queued: drafts that were started, batches that were approved
 * while no worker lived, and batches that are to be cancelled.
 */
export async function queueOrdered(app: App, batches: readonly string[]): Promise<string[]> {
  return withAccess(app, async (access) => {
    const queued: string[] = [];
    for (const batch of batches) if (await queueIfOrdered(app, access, batch)) queued.push(batch);
    return queued;
  });
}

async function queueIfOrdered({ config }: App, access: BatchAccess, batch: string): Promise<boolean> {
  const paths = batchPaths(config.dataDir, batch);
  const record = await readRecord(paths, batch);
  const state = await readState(paths, record);
  if (hasEnded(state) || state.state === 'draft' || (await access.queue.has(batch))) return false;
  const isLet = record.draft?.startedAt !== undefined || (await isApproved(record, state, paths));
  const desired = await access.controlOf(record).desiredState();
  if (desired !== 'cancelled' && !(isLet && state.state === 'queued' && desired === undefined)) return false;
  await access.queue.add(batch, record.options.priority);
  return true;
}

/** Since it was left, or made: one that somebody has stopped since then goes on when he says so. */
async function isApproved(record: BatchRecord, left: StateRecord, paths: BatchPaths): Promise<boolean> {
  if (record.approved === undefined) return false;
  return left.allowedCalls !== undefined || (await newestOwner(paths)) === undefined;
}

async function withAccess<Result>(app: App, use: (access: BatchAccess) => Promise<Result>): Promise<Result> {
  const access = await accessFor(app);
  try {
    return await use(access);
  } finally {
    await access.close();
  }
}
