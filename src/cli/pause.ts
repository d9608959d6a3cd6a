// `rollcall pause`: makes no new calls of batches, and loses nothing.

import { Command } from 'commander';
import type { Words } from '../words/words.js';

export function pauseCommand(words: Words): Command {
  const { help, batches } = words;
  return new Command('pause')
    .summary(help.pause.summary)
    .description(help.pause.description)
    .argument('<batches...>', words.looking.ids)
    .option('--json', help.stateAsJson)
    .action(async (names: string[], { json }: { json?: true }) => {
      const { Screen } = await import('./screen.js');
      const { pause } = await import('../app/pause.js');
      for (const result of await pause(new Screen({ words }).app(), names)) {
        const { batch, state } = result;
        const text = json ? JSON.stringify(result) : batches.isInState({ batch, state: words.states[state] });
        process.stdout.write(`${text}\n`);
      }
    });
}
