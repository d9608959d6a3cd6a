// `rollcall schedule list` and `remove`: shows the schedules, and removes one.

import { Command } from 'commander';
import type { ListedSchedule, ScheduleList } from '../app/schedules.js';
import { chinaIso } from '../domain/china-time.js';
import { clockText } from '../queue/zone-times.js';
import { optionWords } from './list-options.js';
import { say } from './say.js';
import { scheduleName } from './schedule-name.js';
import { visiblePage } from './text-columns.js';
import type { Words } from '../words/words.js';

export function scheduleListCommand(words: Words): Command {
  return new Command('list')
    .summary(words.helpSchedules.list.summary)
    .option('--json', words.help.asJson)
    .action(async ({ json }: { json?: true }) => {
      const { Screen } = await import('./screen.js');
      const { listSchedules } = await import('../app/schedules.js');
      const list = await listSchedules(new Screen({ words }).app());
      process.stdout.write(
        json
          ? `${JSON.stringify(list.schedules.map((listed) => asJson(listed, list.dataDir)))}\n`
          : visiblePage(textOf(list, words)),
      );
      if (json && list.schedules.length === 0) say(words.looking.noSchedules({ dataDir: list.dataDir }));
    });
}

export function scheduleRemoveCommand(words: Words): Command {
  const { name: named, remove } = words.helpSchedules;
  return new Command('remove')
    .summary(remove.summary)
    .description(remove.description)
    .argument('<name>', named, scheduleName(words))
    .action(async (name: string) => {
      const { Screen } = await import('./screen.js');
      const { removeSchedule } = await import('../app/schedules.js');
      await removeSchedule(new Screen({ words }).app(), name);
      process.stdout.write(`${remove.removed({ name })}\n`);
    });
}

function asJson({ schedule, nextAt, last }: ListedSchedule, dataDir: string) {
  const { name, cron, tz, file, request, overlap, sameFile, catchUpMs, keepDays, reconcile } = schedule;
  return {
    name,
    data_dir: dataDir,
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

function textOf({ dataDir, schedules, hasWorkers }: ScheduleList, words: Words): string {
  const said = words.schedules;
  if (schedules.length === 0) return `${words.looking.noSchedules({ dataDir })}\n`;
  const lines = schedules.flatMap(({ schedule, nextAt, last }) => {
    const { name, cron, tz, file } = schedule;
    const more = givenWords(schedule);
    const state =
      last === undefined ? said.noNight : said.night({ night: last.night, state: words.nights[last.state] });
    return [
      `${name}  ${cron}  ${tz}`,
      `  ${said.file({ file })}`,
      ...(more.length === 0 ? [] : [`  ${said.with({ options: more.join(' ') })}`]),
      `  ${nextTimesOf(nextAt, tz, said)}`,
      `  ${state}`,
    ];
  });
  lines.push(words.looking.dataDirectory({ dataDir }));
  if (!hasWorkers) lines.push(said.noWorker);
  return `${lines.join('\n')}\n`;
}

function nextTimesOf(nextAt: readonly number[], tz: string, said: Words['schedules']): string {
  const [first] = nextAt;
  if (first === undefined) return said.lost;
  const [next = '', ...later] = nextAt.map((at) => clockText(at, tz));
  const times = { next, later: later.join(', ') };
  return first < Date.now() ? said.overdue(times) : said.next(times);
}

/** The options of a command line that would make the schedule, besides name, times and file. */
function givenWords({ request, onFinish, reconcile, keepDays }: ListedSchedule['schedule']): string[] {
  const settleMs = reconcile?.settleMs ?? 0;
  return [
    ...optionWords(request),
    ...(onFinish === undefined ? [] : [`--on-finish=${onFinish}`]),
    ...(reconcile === undefined ? [] : ['--reconcile=yesterday']),
    ...(settleMs === 0 ? [] : [`--settle=${settleMs / 3_600_000}h`]),
    ...(keepDays === undefined ? [] : [`--keep-days=${keepDays}`]),
  ];
}
