// `rollcall resume`: goes on with a batch, also after a crash or a halt.

import { Command, Option } from 'commander';
import { DEFAULT_WORKERS } from '../app/default-workers.js';
import type { DailyLimitPolicy } from '../domain/over-today.js';
import type { Priority } from '../domain/priority.js';
import { EXIT, type ExitStatus } from '../domain/user-error.js';
import {
  callsPerSecond,
  dailyLimitOption,
  givenOptions,
  priorityOption,
  wholeNumber,
} from './list-options.js';

interface ResumeFlags {
  readonly workers: number;
  readonly concurrency?: number;
  readonly maxCalls?: number;
  readonly maxAttempts?: number;
  readonly inDoubt?: 'retry' | 'hold';
  readonly dailyLimit?: DailyLimitPolicy;
  readonly rate?: number;
  readonly priority?: Priority;
  readonly ping: boolean;
  readonly json?: true;
  readonly exitOnChange?: true;
}

export function resumeCommand(): Command {
  return new Command('resume')
    .summary('go on with a batch, also after a crash or a halt')
    .description(
      'Never calls a row again that has its outcome. Where a live worker owns the batch it tells it so and returns, ' +
        "else it works here like 'run', with the options recorded; options given again win.",
    )
    .argument('<batch>', "the batch's id")
    .option('--workers <n>', 'verify processes', wholeNumber, DEFAULT_WORKERS)
    .option('--concurrency <n>', 'calls in flight in one verify process (default: 20)', wholeNumber)
    .option('--max-calls <n>', 'never make more calls than this, those made already included', wholeNumber)
    .option('--max-attempts <n>', 'calls for one row before it ends in error', wholeNumber)
    .addOption(new Option('--in-doubt <policy>', 'calls whose answer never came').choices(['retry', 'hold']))
    .addOption(dailyLimitOption())
    .option('--rate <n>', 'calls a second, all workers together', callsPerSecond)
    .addOption(priorityOption())
    .option('--no-ping', "don't try the credentials first")
    .option('--exit-on-change', 'exit status 6 where changes.csv has a line')
    .option('--json', 'print the summary on standard output as JSON')
    .action(async (batch: string, flags: ResumeFlags) => {
      process.exitCode = await resumeBatch(batch, flags);
    });
}

async function resumeBatch(batch: string, flags: ResumeFlags): Promise<ExitStatus> {
  const { workers, concurrency, ping, json = false, exitOnChange = false } = flags;
  const { Screen } = await import('./screen.js');
  const { resume } = await import('../app/resume.js');
  const screen = new Screen({ json });
  try {
    const request = { batch, options: givenOptions(flags), workers, concurrency, ping, exitOnChange };
    const resumed = await resume(screen.app(), request, screen.interruptible);
    screen.end();
    if (resumed.kind === 'elsewhere') {
      process.stdout.write(
        `Batch ${batch} goes on in the worker that has it. 'rollcall status ${batch}' shows it.\n`,
      );
      return EXIT.done;
    }
    screen.print(resumed.result);
    return resumed.result.exitStatus;
  } finally {
    screen.end();
  }
}
