// `rollcall label`: gives a batch another label, on record.

import { Command } from 'commander';
import type { Words } from '../words/words.js';
import { visiblePage } from './text-columns.js';

export function labelCommand(words: Words): Command {
  const { help, batches } = words;
  return new Command('label')
    .summary(help.label.summary)
    .description(help.label.description)
    .argument('<batch>', help.batch)
    .argument('<text>', help.label.text)
    .option('--json', help.label.json)
    .action(async (batch: string, text: string, { json }: { json?: true }) => {
      const { Screen } = await import('./screen.js');
      const { label } = await import('../app/label.js');
      const result = await label(new Screen({ words }).app(), batch, text);
      const said = result.was === result.label ? batches.labelledAlready(result) : batches.relabelled(result);
      process.stdout.write(json ? `${JSON.stringify(result)}\n` : visiblePage(`${said}\n`));
    });
}
