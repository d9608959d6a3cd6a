// `rollcall pause`: makes no new calls of a batch, and loses nothing.

import { Command } from 'commander';

export function pauseCommand(): Command {
  return new Command('pause')
    .summary('no new calls of a batch, nothing lost')
    .description("Calls under way end and are recorded. A 'run' that is paused waits; 'resume' goes on.")
    .argument('<batch>', "the batch's id")
    .option('--json', 'print the state on standard output as JSON')
    .action(async (batch: string, { json }: { json?: true }) => {
      const { Screen } = await import('./screen.js');
      const { pause } = await import('../app/pause.js');
      const result = await pause(new Screen().app(), batch);
      process.stdout.write(
        json
          ? `${JSON.stringify(result)}\n`
          : `Batch ${batch} is ${result.state}. To go on: rollcall resume ${batch}\n`,
      );
    });
}
