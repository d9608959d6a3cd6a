// `rollcall check`: tells what a list holds and what verifying it would take, without a call.

import { Command } from 'commander';
import { checkPage } from './check-page.js';
import { callsPerSecond, listOf } from './list-options.js';
import { addReadingOptions, readingOf, type ReadingOptions } from './reading-options.js';
import {
  addCorrectsOption,
  addPreviousOptions,
  carryOf,
  previousOf,
  type PreviousOptions,
} from './previous-options.js';
import { say } from './say.js';
import { exitBySignal } from './signals.js';
import { visiblePage } from './text-columns.js';
import type { Words } from '../words/words.js';

interface CheckOptions extends ReadingOptions, PreviousOptions {
  readonly label: string;
  readonly rate?: number;
  readonly json?: true;
}

export function checkCommand(words: Words): Command {
  const { help, listOptions } = words;
  const command = new Command('check')
    .summary(help.check.summary)
    .description(help.check.description)
    .argument('<file>', listOptions.file);
  addCorrectsOption(addPreviousOptions(addReadingOptions(command, words), words), words);
  return command
    .option('--label <text>', words.looking.label, '')
    .option('--rate <n>', help.check.rate, callsPerSecond(words))
    .option('--json', help.check.json)
    .action(async (file: string, { rate, json, label, ...options }: CheckOptions) => {
      exitBySignal();
      const { check } = await import('../app/check.js');
      const { loadConfig } = await import('../config.js');
      const config = loadConfig();
      const previous = previousOf(options);
      const carry = carryOf(options);
      const { corrects } = listOf(file, { ...options, label });
      const asked = {
        file,
        reading: readingOf(options),
        rate,
        previous,
        carry,
        corrects,
        label,
        language: words.language,
      };
      const report = await check({ config }, asked);
      if (previous !== undefined || corrects !== undefined)
        say(words.looking.dataDirectory({ dataDir: config.dataDir }));
      const width = process.stdout.isTTY ? process.stdout.columns : Infinity;
      process.stdout.write(
        json ? `${JSON.stringify(report)}\n` : visiblePage(checkPage(report, width, words)),
      );
    });
}
