// `rollcall cancel`: ends a batch for good, with the outcomes so far.

import { Command } from 'commander';
import type { Words } from '../words/words.js';

export function cancelCommand(words: Words): Command {
  const { help } = words;
  return new Command('cancel')
    .summary(help.cancel.summary)
    .description(help.cancel.description)
    .argument('<batch>', help.batch)
    .option('--json', help.summaryAsJson)
    .action(async (batch: string, { json }: { json?: true }) => {
      const { Screen } = await import('./screen.js');
      const { cancel } = await import('../app/cancel.js');
      const screen = new Screen({ json, words });
      try {
        const result = await cancel(screen.app(), batch, screen.interruptible);
        screen.print(result);
        process.exitCode = result.exitStatus;
      } finally {
        screen.end();
      }
    });
}
