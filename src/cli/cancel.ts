// `rollcall cancel`: ends a batch for good, with the outcomes so far.

import { Command } from 'commander';
import { cancel } from '../app/cancel.js';
import { printResult } from './batch-report.js';
import { Screen } from './screen.js';

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
      const screen = new Screen();
      try {
        const result = await cancel(screen.app(), batch, screen.interruptible);
        screen.end();
        printResult(result, json === true);
        process.exitCode = result.exitStatus;
      } finally {
        screen.end();
      }
    });
}
