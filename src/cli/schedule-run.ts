// `rollcall schedule run`: begins a night now, by a live worker if there is one, or else here.

import { Command, Option } from 'commander';
import { DEFAULT_WORKERS } from '../app/default-workers.js';
import { wholeNumber } from './list-options.js';
import { scheduleName } from './schedule-name.js';

interface RunFlags {
  readonly workers: number;
  readonly sameFile?: 'skip' | 'run';
  readonly json?: true;
}

export function scheduleRunCommand(): Command {
  return new Command('run')
    .summary('a night of a schedule now')
    .description(
      'Where a live worker has the data directory it does the night and this command follows it, else the night is ' +
        'done here, as by run. Exit status 0: done; 1: nothing was sent (no file, an empty one, one that is still ' +
        'written to or is last night\u2019s, an earlier night still runs); 2: done, with rows in error, or with --in-doubt hold in in_doubt; 3: halted; 5: ' +
        'stopped by a signal or cancelled; 6, with --exit-on-change: done, and not the same as the night before.',
    )
    .argument('<name>', "the schedule's name", scheduleName)
    .option('--workers <n>', 'verify processes, where it is done here', wholeNumber, DEFAULT_WORKERS)
    .addOption(
      new Option(
        '--same-file <policy>',
        "a list that is last night\u2019s, byte for byte (default: the schedule's)",
      ).choices(['skip', 'run']),
    )
    .option('--json', 'print the summary on standard output as JSON')
    .action(async (schedule: string, { workers, sameFile, json }: RunFlags) => {
      const { Screen } = await import('./screen.js');
      const { runNight } = await import('../app/schedule-night.js');
      const screen = new Screen({ json });
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
