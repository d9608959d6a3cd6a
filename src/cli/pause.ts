// `rollcall pause`: no new calls of a batch, nothing lost.

import { Command } from 'commander';
import { batchPaths } from '../batch/paths.js';
import { readRecord, readState } from '../batch/record.js';
import { loadConfig, type Config } from '../config.js';
import { UserError } from '../domain/user-error.js';
import { openBatchAccess } from './batch-access.js';
import { beingCancelled } from './resume.js';
import { untilLeft } from './until-left.js';

export function pauseCommand(): Command {
  return new Command('pause')
    .summary('no new calls of a batch, nothing lost')
    .description("Calls under way end and are recorded. A 'run' that is paused waits; 'resume' goes on.")
    .argument('<batch>', "the batch's id")
    .option('--json', 'print the state on standard output as JSON')
    .action(async (batch: string, { json }: { json?: true }) => {
      await pause(batch, json === true, loadConfig());
    });
}

async function pause(batch: string, json: boolean, config: Config): Promise<void> {
  const paths = batchPaths(config.dataDir, batch);
  const record = await readRecord(paths, batch);
  const { state } = await readState(paths, record);
  if (state === 'completed' || state === 'cancelled') throw new UserError(`Batch "${batch}" is ${state}.`);
  const access = await openBatchAccess(config);
  try {
    if (!(await access.controlOf(record).setDesiredState('paused'))) throw beingCancelled(batch);
    const left = await untilLeft(record, access, config);
    // Nobody alive has it any more: whatever it was left as, it doesn't go on until it is resumed.
    const now = left.state === 'completed' || left.state === 'cancelled' ? left.state : 'paused';
    process.stdout.write(
      json
        ? `${JSON.stringify({ batch, state: now })}\n`
        : `Batch ${batch} is ${now}. To go on: rollcall resume ${batch}\n`,
    );
  } finally {
    await access.close();
  }
}
