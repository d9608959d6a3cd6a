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
import type { Words } from '../words/words.js';

interface ResumeFlags {
  readonly workers?: number;
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

export function resumeCommand(words: Words): Command {
  const { help, listOptions } = words;
  return new Command('resume')
    .summary(help.resume.summary)
    .description(help.resume.description)
    .argument('<batch>', help.batch)
    .option('--workers <n>', help.workers({ count: DEFAULT_WORKERS }), wholeNumber(words))
    .option('--concurrency <n>', listOptions.concurrency, wholeNumber(words))
    .option('--max-calls <n>', help.resume.maxCalls, wholeNumber(words))
    .option('--max-attempts <n>', help.resume.maxAttempts, wholeNumber(words))
    .addOption(new Option('--in-doubt <policy>', help.resume.inDoubt).choices(['retry', 'hold']))
    .addOption(dailyLimitOption(listOptions.dailyLimit))
    .option('--rate <n>', help.resume.rate, callsPerSecond(words))
    .addOption(priorityOption(listOptions.priority))
    .option('--no-ping', help.noPing)
    .option('--exit-on-change', help.resume.exitOnChange)
    .option('--json', help.summaryAsJson)
    .action(async (batch: string, flags: ResumeFlags) => {
      process.exitCode = await resumeBatch(batch, flags, words);
    });
}

async function resumeBatch(batch: string, flags: ResumeFlags, words: Words): Promise<ExitStatus> {
  const { workers, concurrency, ping, json = false, exitOnChange = false } = flags;
  const { Screen } = await import('./screen.js');
  const { resume } = await import('../app/resume.js');
  const screen = new Screen({ json, words });
  try {
    const request = { batch, options: givenOptions(flags), workers, concurrency, ping, exitOnChange };
    const resumed = await resume(screen.app(), request, screen.interruptible);
    screen.end();
    if (resumed.kind === 'elsewhere') {
      process.stdout.write(`${words.batches.goesOnElsewhere({ batch })}\n`);
      return EXIT.done;
    }
    screen.print(resumed.result);
    return resumed.result.exitStatus;
  } finally {
    screen.end();
  }
}
