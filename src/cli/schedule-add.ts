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
import type { Words } from '../words/words.js';
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

export function scheduleAddCommand(words: Words): Command {
  const help = words.helpSchedules.add;
  const command = new Command('add')
    .summary(help.summary)
    .description(help.description)
    .argument('<name>', words.helpSchedules.newName, scheduleName(words))
    .requiredOption('--cron <pattern>', help.cron, cronPattern(words))
    .option('--tz <zone>', help.tz, zoneName(words), 'Asia/Shanghai')
    .requiredOption('--file <pattern>', help.file)
    .addOption(new Option('--overlap <policy>', help.overlap).choices(['skip', 'queue']).default('skip'))
    .addOption(new Option('--same-file <policy>', help.sameFile).choices(['skip', 'run']).default('skip'))
    .option('--catch-up <time>', help.catchUp, duration(words))
    .addOption(new Option('--reconcile <day>', help.reconcile).choices(['yesterday']))
    .option('--settle <time>', help.settle, duration(words))
    .option('--keep-days <n>', help.keepDays, wholeNumber(words))
    .option('--no-ping', help.noPing)
    .option('--replace', help.replace);
  return addListOptions(command, words).action(async (name: string, flags: AddFlags) => {
    const { Screen } = await import('./screen.js');
    const { addSchedule } = await import('../app/schedules.js');
    const asked = { schedule: scheduleOf(name, flags, words), replace: flags.replace === true };
    const { schedule, nextAt } = await addSchedule(new Screen({ words }).app(), asked);
    const times = nextAt.map((at) => clockText(at, schedule.tz));
    process.stdout.write(`${help.added({ name, times: times.join(', '), zone: schedule.tz })}\n`);
  });
}

function scheduleOf(name: string, flags: AddFlags, words: Words): AddScheduleRequest['schedule'] {
  if (flags.batch !== undefined) {
    throw new UserError('invalid-options', ({ helpSchedules }) => helpSchedules.add.noBatch);
  }
  if (flags.first !== undefined || flags.sample !== undefined) {
    const option = flags.first === undefined ? '--sample' : '--first';
    throw new UserError('invalid-options', ({ helpSchedules }) => helpSchedules.add.noSample({ option }));
  }
  if (flags.settle !== undefined && flags.reconcile === undefined) {
    throw new UserError('invalid-options', ({ helpSchedules }) => helpSchedules.add.settleAlone);
  }
  return {
    name,
    cron: flags.cron,
    tz: flags.tz,
    file: resolve(flags.file),
    request: requestOf(flags, words),
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

function cronPattern({ listOptions: { mustBe } }: Words): (text: string) => string {
  return (text) => {
    const cron = text.trim().replace(/\s+/g, ' ');
    if (!/^[\dA-Za-z*,/#-]+( [\dA-Za-z*,/#-]+){4}$/.test(cron) || /\bH\b/i.test(cron))
      throw new InvalidArgumentError(mustBe.cron);
    try {
      CronExpressionParser.parse(cron);
    } catch (error) {
      throw new InvalidArgumentError(mustBe.cronUnread({ why: (error as Error).message }));
    }
    if (nextTime({ cron, tz: 'UTC' }, Date.now()) === undefined)
      throw new InvalidArgumentError(mustBe.cronDue);
    return cron;
  };
}
