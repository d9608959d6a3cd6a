// Pauses batches: no new calls are made, and nothing is lost.

import { keepPaused } from '../batch/desired-on-disk.js';
import { batchPaths } from '../batch/paths.js';
import { hasEnded, readRecord, readState, type BatchRecord, type BatchState } from '../batch/record.js';
import { UserError } from '../domain/user-error.js';
import type { App } from './app.js';
import { accessFor, type BatchAccess } from './batch-access.js';
import { beingCancelled } from './live-worker.js';
import { untilLeft } from './until-left.js';

export interface PauseResult {
  readonly batch: string;
  /** `paused`, or the state in which the batch ended before it could be paused. */
  readonly state: BatchState;
}

/**
 * Pauses all of them, or, where one can't be paused, none. All stop calling before one is waited for.
 *
 * @param onOrdered called once no call leaves any more
 * @returns in their order, each batch once
 * @throws UserError where a batch has ended, or is being cancelled
 */
export async function pause(
  app: App,
  batches: readonly string[],
  onOrdered: () => void = () => undefined,
): Promise<readonly PauseResult[]> {
  const named = [...new Set(batches)];
  const records = await Promise.all(named.map((batch) => pausable(app, batch)));
  const access = await accessFor(app);
  try {
    for (const record of records) {
      if (!(await access.controlOf(record).setDesiredState('paused'))) throw beingCancelled(record.batch);
    }
    onOrdered();
    const results: PauseResult[] = [];
    for (const record of records) results.push(await leftPaused(record, access, app));
    return results;
  } finally {
    await access.close();
  }
}

async function pausable({ config }: App, batch: string): Promise<BatchRecord> {
  const paths = batchPaths(config.dataDir, batch);
  const record = await readRecord(paths, batch);
  const before = await readState(paths, record);
  if (hasEnded(before))
    throw new UserError('ended-batch', ({ batchErrors, states }) =>
      batchErrors.isEnded({ batch, state: states[before.state] }),
    );
  if (before.state === 'draft')
    throw new UserError('unstarted-batch', ({ batchErrors }) => batchErrors.isDraft({ batch }));
  return record;
}

async function leftPaused(record: BatchRecord, access: BatchAccess, { config }: App): Promise<PauseResult> {
  const { batch } = record;
  const left = await untilLeft(record, access, config);
  await keepPaused(batchPaths(config.dataDir, batch), left.state);
  // No live process has the batch any more, so it doesn't go on until it is resumed, whatever its state was.
  return { batch, state: hasEnded(left) ? left.state : 'paused' };
}
