// Pauses a batch: no new calls are made, and nothing is lost.

import { batchPaths } from '../batch/paths.js';
import { hasEnded, readRecord, readState, type BatchState } from '../batch/record.js';
import { UserError } from '../domain/user-error.js';
import type { App } from './app.js';
import { accessFor } from './batch-access.js';
import { beingCancelled } from './resume.js';
import { untilLeft } from './until-left.js';

export interface PauseResult {
  readonly batch: string;
  /** `paused`, or the state in which the batch ended before it could be paused. */
  readonly state: BatchState;
}

/** @throws UserError where the batch has ended, or is being cancelled */
export async function pause(app: App, batch: string): Promise<PauseResult> {
  const { config } = app;
  const paths = batchPaths(config.dataDir, batch);
  const record = await readRecord(paths, batch);
  const before = await readState(paths, record);
  if (hasEnded(before))
    throw new UserError('ended-batch', ({ batchErrors, states }) =>
      batchErrors.isEnded({ batch, state: states[before.state] }),
    );
  const access = await accessFor(app);
  try {
    if (!(await access.controlOf(record).setDesiredState('paused'))) throw beingCancelled(batch);
    const left = await untilLeft(record, access, config);
    // No live process has the batch any more, so it doesn't go on until it is resumed, whatever its state was.
    return { batch, state: hasEnded(left) ? left.state : 'paused' };
  } finally {
    await access.close();
  }
}
