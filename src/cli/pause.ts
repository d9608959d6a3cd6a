// `rollcall pause`: makes no new calls of a batch, and loses nothing.

import { Command } from 'commander';
import type { Words } from '../words/words.js';

export function pauseCommand(words: Words): Command {
  const { help, batches } = words;
  return new Command('pause')
    .summary(help.pause.summary)
    .description(help.pause.description)
    .argument('<batch>', help.batch)
    .option('--json', help.stateAsJson)
    .action(async (batch: string, { json }: { json?: true }) => {
      const { Screen } = await import('./screen.js');
      const { pause } = await import('../app/pause.js');
      const result = await pause(new Screen({ words }).app(), batch);
      process.stdout.write(
        json
          ? `${JSON.stringify(result)}\n`
          : `${batches.isInState({ batch, state: words.states[result.state] })}\n`,
      );
    });
}
