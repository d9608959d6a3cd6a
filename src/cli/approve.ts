// `rollcall approve` and `reject`: decide on a batch that awaits its approval.

import { Command } from 'commander';
import type { Words } from '../words/words.js';
import { wholeNumber } from './number-argument.js';

export function approveCommand(words: Words): Command {
  const { approval, help } = words;
  return new Command('approve')
    .summary(approval.approve.summary)
    .description(approval.approve.description)
    .argument('<batch>', help.batch)
    .option('--calls <n>', approval.approve.calls, wholeNumber(words))
    .option('--json', approval.approve.json)
    .action(async (batch: string, { calls: seen, json }: { calls?: number; json?: true }) => {
      const { Screen } = await import('./screen.js');
      const { approve } = await import('../app/approval.js');
      const { goesOn } = await approve(new Screen({ words }).app(), batch, { seen });
      const said = goesOn ? approval.approved({ batch }) : approval.approvedHere({ batch });
      process.stdout.write(json ? `${JSON.stringify({ batch, goes_on: goesOn })}\n` : `${said}\n`);
    });
}

export function rejectCommand(words: Words): Command {
  const { approval, help } = words;
  return new Command('reject')
    .summary(approval.reject.summary)
    .description(approval.reject.description)
    .argument('<batch>', help.batch)
    .option('--json', help.summaryAsJson)
    .action(async (batch: string, { json }: { json?: true }) => {
      const { Screen } = await import('./screen.js');
      const { reject } = await import('../app/approval.js');
      const screen = new Screen({ json, words });
      try {
        const result = await reject(screen.app(), batch, screen.interruptible);
        screen.print(result);
        process.exitCode = result.exitStatus;
      } finally {
        screen.end();
      }
    });
}
