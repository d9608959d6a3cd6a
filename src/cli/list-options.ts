// The options of the commands that read a list, and what they come to together with the environment.

import { InvalidArgumentError, Option, type Command } from 'commander';
import type { BatchRequest } from '../batch/create.js';
import { credentialsOf, type Config } from '../config.js';
import { ENCODINGS, type Encoding, type Precheck } from '../ingest/list.js';

export interface ListOptions {
  readonly batch?: string;
  readonly out?: string;
  readonly nameColumn?: string;
  readonly idColumn?: string;
  readonly header: boolean;
  readonly encoding?: Encoding;
  readonly delimiter?: string;
  readonly precheck: Precheck;
  readonly dedupe: boolean;
  readonly maxCalls?: number;
  readonly maxAttempts?: number;
  readonly inDoubt: 'retry' | 'hold';
  readonly rate?: number;
  readonly concurrency?: number;
  readonly label: string;
}

export function addListOptions(command: Command): Command {
  return command
    .option('--batch <id>', "the batch's id; the same id with the same list goes on with that batch")
    .option('--out <dir>', "where the batch's files go (default: <data>/batches/<id>)")
    .option('--name-column <column>', 'the column with the names: its header, or its number from 1')
    .option('--id-column <column>', 'the column with the identity numbers: its header, or its number from 1')
    .option('--no-header', 'the first record is a row already')
    .addOption(new Option('--encoding <name>', 'instead of finding it out').choices([...ENCODINGS]))
    .option('--delimiter <character>', 'instead of finding it out; "tab" for a tab')
    .addOption(
      new Option(
        '--precheck <mode>',
        'rows that break the rules of identity numbers: answer them here, or send them',
      )
        .choices(['reject', 'warn', 'off'])
        .default('reject'),
    )
    .option('--no-dedupe', 'call for every row, also for people who stand in the list already')
    .option('--max-calls <n>', 'never make more calls than this, retries included', wholeNumber)
    .option('--max-attempts <n>', 'calls for one row before it ends in error (default: 6)', wholeNumber)
    .addOption(
      new Option(
        '--in-doubt <policy>',
        'a call whose answer never came: call again, or end the row as in_doubt',
      )
        .choices(['retry', 'hold'])
        .default('retry'),
    )
    .option(
      '--rate <n>',
      'calls a second, all workers together (default: the limit is found by itself)',
      positive,
    )
    .option('--concurrency <n>', 'calls in flight in one verify process (default: 20)', wholeNumber)
    .option('--label <text>', 'who pays: shown in reports', '');
}

export function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new InvalidArgumentError('It must be a whole number from 1.');
  return Number(text);
}

export function positive(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value <= 0) {
    throw new InvalidArgumentError('It must be a number greater than 0.');
  }
  return value;
}

/** @throws UserError where the credentials are not set */
export function requestOf(file: string, options: ListOptions, config: Config): BatchRequest {
  const { appid, bucket } = credentialsOf(config);
  return {
    file,
    batch: options.batch,
    label: options.label,
    outDirectory: options.out,
    encoding: options.encoding,
    delimiter: options.delimiter,
    header: options.header,
    nameColumn: options.nameColumn,
    idColumn: options.idColumn,
    precheck: options.precheck,
    dedupe: options.dedupe,
    options: {
      maxAttempts: options.maxAttempts ?? config.maxAttempts,
      inDoubt: options.inDoubt,
      retryCodes: [...config.retryCodes],
      ...(options.maxCalls === undefined ? {} : { maxCalls: options.maxCalls }),
      ...(options.rate === undefined ? {} : { rate: options.rate }),
    },
    account: { authUrl: config.authUrl, appid, bucket },
  };
}
