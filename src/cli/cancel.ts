// `rollcall cancel`: ends batches for good, with the outcomes so far.

import { Command } from 'commander';
import type { Words } from '../words/words.js';

export function cancelCommand(words: Words): Command {
  const { help } = words;
  return new Command('cancel')
    .summary(help.cancel.summary)
    .description(help.cancel.description)
    .argument('<batches...>', words.looking.ids)
    .option('--json', help.summaryAsJson)
    .action(async (batches: string[], { json }: { json?: true }) => {
      const { Screen } = await import('./screen.js');
      const { cancel } = await import('../app/cancel.js');
      const screen = new Screen({ json, words });
      try {
        const { worstStatus } = await import('../app/batch-result.js');
        const results = await cancel(screen.app(), batches, screen.interruptible, (result) => {
          screen.print(result);
        });
        process.exitCode = worstStatus(results);
      } finally {
        screen.end();
      }
    });
}
