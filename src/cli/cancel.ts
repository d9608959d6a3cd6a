// `rollcall cancel`: ends a batch for good, with the outcomes so far.

import { Command } from 'commander';

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
      const { Screen } = await import('./screen.js');
      const { cancel } = await import('../app/cancel.js');
      const screen = new Screen({ json });
      try {
        const result = await cancel(screen.app(), batch, screen.interruptible);
        screen.print(result);
        process.exitCode = result.exitStatus;
      } finally {
        screen.end();
      }
    });
}
