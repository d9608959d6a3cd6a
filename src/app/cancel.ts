// Ends a batch for good, with the outcomes so far.

import { batchPaths } from '../batch/paths.js';
import { hasEnded, readRecord, readState } from '../batch/record.js';
import { UserError } from '../domain/user-error.js';
import { uninterrupted, type App, type Interruptible } from './app.js';
import { accessFor } from './batch-access.js';
import { resultOf, type BatchResult } from './batch-result.js';
import { runInForeground } from './foreground.js';
import { untilLeft } from './until-left.js';

/** @throws UserError where the batch is completed */
export async function cancel(
  app: App,
  batch: string,
  interruptible: Interruptible = uninterrupted,
): Promise<BatchResult> {
  const { config } = app;
  const paths = batchPaths(config.dataDir, batch);
  const record = await readRecord(paths, batch);
  const { state } = await readState(paths, record);
  if (state === 'completed')
    throw new UserError('ended-batch', `Batch "${batch}" is completed: there is nothing to cancel.`);
  const access = await accessFor(app);
  try {
    if (state !== 'cancelled') await access.controlOf(record).setDesiredState('cancelled');
    let left = await untilLeft(record, access, config);
    // Somebody who resumes it at this moment finds the desired state, and cancels it.
    while (!hasEnded(left) && !(await access.queue.release(batch)))
      left = await untilLeft(record, access, config);
    if (left.state === 'cancelled') return await resultOf(record, left, false);
    if (left.state === 'completed') {
      await access.controlOf(record).clear();
      throw new UserError('ended-batch', `Batch "${batch}" was completed before it could be cancelled.`);
    }
    const ends = await runInForeground([record], access, app, { workers: 0, concurrency: 1, interruptible });
    return await resultOf(record, ends.get(batch) ?? { state: 'queued' }, false);
  } finally {
    await access.close();
  }
}
