// The options of the commands that verify a list, and what they come to together with the environment.

import { InvalidArgumentError, Option, type Command } from 'commander';
import type { BatchRequest } from '../batch/create.js';
import type { BatchOptions } from '../batch/record.js';
import { credentialsOf, LOWEST_RATE, type Config } from '../config.js';
import { finishCommand, ON_FINISH } from './finish-option.js';
import { addPreviousOptions, previousOf, type PreviousOptions } from './previous-options.js';
import { PRIORITIES, type Priority } from '../domain/priority.js';
import { addReadingOptions, readingOf, type ReadingOptions } from './reading-options.js';

export interface ListOptions extends ReadingOptions, PreviousOptions {
  readonly batch?: string;
  readonly out?: string;
  readonly maxCalls?: number;
  readonly maxAttempts?: number;
  readonly inDoubt?: 'retry' | 'hold';
  readonly rate?: number;
  readonly priority?: Priority;
  readonly concurrency?: number;
  readonly label: string;
  readonly xlsx?: true;
  readonly split?: true;
  readonly onFinish?: string;
}

export function addListOptions(command: Command): Command {
  command
    .option('--batch <id>', "the batch's id; the same id with the same list goes on with that batch")
    .option('--out <dir>', "where the batch's files go (default: <data>/batches/<id>)");
  return addPreviousOptions(addReadingOptions(command))
    .option('--exit-on-change', 'with --previous: exit status 6 where changes.csv has a line')
    .option('--max-calls <n>', 'never make more calls than this, retries included', wholeNumber)
    .option('--max-attempts <n>', 'calls for one row before it ends in error (default: 6)', wholeNumber)
    .addOption(
      new Option(
        '--in-doubt <policy>',
        'a call whose answer never came: call again, or end the row as in_doubt (default: retry)',
      ).choices(['retry', 'hold']),
    )
    .option(
      '--rate <n>',
      'calls a second, all workers together (default: the limit is found by itself)',
      callsPerSecond,
    )
    .addOption(priorityOption('default: normal'))
    .option('--concurrency <n>', 'calls in flight in one verify process (default: 20)', wholeNumber)
    .option('--label <text>', 'who pays: shown in reports', '')
    .option('--xlsx', 'write outcomes.xlsx too, with all numbers as text')
    .option('--split', 'write a file for each status too: outcomes.match.csv, outcomes.mismatch.csv, …')
    .option(
      ON_FINISH,
      'run this program with the path of summary.json when the batch has ended or halts',
      finishCommand,
    );
}

/** @param without what holds where it is not given */
export function priorityOption(without?: string): Option {
  const words = 'share of the calls beside other batches: each step is four times the next';
  return new Option('--priority <priority>', without === undefined ? words : `${words} (${without})`).choices(
    PRIORITIES,
  );
}

export function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new InvalidArgumentError('It must be a whole number from 1.');
  return Number(text);
}

function positive(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value <= 0) {
    throw new InvalidArgumentError('It must be a number greater than 0.');
  }
  return value;
}

export function callsPerSecond(text: string): number {
  const value = positive(text);
  if (value >= LOWEST_RATE) return value;
  throw new InvalidArgumentError(
    `It must be at least ${LOWEST_RATE}: one call in ${1 / LOWEST_RATE} seconds.`,
  );
}

/** @throws UserError where the credentials are not set */
export function requestOf(file: string, options: ListOptions, config: Config): BatchRequest {
  const { appid, bucket } = credentialsOf(config);
  const given = givenOptions(options);
  return {
    file,
    batch: options.batch,
    label: options.label,
    outDirectory: options.out,
    reading: readingOf(options),
    options: {
      maxAttempts: config.maxAttempts,
      inDoubt: 'retry',
      retryCodes: [...config.retryCodes],
      priority: 'normal',
      ...given,
    },
    files: { xlsx: options.xlsx === true, split: options.split === true },
    provider: config.provider,
    account: { authUrl: config.authUrl, appid, bucket },
    onFinish: options.onFinish,
    given: {
      options: given,
      files: { ...(options.xlsx && { xlsx: true }), ...(options.split && { split: true }) },
      onFinish: options.onFinish,
    },
    previous: previousOf(options),
    key: config.key,
  };
}

type GivenFlags = Pick<ListOptions, 'maxCalls' | 'maxAttempts' | 'inDoubt' | 'rate' | 'priority'>;

/** What a person has said of these. */
export function givenOptions(flags: GivenFlags): Partial<BatchOptions> {
  const { maxCalls, maxAttempts, inDoubt, rate, priority } = flags;
  return {
    ...(maxCalls === undefined ? {} : { maxCalls }),
    ...(maxAttempts === undefined ? {} : { maxAttempts }),
    ...(inDoubt === undefined ? {} : { inDoubt }),
    ...(rate === undefined ? {} : { rate }),
    ...(priority === undefined ? {} : { priority }),
  };
}
