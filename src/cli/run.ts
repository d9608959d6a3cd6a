// `rollcall run`: does the whole job on this machine.

import { Command } from 'commander';
import { DEFAULT_WORKERS } from '../app/default-workers.js';
import type { RunResult } from '../app/run-request.js';
import { EXIT, UserError, type ExitStatus } from '../domain/user-error.js';
import {
  addListOptions,
  listOf,
  requestOf,
  waitForRedisOption,
  wholeNumber,
  type ListOptions,
} from './list-options.js';
import { addCorrectsOption } from './previous-options.js';
import { visiblePage } from './text-columns.js';
import type { Words } from '../words/words.js';

interface RunOptions extends ListOptions {
  readonly workers?: number;
  readonly ping: boolean;
  readonly waitForRedis?: number;
  readonly reconcile?: true;
  readonly json?: true;
}

export function runCommand(words: Words): Command {
  const { help, listOptions } = words;
  const command = new Command('run')
    .summary(help.run.summary)
    .description(help.run.description)
    .argument('<files...>', listOptions.files);
  return addCorrectsOption(addListOptions(command, words), words)
    .option('--workers <n>', help.workers({ count: DEFAULT_WORKERS }), wholeNumber(words))
    .addOption(waitForRedisOption(words))
    .option('--no-ping', help.run.noPing)
    .option('--reconcile', help.run.reconcile)
    .option('--json', help.summaryAsJson)
    .action(async (files: string[], options: RunOptions) => {
      process.exitCode = await runLists(files, options, words);
    });
}

async function runLists(files: readonly string[], options: RunOptions, words: Words): Promise<ExitStatus> {
  const { workers, concurrency, ping, json, batch, out, previous, corrects } = options;
  if (files.length > 1 && [batch, out, previous, corrects].some((value) => value !== undefined)) {
    throw new UserError('invalid-options', ({ listOptions }) => listOptions.oneFile);
  }
  const { Screen } = await import('./screen.js');
  const { run } = await import('../app/run.js');
  const screen = new Screen({ json, words });
  try {
    const lists = files.map((file) => listOf(file, options));
    const request = requestOf(options, words);
    const reconcile = options.reconcile === true;
    const asked = { lists, request, workers, concurrency, ping, reconcile };
    const result = await run(screen.app(options), asked, screen.interruptible);
    return await statusOf(result, json === true, words);
  } finally {
    screen.end();
  }
}

/** The exit status of the batches wins over that of the reconciliation, whose words are printed here. */
async function statusOf(
  { results, reconciliation }: RunResult,
  json: boolean,
  words: Words,
): Promise<ExitStatus> {
  const { worstStatus } = await import('../app/batch-result.js');
  const status = worstStatus(results);
  if (reconciliation === undefined) return status;
  const { reconcileStatus, reportText } = await import('../reconcile/index.js');
  const { report, path } = reconciliation;
  if (!json) process.stdout.write(visiblePage(`${reportText(report, words)}\n${path}\n`));
  if (status !== EXIT.done && status !== EXIT.changed) return status;
  const reconciled = reconcileStatus(report);
  return reconciled === EXIT.done ? status : reconciled;
}
