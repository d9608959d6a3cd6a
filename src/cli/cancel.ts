// `rollcall cancel`: ends a batch for good, with the outcomes so far.

import { Command } from 'commander';
import { batchPaths } from '../batch/paths.js';
import { hasEnded, readRecord, readState } from '../batch/record.js';
import { loadConfig, type Config } from '../config.js';
import { UserError, type ExitStatus } from '../domain/user-error.js';
import { openBatchAccess } from './batch-access.js';
import { reportEnds } from './batch-report.js';
import { runInForeground } from './foreground.js';
import { untilLeft } from './until-left.js';

export function cancelCommand(): Command {
  return new Command('cancel')
    .summary('end a batch for good, with the outcomes so far')
    .description(
      'Calls under way end and are recorded. Rows without an outcome are written as in_doubt where a call is, else as ' +
        "not_sent. A cancelled batch can't be resumed. Exit status 5.",
    )
    .argument('<batch>', "the batch's id")
    .option('--json', 'print the summary on standard output as JSON')
    .action(async (batch: string, { json }: { json?: true }) => {
      process.exitCode = await cancel(batch, json === true, loadConfig());
    });
}

async function cancel(batch: string, json: boolean, config: Config): Promise<ExitStatus> {
  const paths = batchPaths(config.dataDir, batch);
  const record = await readRecord(paths, batch);
  const { state } = await readState(paths, record);
  if (state === 'completed')
    throw new UserError(`Batch "${batch}" is completed: there is nothing to cancel.`);
  const access = await openBatchAccess(config);
  try {
    if (state !== 'cancelled') await access.controlOf(record).setDesiredState('cancelled');
    let left = await untilLeft(record, access, config);
    // Somebody who resumes it at this moment finds the desired state, and cancels it.
    while (!hasEnded(left) && !(await access.queue.release(batch)))
      left = await untilLeft(record, access, config);
    if (left.state === 'cancelled') return await reportEnds([record], new Map([[batch, left]]), { json });
    if (left.state === 'completed') {
      await access.controlOf(record).clear();
      throw new UserError(`Batch "${batch}" was completed before it could be cancelled.`);
    }
    const ends = await runInForeground([record], access, config, { workers: 0, concurrency: 1 });
    return await reportEnds([record], ends, { json });
  } finally {
    await access.close();
  }
}
