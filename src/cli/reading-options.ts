// The options of all commands that read a list, which say how to read it.

import { InvalidArgumentError, Option, type Command } from 'commander';
import { UserError } from '../domain/user-error.js';
import { encodingOf, ENCODINGS, LABELS, type Encoding } from '../ingest/encoding/encodings.js';
import type { Precheck } from '../ingest/list.js';
import type { ListReading } from '../ingest/list-source.js';
import { nearestOf } from './nearest.js';

export interface ReadingOptions {
  readonly nameColumn?: string;
  readonly idColumn?: string;
  readonly header: boolean;
  readonly headerRow?: number;
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
      '--header-row <n>',
      'the line of the header as a spreadsheet counts them, from 1 (default: found among the first 20 records)',
      lineNumber,
    )
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

/** @throws UserError where the options exclude each other */
export function readingOf(options: ReadingOptions): ListReading {
  const { encoding, delimiter, sheet, header, headerRow, nameColumn, idColumn, precheck, dedupe } = options;
  if (!header && headerRow !== undefined)
    throw new UserError(
      'invalid-options',
      '--header-row says where the header is, and --no-header that there is none. Leave one out.',
    );
  return { encoding, delimiter, sheet, header, headerRow, nameColumn, idColumn, precheck, dedupe };
}

function lineNumber(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It has to be a whole number from 1.');
}

/** @throws InvalidArgumentError that names the nearest encoding, and all of them */
function encodingNamed(label: string): Encoding {
  const encoding = encodingOf(label);
  if (encoding !== undefined) return encoding;
  const near = nearestOf(label, LABELS);
  throw new InvalidArgumentError(
    `${near === undefined ? '' : `Did you mean ${near}? `}It takes ${ENCODINGS.join(', ')}, and the other names of these.`,
  );
}
