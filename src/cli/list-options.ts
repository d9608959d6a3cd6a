// The options of the commands that verify a list, and the request that they make together with the environment.

import { InvalidArgumentError, Option, type Command } from 'commander';
import type { ListFile } from '../app/batch-request.js';
import type { ListRequest } from '../batch/list-request.js';
import { formatDuration } from '../domain/duration.js';
import { CALLED_AGAIN } from '../domain/earlier.js';
import { LOWEST_RATE } from '../domain/lowest-rate.js';
import { finishCommand, ON_FINISH } from './finish-option.js';
import { addPreviousOptions, previousOf, type PreviousOptions } from './previous-options.js';
import { DAILY_LIMIT_POLICIES, type DailyLimitPolicy } from '../domain/over-today.js';
import { PRIORITIES, type Priority } from '../domain/priority.js';
import { addReadingOptions, readingOf, type ReadingOptions } from './reading-options.js';

export interface ListOptions extends ReadingOptions, PreviousOptions {
  readonly batch?: string;
  readonly out?: string;
  readonly first?: number;
  readonly sample?: number;
  readonly maxCalls?: number;
  readonly maxAttempts?: number;
  readonly inDoubt?: 'retry' | 'hold';
  readonly dailyLimit?: DailyLimitPolicy;
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
    .addOption(
      new Option('--first <n>', 'verify these rows, then pause; resume does the rest')
        .argParser(wholeNumber)
        .conflicts('sample'),
    )
    .addOption(
      new Option('--sample <n>', 'the same with rows that are spread evenly over the list').argParser(
        wholeNumber,
      ),
    )
    .option('--max-calls <n>', 'never make more calls than this, retries included', wholeNumber)
    .option('--max-attempts <n>', 'calls for one row before it ends in error (default: 6)', wholeNumber)
    .addOption(
      new Option(
        '--in-doubt <policy>',
        'a call whose answer never came: call again, or end the row as in_doubt (default: retry)',
      ).choices(['retry', 'hold']),
    )
    .addOption(dailyLimitOption('default: wait'))
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

/** @param without the priority that applies where the option is not given */
export function priorityOption(without?: string): Option {
  const words = 'share of the calls beside other batches: each step is four times the next';
  return new Option('--priority <priority>', without === undefined ? words : `${words} (${without})`).choices(
    PRIORITIES,
  );
}

/** @param without the policy that applies where the option is not given */
export function dailyLimitOption(without?: string): Option {
  const words = "rows that meet a provider's limit of the day: wait for the next, or end as lookup_failed";
  return new Option(
    '--daily-limit <policy>',
    without === undefined ? words : `${words} (${without})`,
  ).choices(DAILY_LIMIT_POLICIES);
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

/** @throws UserError where options exclude each other */
export function requestOf(options: ListOptions): ListRequest {
  return {
    label: options.label,
    reading: readingOf(options),
    options: givenOptions(options),
    files: { xlsx: options.xlsx === true, split: options.split === true },
    sample: sampleOf(options),
    previous: previousOf(options),
    exitOnChange: options.exitOnChange === true,
  };
}

function sampleOf({ first, sample }: ListOptions): ListRequest['sample'] {
  if (first !== undefined) return { kind: 'first', rows: first };
  return sample === undefined ? undefined : { kind: 'spread', rows: sample };
}

/** The list, and where the batch's files go. */
export function listOf(file: string, { batch, out, onFinish }: ListOptions): ListFile {
  return { file, batch, outDirectory: out, onFinish };
}

type GivenFlags = Pick<
  ListOptions,
  'maxCalls' | 'maxAttempts' | 'inDoubt' | 'dailyLimit' | 'rate' | 'priority'
>;

/** The options among these that the user has given. */
export function givenOptions({
  maxCalls,
  maxAttempts,
  inDoubt,
  dailyLimit,
  rate,
  priority,
}: GivenFlags): ListRequest['options'] {
  return { maxCalls, maxAttempts, inDoubt, dailyLimit, rate, priority };
}

/** The words of a command line that ask for the same, such as `--label=ours`. */
export function optionWords({
  label,
  reading,
  options,
  files,
  previous,
  exitOnChange,
}: ListRequest): string[] {
  const only = previous === undefined ? undefined : previous.callAgain.join(',') || 'none';
  const olderThanMs = previous?.olderThanMs;
  const values = {
    'name-column': reading.nameColumn,
    'id-column': reading.idColumn,
    'header-row': reading.headerRow,
    encoding: reading.encoding,
    delimiter: reading.delimiter,
    sheet: reading.sheet,
    precheck: reading.precheck === 'reject' ? undefined : reading.precheck,
    previous: previous?.batch,
    only: only === CALLED_AGAIN.join(',') ? undefined : only,
    'previous-provider': previous?.anyProvider === true ? 'any' : undefined,
    'older-than': olderThanMs === undefined ? undefined : formatDuration(olderThanMs),
    'max-calls': options.maxCalls,
    'max-attempts': options.maxAttempts,
    'in-doubt': options.inDoubt,
    'daily-limit': options.dailyLimit,
    rate: options.rate,
    priority: options.priority,
    label: label === '' ? undefined : label,
  };
  const flags = {
    'no-header': !reading.header,
    'no-dedupe': !reading.dedupe,
    'exit-on-change': exitOnChange,
    xlsx: files.xlsx,
    split: files.split,
  };
  return [
    ...Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}=${value}`])),
    ...Object.entries(flags).flatMap(([name, isSet]) => (isSet ? [`--${name}`] : [])),
  ];
}
