// The options of all commands that read a list, which say how to read it.

import { InvalidArgumentError, Option, type Command } from 'commander';
import { UserError } from '../domain/user-error.js';
import { encodingOf, ENCODINGS, LABELS, type Encoding } from '../ingest/encoding/encodings.js';
import type { Precheck } from '../ingest/list.js';
import type { ListReading } from '../ingest/list-source.js';
import { nearestOf } from './nearest.js';
import type { Words } from '../words/words.js';

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

export function addReadingOptions(command: Command, words: Words): Command {
  const { listOptions } = words;
  return command
    .option('--name-column <column>', listOptions.nameColumn)
    .option('--id-column <column>', listOptions.idColumn)
    .option('--no-header', listOptions.noHeader)
    .option('--header-row <n>', listOptions.headerRow, lineNumber(words))
    .option('--encoding <name>', listOptions.encoding, encodingNamed(words))
    .option('--delimiter <character>', listOptions.delimiter)
    .option('--sheet <sheet>', listOptions.sheet)
    .addOption(
      new Option('--precheck <mode>', listOptions.precheck)
        .choices(['reject', 'warn', 'off'])
        .default('reject'),
    )
    .option('--no-dedupe', listOptions.noDedupe);
}

/** @throws UserError where the options exclude each other */
export function readingOf(options: ReadingOptions): ListReading {
  const { encoding, delimiter, sheet, header, headerRow, nameColumn, idColumn, precheck, dedupe } = options;
  if (!header && headerRow !== undefined)
    throw new UserError('invalid-options', ({ listOptions }) => listOptions.headerTwice);
  return { encoding, delimiter, sheet, header, headerRow, nameColumn, idColumn, precheck, dedupe };
}

function lineNumber({ listOptions }: Words): (text: string) => number {
  return (text) => {
    if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
    throw new InvalidArgumentError(listOptions.mustBe.wholeFromOne);
  };
}

/** What it reads it may refuse with an InvalidArgumentError that names the nearest encoding, and all of them. */
function encodingNamed({ listOptions: { mustBe } }: Words): (label: string) => Encoding {
  return (label) => {
    const encoding = encodingOf(label);
    if (encoding !== undefined) return encoding;
    const near = nearestOf(label, LABELS);
    const encodings = ENCODINGS.join(', ');
    throw new InvalidArgumentError(
      near === undefined ? mustBe.encoding({ encodings }) : mustBe.encodingNear({ near, encodings }),
    );
  };
}
