// Ends batches for good, with the outcomes so far.

import { batchPaths } from '../batch/paths.js';
import { isDraft } from '../batch/draft-record.js';
import { readRecord, readState, type BatchRecord } from '../batch/record.js';
import { discardBatch } from '../batch/retention/unmade.js';
import { UserError } from '../domain/user-error.js';
import { uninterrupted, type App, type Interruptible } from './app.js';
import { accessFor, type BatchAccess } from './batch-access.js';
import { resultOf, type BatchResult } from './batch-result.js';
import { runInForeground } from './foreground.js';
import { untilLeft } from './until-left.js';
import { VerifyProcesses } from './verify-processes.js';

/**
 * Ends all of them, or, where one is completed, none. All stop calling before one is waited for.
 *
 * @param onEnd told of each as it ends
 * @returns in their order, each batch once
 * @throws UserError where a batch is completed
 */
export async function cancel(
  app: App,
  batches: readonly string[],
  interruptible: Interruptible = uninterrupted,
  onEnd: (result: BatchResult) => void = () => undefined,
): Promise<readonly BatchResult[]> {
  const known = await Promise.all([...new Set(batches)].map((batch) => cancellable(app, batch)));
  const results: BatchResult[] = [];
  const told = (result: BatchResult): void => {
    onEnd(result);
    results.push(result);
  };
  const begun: typeof known = [];
  for (const each of known) {
    if (each.state !== 'draft' || !(await discardDraft(app, each.record.batch))) begun.push(each);
    else told(await resultOf(each.record, { state: 'cancelled' }, false));
  }
  if (begun.length === 0) return results;
  const access = await accessFor(app);
  try {
    for (const { record, state } of begun) {
      if (state !== 'cancelled') await access.controlOf(record).setDesiredState('cancelled');
    }
    for (const { record } of begun) told(await ended(record, access, app, interruptible));
    return results;
  } finally {
    await access.close();
  }
}

/** A draft costs nothing and has called nobody, so nothing is left of it. @returns false where it was started meanwhile */
export async function discardDraft({ config }: Pick<App, 'config'>, batch: string): Promise<boolean> {
  return discardBatch(config.dataDir, batch, isDraft);
}

/** @throws UserError where the batch is completed */
export async function cancellable({ config }: App, batch: string) {
  const paths = batchPaths(config.dataDir, batch);
  const record = await readRecord(paths, batch);
  const { state } = await readState(paths, record);
  if (state === 'completed')
    throw new UserError('ended-batch', ({ batchErrors }) => batchErrors.completedAlready({ batch }));
  return { record, state };
}

async function ended(
  record: BatchRecord,
  access: BatchAccess,
  app: App,
  interruptible: Interruptible,
): Promise<BatchResult> {
  for (;;) {
    const result = await cancelHere(record, access, app, interruptible);
    if (result !== undefined) return result;
  }
}

/**
 * @returns undefined where another process took the batch up at the same moment: it sees the desired state, and cancels
 * the batch
 */
async function cancelHere(
  record: BatchRecord,
  access: BatchAccess,
  app: App,
  interruptible: Interruptible,
): Promise<BatchResult | undefined> {
  const { batch } = record;
  const left = await untilLeft(record, access, app.config);
  if (left.state === 'cancelled') return resultOf(record, left, false);
  if (left.state === 'completed') {
    await access.controlOf(record).clear();
    throw new UserError('ended-batch', ({ batchErrors }) => batchErrors.completedMeanwhile({ batch }));
  }
  try {
    const processes = VerifyProcesses.for(app);
    const ends = await runInForeground([record], access, app, { verifiers: processes, interruptible });
    return await resultOf(record, ends.get(batch) ?? { state: 'queued' }, false);
  } catch (error) {
    if (error instanceof UserError && error.code === 'busy-batch') return undefined;
    throw error;
  }
}
