// `rollcall schedule run`: begins a night now, by a live worker if there is one, or else here.

import { Command, Option } from 'commander';
import { DEFAULT_WORKERS } from '../app/default-workers.js';
import { wholeNumber } from './list-options.js';
import { scheduleName } from './schedule-name.js';
import type { Words } from '../words/words.js';

interface RunFlags {
  readonly workers?: number;
  readonly sameFile?: 'skip' | 'run';
  readonly json?: true;
}

export function scheduleRunCommand(words: Words): Command {
  const { help, helpSchedules } = words;
  const { summary, description, sameFile: ofSameFile } = helpSchedules.run;
  return new Command('run')
    .summary(summary)
    .description(description)
    .argument('<name>', helpSchedules.name, scheduleName(words))
    .option('--workers <n>', words.help.workers({ count: DEFAULT_WORKERS }), wholeNumber(words))
    .addOption(new Option('--same-file <policy>', ofSameFile).choices(['skip', 'run']))
    .option('--json', help.summaryAsJson)
    .action(async (schedule: string, { workers, sameFile, json }: RunFlags) => {
      const { Screen } = await import('./screen.js');
      const { runNight } = await import('../app/schedule-night.js');
      const screen = new Screen({ json, words });
      try {
        const request = { schedule, sameFile, workers };
        const result = await runNight(screen.app(), request, screen.interruptible);
        screen.print(result);
        process.exitCode = result.exitStatus;
      } finally {
        screen.end();
      }
    });
}
