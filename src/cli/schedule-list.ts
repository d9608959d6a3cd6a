// `rollcall schedule list` and `remove`: shows the schedules, and removes one.

import { Command } from 'commander';
import type { ListedSchedule, ScheduleList } from '../app/schedules.js';
import { chinaIso } from '../domain/china-time.js';
import { clockText } from '../queue/zone-times.js';
import { optionWords } from './list-options.js';
import { scheduleName } from './schedule-name.js';
import { visiblePage } from './text-columns.js';

export function scheduleListCommand(): Command {
  return new Command('list')
    .summary('all schedules, with their next times')
    .option('--json', 'as JSON')
    .action(async ({ json }: { json?: true }) => {
      const { Screen } = await import('./screen.js');
      const { listSchedules } = await import('../app/schedules.js');
      const list = await listSchedules(new Screen().app());
      process.stdout.write(
        json ? `${JSON.stringify(list.schedules.map(asJson))}\n` : visiblePage(textOf(list)),
      );
    });
}

export function scheduleRemoveCommand(): Command {
  return new Command('remove')
    .summary('end a schedule; its batches and its history stay')
    .description('A night that runs goes on to its end.')
    .argument('<name>', "the schedule's name", scheduleName)
    .action(async (name: string) => {
      const { Screen } = await import('./screen.js');
      const { removeSchedule } = await import('../app/schedules.js');
      await removeSchedule(new Screen().app(), name);
      process.stdout.write(
        `Schedule ${name} is removed. 'rollcall schedule history ${name}' still shows its nights.\n`,
      );
    });
}

function asJson({ schedule, nextAt, last }: ListedSchedule) {
  const { name, cron, tz, file, request, overlap, sameFile, catchUpMs, keepDays, reconcile } = schedule;
  return {
    name,
    cron,
    tz,
    file,
    options: optionWords(request),
    overlap,
    same_file: sameFile,
    catch_up_seconds: catchUpMs / 1000,
    settle_seconds: reconcile === undefined ? null : reconcile.settleMs / 1000,
    keep_days: keepDays ?? null,
    on_finish: schedule.onFinish ?? null,
    out: schedule.outDirectory ?? null,
    next: nextAt.map((at) => chinaIso(at)),
    last: last === undefined ? null : { night: last.night, state: last.state, exit: last.exit ?? null },
  };
}

function textOf({ schedules, hasWorkers }: ScheduleList): string {
  if (schedules.length === 0) return 'No schedules.\n';
  const lines = schedules.flatMap(({ schedule, nextAt, last }) => {
    const { name, cron, tz, file, request, onFinish, reconcile, keepDays } = schedule;
    const [first, ...later] = nextAt;
    const overdue = first !== undefined && first < Date.now() ? ' (overdue)' : '';
    const next =
      first === undefined
        ? "not in Redis: the next 'rollcall worker' puts it back"
        : `${clockText(first, tz)}${overdue}, ${later.map((at) => clockText(at, tz)).join(', ')}, …`;
    const more = [
      ...optionWords(request),
      ...(onFinish === undefined ? [] : [`--on-finish=${onFinish}`]),
      ...(reconcile === undefined ? [] : ['--reconcile=yesterday']),
      ...((reconcile?.settleMs ?? 0) === 0 ? [] : [`--settle=${(reconcile?.settleMs ?? 0) / 3_600_000}h`]),
      ...(keepDays === undefined ? [] : [`--keep-days=${keepDays}`]),
    ];
    return [
      `${name}  ${cron}  ${tz}`,
      `  file  ${file}`,
      ...(more.length === 0 ? [] : [`  with  ${more.join(' ')}`]),
      `  next  ${next}`,
      `  last  ${last === undefined ? 'none yet' : `${last.night} ${last.state}`}`,
    ];
  });
  if (!hasWorkers) lines.push('No worker runs that would do this: rollcall worker');
  return `${lines.join('\n')}\n`;
}
