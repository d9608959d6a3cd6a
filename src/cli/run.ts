// `rollcall run`: does the whole job on this machine.

import { Command } from 'commander';
import { DEFAULT_WORKERS } from '../app/default-workers.js';
import type { RunResult } from '../app/run-request.js';
import { EXIT, UserError, type ExitStatus } from '../domain/user-error.js';
import { addListOptions, listOf, requestOf, wholeNumber, type ListOptions } from './list-options.js';
import { visiblePage } from './text-columns.js';

interface RunOptions extends ListOptions {
  readonly workers?: number;
  readonly ping: boolean;
  readonly reconcile?: true;
  readonly json?: true;
}

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
    .option(
      '--workers <n>',
      `verify processes (default: ${DEFAULT_WORKERS}; for short lists none, as this process calls)`,
      wholeNumber,
    )
    .option('--no-ping', "don't try the credentials before the first call")
    .option('--reconcile', "hold the calls against the provider's counts of these days at the end")
    .option('--json', 'print the summary on standard output as JSON')
    .action(async (files: string[], options: RunOptions) => {
      process.exitCode = await runLists(files, options);
    });
}

async function runLists(files: readonly string[], options: RunOptions): Promise<ExitStatus> {
  const { workers, concurrency, ping, json, batch, out, previous } = options;
  if (files.length > 1 && [batch, out, previous].some((value) => value !== undefined)) {
    throw new UserError(
      'invalid-options',
      '--batch, --out and --previous go with one FILE. Run the files one by one, or leave them out.',
    );
  }
  const { Screen } = await import('./screen.js');
  const { run } = await import('../app/run.js');
  const screen = new Screen({ json });
  try {
    const lists = files.map((file) => listOf(file, options));
    const request = requestOf(options);
    const reconcile = options.reconcile === true;
    const asked = { lists, request, workers, concurrency, ping, reconcile };
    return await statusOf(await run(screen.app(), asked, screen.interruptible), json === true);
  } finally {
    screen.end();
  }
}

/** The exit status of the batches wins over that of the reconciliation, whose words are printed here. */
async function statusOf({ results, reconciliation }: RunResult, json: boolean): Promise<ExitStatus> {
  const { worstStatus } = await import('../app/batch-result.js');
  const status = worstStatus(results);
  if (reconciliation === undefined) return status;
  const { reconcileStatus, reportText } = await import('../reconcile/index.js');
  const { report, path } = reconciliation;
  if (!json) process.stdout.write(visiblePage(`${reportText(report)}\n${path}\n`));
  if (status !== EXIT.done && status !== EXIT.changed) return status;
  const reconciled = reconcileStatus(report);
  return reconciled === EXIT.done ? status : reconciled;
}
