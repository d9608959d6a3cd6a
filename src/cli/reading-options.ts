// The options of all commands that read a list: how it is to be read.

import { InvalidArgumentError, Option, type Command } from 'commander';
import { encodingOf, ENCODINGS, LABELS, type Encoding } from '../ingest/encodings.js';
import type { Precheck } from '../ingest/list.js';
import type { ListReading } from '../ingest/list-source.js';
import { nearestOf } from './nearest.js';

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
    .option(
      '--encoding <name>',
      'instead of finding it out: utf-8, gb18030, big5, shift_jis, euc-kr, windows-1252 and others',
      encodingNamed,
    )
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

/** @throws InvalidArgumentError that names the nearest one, and all of them */
function encodingNamed(label: string): Encoding {
  const encoding = encodingOf(label);
  if (encoding !== undefined) return encoding;
  const near = nearestOf(label, LABELS);
  throw new InvalidArgumentError(
    `${near === undefined ? '' : `Did you mean ${near}? `}It takes ${ENCODINGS.join(', ')}, and the other names of these.`,
  );
}
