// `rollcall resume`: goes on with batches, also after a crash or a halt.

import { Command, Option } from 'commander';
import { DEFAULT_WORKERS } from '../app/default-workers.js';
import type { DailyLimitPolicy } from '../domain/over-today.js';
import type { Priority } from '../domain/priority.js';
import { EXIT, type ExitStatus } from '../domain/user-error.js';
import {
  callsPerSecond,
  dailyLimitOption,
  firstOption,
  givenOptions,
  priorityOption,
  sampleOf,
  sampleOption,
  wholeNumber,
} from './list-options.js';
import type { Words } from '../words/words.js';

interface ResumeFlags {
  readonly workers?: number;
  readonly concurrency?: number;
  readonly first?: number;
  readonly sample?: number;
  readonly maxCalls?: number;
  readonly maxAttempts?: number;
  readonly inDoubt?: 'retry' | 'hold';
  readonly dailyLimit?: DailyLimitPolicy;
  readonly rate?: number;
  readonly priority?: Priority;
  readonly ping: boolean;
  readonly all?: true;
  readonly json?: true;
  readonly exitOnChange?: true;
}

export function resumeCommand(words: Words): Command {
  const { help, listOptions } = words;
  return new Command('resume')
    .summary(help.resume.summary)
    .description(help.resume.description)
    .argument('[batches...]', words.looking.ids)
    .option('--all', words.looking.all)
    .option('--workers <n>', help.workers({ count: DEFAULT_WORKERS }), wholeNumber(words))
    .option('--concurrency <n>', listOptions.concurrency, wholeNumber(words))
    .addOption(firstOption(help.resume.first, words))
    .addOption(sampleOption(help.resume.sample, words))
    .option('--max-calls <n>', help.resume.maxCalls, wholeNumber(words))
    .option('--max-attempts <n>', help.resume.maxAttempts, wholeNumber(words))
    .addOption(new Option('--in-doubt <policy>', help.resume.inDoubt).choices(['retry', 'hold']))
    .addOption(dailyLimitOption(listOptions.dailyLimit))
    .option('--rate <n>', help.resume.rate, callsPerSecond(words))
    .addOption(priorityOption(listOptions.priority))
    .option('--no-ping', help.noPing)
    .option('--exit-on-change', help.resume.exitOnChange)
    .option('--json', help.summaryAsJson)
    .action(async (batches: string[], flags: ResumeFlags, command: Command) => {
      if (batches.length === 0 && !flags.all) command.error(words.looking.batchMissing);
      if (batches.length > 0 && flags.all) command.error(words.looking.allAlone);
      process.exitCode = await resumeNamed(batches, flags, words);
    });
}

const GOES_ON = { exitStatus: EXIT.done };

async function resumeNamed(
  batches: readonly string[],
  flags: ResumeFlags,
  words: Words,
): Promise<ExitStatus> {
  const { workers, concurrency, ping, json = false, exitOnChange = false } = flags;
  const { Screen } = await import('./screen.js');
  const { haltedBatches, resumeBatches } = await import('../app/resume.js');
  const { worstStatus } = await import('../app/batch-result.js');
  const screen = new Screen({ json, words });
  try {
    const app = screen.app();
    const named = flags.all ? await haltedBatches(app) : batches;
    if (named.length === 0)
      process.stdout.write(`${words.looking.noneHalted({ dataDir: app.config.dataDir })}\n`);
    const sample = sampleOf(flags);
    const request = { options: givenOptions(flags), sample, workers, concurrency, ping, exitOnChange };
    const resumed = await resumeBatches(app, named, request, screen.interruptible);
    screen.end();
    for (const each of resumed) {
      if (each.kind === 'left') screen.print(each.result);
      else process.stdout.write(`${words.batches.goesOnElsewhere({ batch: each.batch })}\n`);
    }
    return worstStatus(resumed.map((each) => (each.kind === 'left' ? each.result : GOES_ON)));
  } finally {
    screen.end();
  }
}
