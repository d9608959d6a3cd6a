// `rollcall check`: tells what a list holds and what verifying it would take, without a call.

import { Command } from 'commander';
import { checkPage } from './check-page.js';
import { callsPerSecond } from './list-options.js';
import { addReadingOptions, readingOf, type ReadingOptions } from './reading-options.js';
import { exitBySignal } from './signals.js';
import { visiblePage } from './text-columns.js';

interface CheckOptions extends ReadingOptions {
  readonly rate?: number;
  readonly json?: true;
}

export function checkCommand(): Command {
  const command = new Command('check')
    .summary('read a list and call nobody: what it holds, what it would take')
    .description(
      'Reads the whole list and shows how it is understood, which rows would not be sent and why, and the calls, time ' +
        'and cost that verifying it would take. Needs no credentials and no Redis, and leaves nothing behind. "-" is ' +
        "standard input. Exit status 0, also where the list has faults; 1: it can't be read.",
    )
    .argument('<file>', 'a CSV or Excel file with a column of names and one of identity numbers');
  return addReadingOptions(command)
    .option(
      '--rate <n>',
      'calls a second for which the time is reckoned (default: ROLLCALL_RATE)',
      callsPerSecond,
    )
    .option('--json', 'the report as JSON')
    .action(async (file: string, { rate, json, ...options }: CheckOptions) => {
      exitBySignal();
      const { check } = await import('../app/check.js');
      const { loadConfig } = await import('../config.js');
      const report = await check({ config: loadConfig() }, { file, reading: readingOf(options), rate });
      const width = process.stdout.isTTY ? process.stdout.columns : Infinity;
      process.stdout.write(json ? `${JSON.stringify(report)}\n` : visiblePage(checkPage(report, width)));
    });
}
