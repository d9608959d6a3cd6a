// The options of the commands that verify a list, and the request that they make together with the environment.

import { InvalidArgumentError, Option, type Command } from 'commander';
import type { ListFile } from '../app/batch-request.js';
import type { ListRequest } from '../batch/list-request.js';
import { formatDuration } from '../domain/duration.js';
import { CALLED_AGAIN } from '../domain/earlier.js';
import { LOWEST_RATE } from '../domain/lowest-rate.js';
import { duration } from './duration.js';
import { finishCommand, ON_FINISH } from './finish-option.js';
import { addPreviousOptions, carryOf, previousOf, type PreviousOptions } from './previous-options.js';
import { DAILY_LIMIT_POLICIES, type DailyLimitPolicy } from '../domain/over-today.js';
import { PRIORITIES, type Priority } from '../domain/priority.js';
import { addReadingOptions, readingOf, type ReadingOptions } from './reading-options.js';
import type { Words } from '../words/words.js';

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

export function addListOptions(command: Command, words: Words): Command {
  const { listOptions } = words;
  command.option('--batch <id>', listOptions.batch).option('--out <dir>', listOptions.out);
  return addPreviousOptions(addReadingOptions(command, words), words)
    .option('--exit-on-change', listOptions.exitOnChange)
    .addOption(firstOption(listOptions.first, words))
    .addOption(sampleOption(listOptions.sample, words))
    .option('--max-calls <n>', listOptions.maxCalls, wholeNumber(words))
    .option('--max-attempts <n>', listOptions.maxAttempts, wholeNumber(words))
    .addOption(new Option('--in-doubt <policy>', listOptions.inDoubt).choices(['retry', 'hold']))
    .addOption(dailyLimitOption(listOptions.dailyLimitDefault))
    .option('--rate <n>', listOptions.rate, callsPerSecond(words))
    .addOption(priorityOption(listOptions.priorityDefault))
    .option('--concurrency <n>', listOptions.concurrency, wholeNumber(words))
    .option('--label <text>', listOptions.label, '')
    .option('--xlsx', listOptions.xlsx)
    .option('--split', listOptions.split)
    .option(ON_FINISH, listOptions.onFinish, finishCommand(words));
}

export function firstOption(description: string, words: Words): Option {
  return new Option('--first <n>', description).argParser(wholeNumber(words)).conflicts('sample');
}

export function sampleOption(description: string, words: Words): Option {
  return new Option('--sample <n>', description).argParser(wholeNumber(words));
}

export function priorityOption(description: string): Option {
  return new Option('--priority <priority>', description).choices(PRIORITIES);
}

export function dailyLimitOption(description: string): Option {
  return new Option('--daily-limit <policy>', description).choices(DAILY_LIMIT_POLICIES);
}

export function waitForRedisOption(words: Words): Option {
  return new Option('--wait-for-redis <time>', words.looking.waitForRedis).argParser(duration(words));
}

export function wholeNumber({ listOptions }: Words): (text: string) => number {
  return (text) => {
    if (!/^[1-9]\d{0,14}$/.test(text)) throw new InvalidArgumentError(listOptions.mustBe.wholeFromOne);
    return Number(text);
  };
}

export function callsPerSecond({ listOptions: { mustBe } }: Words): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() === '' || !Number.isFinite(value) || value <= 0)
      throw new InvalidArgumentError(mustBe.positive);
    if (value >= LOWEST_RATE) return value;
    throw new InvalidArgumentError(mustBe.rate({ lowest: LOWEST_RATE, seconds: 1 / LOWEST_RATE }));
  };
}

/** @throws UserError where options exclude each other */
export function requestOf(options: ListOptions, { language }: Words): ListRequest {
  return {
    language,
    label: options.label,
    reading: readingOf(options),
    options: givenOptions(options),
    files: { xlsx: options.xlsx === true, split: options.split === true },
    sample: sampleOf(options),
    previous: previousOf(options),
    carry: carryOf(options),
    exitOnChange: options.exitOnChange === true,
  };
}

export function sampleOf({ first, sample }: Pick<ListOptions, 'first' | 'sample'>): ListRequest['sample'] {
  if (first !== undefined) return { kind: 'first', rows: first };
  return sample === undefined ? undefined : { kind: 'spread', rows: sample };
}

/** The list, and where the batch's files go. */
export function listOf(file: string, { batch, out, onFinish, corrects, only }: ListOptions): ListFile {
  const correction = corrects === undefined ? undefined : { batch: corrects, callAgain: only };
  return { file, batch, outDirectory: out, onFinish, corrects: correction };
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
  language,
  reading,
  options,
  files,
  previous,
  carry,
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
    carry: carry?.withinMs === undefined ? undefined : formatDuration(carry.withinMs),
    'carry-label': carry?.label === 'any' ? 'any' : undefined,
    'max-calls': options.maxCalls,
    'max-attempts': options.maxAttempts,
    'in-doubt': options.inDoubt,
    'daily-limit': options.dailyLimit,
    rate: options.rate,
    priority: options.priority,
    label: label === '' ? undefined : label,
    lang: language === 'en' ? undefined : language,
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
