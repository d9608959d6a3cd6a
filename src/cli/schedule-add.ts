// `rollcall schedule add`: adds a list that is verified at set times. It checks everything now, because nobody watches
// at night.

import { resolve } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { CronExpressionParser } from 'cron-parser';
import type { AddScheduleRequest } from '../app/schedules.js';
import { UserError } from '../domain/user-error.js';
import { clockText, nextTime } from '../queue/zone-times.js';
import { duration } from './duration.js';
import { addListOptions, requestOf, wholeNumber, type ListOptions } from './list-options.js';
import { scheduleName } from './schedule-name.js';
import { zoneName } from './zone-option.js';

interface AddFlags extends ListOptions {
  readonly cron: string;
  readonly tz: string;
  readonly file: string;
  readonly overlap: 'skip' | 'queue';
  readonly sameFile: 'skip' | 'run';
  readonly catchUp?: number;
  readonly reconcile?: 'yesterday';
  readonly settle?: number;
  readonly keepDays?: number;
  readonly ping: boolean;
  readonly replace?: true;
}

const DEFAULT_CATCH_UP_MS = 6 * 3_600_000;

export function scheduleAddCommand(): Command {
  const command = new Command('add')
    .summary('verify a list at set times')
    .description(
      'At the times of --cron on the clock of --tz a worker takes the newest file that matches --file and verifies ' +
        'it as batch NAME-<date>-<time>, with the options given here, which are those of submit. A file that is ' +
        'missing, empty, still written to (looked at for 10 minutes at most) or the same as last night is not ' +
        'verified; the history says so.\n\n' +
        'A time that the zone skips (summer time) counts as the moment after the gap; one that it repeats counts ' +
        'once, the first time. Of nights missed because no worker ran only the last is made up for, if it is not ' +
        'longer ago than --catch-up; the history names the others.',
    )
    .argument('<name>', 'letters, digits, "-" and "_", at most 40, a letter first', scheduleName)
    .requiredOption('--cron <pattern>', "minute hour day month weekday, such as '30 1 * * *'", cronPattern)
    .option('--tz <zone>', 'the zone on whose clock the times are', zoneName, 'Asia/Shanghai')
    .requiredOption('--file <pattern>', "a list, or a pattern in quotes such as 'lists/customers-*.csv'")
    .addOption(
      new Option('--overlap <policy>', 'while the night before still runs: leave this one out, or wait')
        .choices(['skip', 'queue'])
        .default('skip'),
    )
    .addOption(
      new Option(
        '--same-file <policy>',
        'a list that is last night\u2019s, byte for byte: not verified, or verified',
      )
        .choices(['skip', 'run'])
        .default('skip'),
    )
    .option('--catch-up <time>', 'how late a night may begin, at least 10 minutes (default: 6h)', duration)
    .addOption(new Option('--reconcile <day>', 'reconcile this day too, each time').choices(['yesterday']))
    .option(
      '--settle <time>',
      'with --reconcile: ask again until two answers agree, for so long at most',
      duration,
    )
    .option('--keep-days <n>', "erase what is personal of this schedule's nights that are older", wholeNumber)
    .option('--no-ping', "don't try the credentials before each night")
    .option('--replace', 'change a schedule that is there; its history stays');
  return addListOptions(command).action(async (name: string, flags: AddFlags) => {
    const { Screen } = await import('./screen.js');
    const { addSchedule } = await import('../app/schedules.js');
    const asked = { schedule: scheduleOf(name, flags), replace: flags.replace === true };
    const { schedule, nextAt } = await addSchedule(new Screen().app(), asked);
    const times = nextAt.map((at) => clockText(at, schedule.tz));
    process.stdout.write(`Schedule ${name}: ${times.join(', ')}, … (${schedule.tz})\n`);
  });
}

function scheduleOf(name: string, flags: AddFlags): AddScheduleRequest['schedule'] {
  if (flags.batch !== undefined) {
    throw new UserError(
      'invalid-options',
      "--batch: each night's batch has its own id, made of the schedule's name and the time. Leave it out.",
    );
  }
  if (flags.first !== undefined || flags.sample !== undefined) {
    throw new UserError(
      'invalid-options',
      `--${flags.first === undefined ? 'sample' : 'first'}: at night nobody looks at some rows before the others are called. Try the list with 'rollcall run', and leave it out here.`,
    );
  }
  if (flags.settle !== undefined && flags.reconcile === undefined) {
    throw new UserError('invalid-options', '--settle goes with --reconcile yesterday.');
  }
  return {
    name,
    cron: flags.cron,
    tz: flags.tz,
    file: resolve(flags.file),
    request: requestOf(flags),
    ...(flags.out === undefined ? {} : { outDirectory: resolve(flags.out) }),
    ...(flags.onFinish === undefined ? {} : { onFinish: flags.onFinish }),
    ping: flags.ping,
    overlap: flags.overlap,
    sameFile: flags.sameFile,
    catchUpMs: flags.catchUp ?? DEFAULT_CATCH_UP_MS,
    ...(flags.reconcile === undefined ? {} : { reconcile: { settleMs: flags.settle ?? 0 } }),
    ...(flags.keepDays === undefined ? {} : { keepDays: flags.keepDays }),
  };
}

function cronPattern(text: string): string {
  const cron = text.trim().replace(/\s+/g, ' ');
  if (!/^[\dA-Za-z*,/#-]+( [\dA-Za-z*,/#-]+){4}$/.test(cron) || /\bH\b/i.test(cron)) {
    throw new InvalidArgumentError(
      "It must be five fields, such as '30 1 * * *' for half past one every night.",
    );
  }
  try {
    CronExpressionParser.parse(cron);
  } catch (error) {
    throw new InvalidArgumentError(`${(error as Error).message}.`);
  }
  if (nextTime({ cron, tz: 'UTC' }, Date.now()) === undefined)
    throw new InvalidArgumentError('It is never due.');
  return cron;
}
