// The options of `rollcall reconcile`: what the text of each means, and the request that they make together.

import { InvalidArgumentError, type Command } from 'commander';
import type { ReconcileRequest } from '../app/reconcile.js';
import { chinaDay, chinaDayStart } from '../domain/china-time.js';
import { UserError } from '../domain/user-error.js';
import { duration } from './duration.js';
import { finishCommand, ON_FINISH } from './finish-option.js';
import { wholeNumber } from './number-argument.js';
import type { Words } from '../words/words.js';

export interface Flags {
  readonly from?: string;
  readonly to?: string;
  readonly day?: string;
  readonly out?: string;
  readonly json?: true;
  readonly settle?: number;
  readonly settleEvery?: number;
  readonly clockTolerance?: number;
  readonly data?: readonly string[];
  readonly exclude?: readonly string[];
  readonly baseline?: string;
  readonly bill?: string;
  readonly statQuery?: true;
  readonly searchCalls?: number;
  readonly onFinish?: string;
}

export function addReconcileOptions(command: Command, words: Words): Command {
  const { helpReconcile: help } = words;
  return command
    .option('--from <day>', help.from, day(words))
    .option('--to <day>', help.to, day(words))
    .option('--day <day>', help.day, dayOrName(words))
    .option('--out <dir>', help.out)
    .option('--json', help.json)
    .option('--settle <time>', help.settle, duration(words))
    .option('--settle-every <time>', help.settleEvery, duration(words))
    .option('--clock-tolerance <time>', help.clockTolerance, duration(words))
    .option('--data <dir...>', help.data)
    .option('--exclude <batch>', help.exclude, collect)
    .option('--bill <file>', help.bill)
    .option('--baseline <file>', help.baseline)
    .option(ON_FINISH, help.onFinish, finishCommand(words))
    .option('--stat-query', help.statQuery)
    .option('--search-calls <n>', help.searchCalls, wholeNumber(words));
}

/** @throws UserError where the days are missing, or given in two ways */
export function requestOf(flags: Flags, nowMs: number): ReconcileRequest {
  const { from, to, day: single } = flags;
  const both = from !== undefined && to !== undefined;
  const either = from !== undefined || to !== undefined;
  if (single === undefined ? !both : either) {
    throw new UserError('invalid-options', ({ helpReconcile }) => helpReconcile.days);
  }
  const named = single === undefined ? undefined : dayNamed(single, nowMs);
  return {
    from: named ?? from ?? '',
    to: named ?? to ?? '',
    out: flags.out,
    settleMs: flags.settle,
    settleEveryMs: flags.settleEvery,
    clockToleranceMs: flags.clockTolerance,
    data: flags.data,
    exclude: flags.exclude,
    baseline: flags.baseline,
    bill: flags.bill,
    statQuery: flags.statQuery,
    searchCalls: flags.searchCalls,
  };
}

const DAYS_AGO: Readonly<Record<string, number>> = { today: 0, yesterday: 1 };
const DAY_MS = 86_400_000;

/** The day in China, whatever this machine's time zone is. */
function dayNamed(name: string, nowMs: number): string {
  const ago = DAYS_AGO[name];
  return ago === undefined ? name : chinaDay(nowMs - ago * DAY_MS);
}

function dayOrName(words: Words): (text: string) => string {
  return (text) => (text in DAYS_AGO ? text : day(words)(text));
}

function day({ listOptions }: Words): (text: string) => string {
  return (text) => {
    if (chinaDayStart(text) === undefined) throw new InvalidArgumentError(listOptions.mustBe.day);
    return text;
  };
}

function collect(value: string, earlier: readonly string[] | undefined): string[] {
  return [...(earlier ?? []), value];
}
