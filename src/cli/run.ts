// `rollcall run`: the whole job on this machine.

import { availableParallelism } from 'node:os';
import { Command } from 'commander';
import { createBatch } from '../batch/create.js';
import type { BatchRecord } from '../batch/record.js';
import { recordedBatches } from '../batch/recorded-batches.js';
import { keepOptions } from '../batch/keep-options.js';
import { discardBatch } from '../batch/retention/unmade.js';
import { loadConfig, type Config } from '../config.js';
import { chinaDay } from '../domain/china-time.js';
import { EXIT, UserError, type ExitStatus } from '../domain/user-error.js';
import { reconcileStatus, reportText } from '../reconcile/index.js';
import { makeDataDirectory, openBatchAccess } from './batch-access.js';
import { reportEnds, reportOptions } from './batch-report.js';
import { showBrief } from './check-brief.js';
import { runInForeground } from './foreground.js';
import { addListOptions, requestOf, wholeNumber, type ListOptions } from './list-options.js';
import { beforeCalls } from './before-calls.js';
import { reconcileDays } from './reconcile.js';
import { sweepTemporaryDirectories } from './temporary-directory.js';
import { visiblePage } from './text-columns.js';

interface RunOptions extends ListOptions {
  readonly workers: number;
  readonly ping: boolean;
  readonly reconcile?: true;
  readonly json?: true;
}

export const defaultWorkers = Math.max(1, availableParallelism() - 1);

export function runCommand(): Command {
  const command = new Command('run')
    .summary('verify lists on this machine, from the first row to the last file')
    .description(
      'Verifies each FILE as a batch: reads the list, calls the service for every row that needs it, and writes ' +
        'outcomes.csv, attempts.csv and summary.json. "-" is standard input. Exit status 0: done; 1: wrong usage or ' +
        'input, nothing was sent; 2: done, with rows in error, or with --in-doubt hold in in_doubt; 3: halted; 5: stopped by a signal or cancelled; 6, with --exit-on-change: done, and not the same as the batch before.',
    )
    .argument('<files...>', 'CSV or Excel files with a column of names and one of identity numbers');
  return addListOptions(command)
    .option('--workers <n>', 'verify processes', wholeNumber, defaultWorkers)
    .option('--no-ping', "don't try the credentials before the first call")
    .option('--reconcile', "hold the calls against the provider's counts of these days at the end")
    .option('--json', 'print the summary on standard output as JSON')
    .action(async (files: string[], options: RunOptions) => {
      process.exitCode = await run(files, options, loadConfig());
    });
}

async function run(files: readonly string[], options: RunOptions, config: Config): Promise<ExitStatus> {
  const single = [options.batch, options.out, options.previous];
  if (files.length > 1 && single.some((value) => value !== undefined)) {
    throw new UserError(
      '--batch, --out and --previous go with one FILE. Run the files one by one, or leave them out.',
    );
  }
  await makeDataDirectory(config.dataDir);
  await sweepTemporaryDirectories();
  const requests = files.map((file) => requestOf(file, options, config));
  await beforeCalls(config, options.ping);
  const records: BatchRecord[] = [];
  const made: string[] = [];
  const again: string[] = [];
  try {
    for (const request of requests) {
      const { record, existed, doubts } = await createBatch(request, config.dataDir, Date.now());
      if (!existed) {
        made.push(record.batch);
        await showBrief(record, config, request.previous, doubts);
      } else again.push(record.batch);
      records.push(record);
    }
  } catch (error) {
    // One list that can't be read: nothing is run, so nothing is left behind of the others.
    for (const batch of made) await discardBatch(config.dataDir, batch);
    throw error;
  }
  const startedAt = Date.now();
  const access = await openBatchAccess(config);
  try {
    const ends = await runInForeground(records, access, config, {
      workers: options.workers,
      concurrency: options.concurrency ?? config.concurrency,
      onClaimed: () => keepOptions(again, requests[0]?.given, config.dataDir),
    });
    const status = await reportEnds(records, ends, reportOptions(options));
    return options.reconcile
      ? await reconcileSince(startedAt, status, options.json === true, config)
      : status;
  } finally {
    await access.close();
  }
}

/** The exit status of the batches wins over that of the reconciliation. */
async function reconcileSince(
  startedAt: number,
  status: ExitStatus,
  json: boolean,
  config: Config,
): Promise<ExitStatus> {
  const days = { from: chinaDay(startedAt), to: chinaDay(Date.now()) };
  const { report, path } = await reconcileDays(config, recordedBatches, days);
  if (!json) process.stdout.write(visiblePage(`${reportText(report)}\n${path}\n`));
  if (status !== EXIT.done && status !== EXIT.changed) return status;
  const reconciled = reconcileStatus(report);
  return reconciled === EXIT.done ? status : reconciled;
}
