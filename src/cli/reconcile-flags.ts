// The options of `rollcall reconcile`: what the text of each means, and the request that they make together.

import { InvalidArgumentError, type Command } from 'commander';
import type { ReconcileRequest } from '../app/reconcile.js';
import { chinaDay, chinaDayStart } from '../domain/china-time.js';
import { UserError } from '../domain/user-error.js';
import { duration } from './duration.js';
import { finishCommand, ON_FINISH } from './finish-option.js';

export interface Flags {
  readonly from?: string;
  readonly to?: string;
  readonly day?: string;
  readonly out?: string;
  readonly json?: true;
  readonly settle?: number;
  readonly settleEvery?: number;
  readonly clockTolerance?: number;
  readonly exclude?: readonly string[];
  readonly baseline?: string;
  readonly bill?: string;
  readonly statQuery?: true;
  readonly searchCalls?: number;
  readonly onFinish?: string;
}

export function addReconcileOptions(command: Command): Command {
  return command
    .option('--from <day>', 'first day, YYYY-MM-DD', day)
    .option('--to <day>', 'last day, YYYY-MM-DD', day)
    .option('--day <day>', 'one day instead: YYYY-MM-DD, today or yesterday', dayOrName)
    .option('--out <dir>', 'where the report goes (default: <data>/reconciliations/<from>_<to>)')
    .option('--json', 'print the report on standard output as JSON')
    .option('--settle <time>', 'ask again until two answers agree, for so long at most, such as 6h', duration)
    .option(
      '--settle-every <time>',
      'time between two questions (default: a 24th of it, at most 15m)',
      duration,
    )
    .option('--clock-tolerance <time>', "how far the provider's clock may be off (default: 5s)", duration)
    .option('--exclude <batch>', 'leave this batch out; may be given again', collect)
    .option(
      '--bill <file>',
      'with ROLLCALL_PROVIDER=faceid: the bill as CSV with period,calls and, if there, amount; "api" asks for it (default)',
    )
    .option('--baseline <file>', 'known calls of others: CSV with date,code,calls')
    .option(ON_FINISH, 'run this program with the path of report.json at the end', finishCommand)
    .option('--stat-query', 'send the days in the query string, where a gateway strips the body of a GET')
    .option('--search-calls <n>', 'read so many calls at most to name those behind differences', wholeNumber);
}

/** @throws UserError where the days are missing, or given in two ways */
export function requestOf(flags: Flags, nowMs: number): ReconcileRequest {
  const { from, to, day: single } = flags;
  const both = from !== undefined && to !== undefined;
  const either = from !== undefined || to !== undefined;
  if (single === undefined ? !both : either) {
    throw new UserError(
      'invalid-options',
      'Give --from and --to, or --day alone: reconcile --day yesterday.',
    );
  }
  const named = single === undefined ? undefined : dayNamed(single, nowMs);
  return {
    from: named ?? from ?? '',
    to: named ?? to ?? '',
    out: flags.out,
    settleMs: flags.settle,
    settleEveryMs: flags.settleEvery,
    clockToleranceMs: flags.clockTolerance,
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

function dayOrName(text: string): string {
  return text in DAYS_AGO ? text : day(text);
}

function day(text: string): string {
  if (chinaDayStart(text) === undefined)
    throw new InvalidArgumentError('It must be a day such as 2026-11-24.');
  return text;
}

function wholeNumber(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
}

function collect(value: string, earlier: readonly string[] | undefined): string[] {
  return [...(earlier ?? []), value];
}
