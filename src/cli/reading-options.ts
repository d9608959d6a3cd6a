// The options of all commands that read a list: how it is to be read.

import { Option, type Command } from 'commander';
import { ENCODINGS, type Encoding, type Precheck } from '../ingest/list.js';
import type { ListReading } from '../ingest/list-source.js';

export interface ReadingOptions {
  readonly nameColumn?: string;
  readonly idColumn?: string;
  readonly header: boolean;
  readonly encoding?: Encoding;
  readonly delimiter?: string;
  readonly sheet?: string;
  readonly precheck: Precheck;
  readonly dedupe: boolean;
}

export function addReadingOptions(command: Command): Command {
  return command
    .option('--name-column <column>', 'the column with the names: its header, or its number from 1')
    .option('--id-column <column>', 'the column with the identity numbers: its header, or its number from 1')
    .option('--no-header', 'the first record is a row already')
    .addOption(new Option('--encoding <name>', 'instead of finding it out').choices([...ENCODINGS]))
    .option('--delimiter <character>', 'instead of finding it out; "tab" for a tab')
    .option('--sheet <sheet>', 'of an Excel file: its name, or its number from 1 (default: the first one)')
    .addOption(
      new Option(
        '--precheck <mode>',
        'rows that break the rules of identity numbers: answer them here, or send them',
      )
        .choices(['reject', 'warn', 'off'])
        .default('reject'),
    )
    .option('--no-dedupe', 'call for every row, also for people who stand in the list already');
}

export function readingOf(options: ReadingOptions): ListReading {
  const { encoding, delimiter, sheet, header, nameColumn, idColumn, precheck, dedupe } = options;
  return { encoding, delimiter, sheet, header, nameColumn, idColumn, precheck, dedupe };
}
