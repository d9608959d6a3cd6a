// `rollcall schedule list` and `remove`.

import { Command } from 'commander';
import { loadConfig, type Config } from '../config.js';
import { chinaIso } from '../domain/china-time.js';
import { clockText, nextTimes } from '../queue/zone-times.js';
import { nightsOf, type Night } from '../schedule/night.js';
import { allSchedules, readSchedule, removeSchedule, type Schedule } from '../schedule/record.js';
import { openBatchAccess } from './batch-access.js';
import { scheduleName } from './schedule-add.js';
import { visiblePage } from './text-columns.js';

const TIMES_SHOWN = 3;

export function scheduleListCommand(): Command {
  return new Command('list')
    .summary('all schedules, with their next times')
    .option('--json', 'as JSON')
    .action(async ({ json }: { json?: true }) => {
      await list(json === true, loadConfig());
    });
}

export function scheduleRemoveCommand(): Command {
  return new Command('remove')
    .summary('end a schedule; its batches and its history stay')
    .description('A night that runs goes on to its end.')
    .argument('<name>', "the schedule's name", scheduleName)
    .action(async (name: string) => {
      await remove(name, loadConfig());
    });
}

interface Listed {
  readonly schedule: Schedule;
  /** In the past where no worker ran; undefined where Redis has lost it. */
  readonly nextAt: number | undefined;
  readonly last: Night | undefined;
}

async function list(json: boolean, config: Config): Promise<void> {
  const access = await openBatchAccess(config);
  try {
    const timings = new Map((await access.queue.schedules.all()).map(({ name, nextAt }) => [name, nextAt]));
    const listed: Listed[] = [];
    for (const schedule of await allSchedules(config.dataDir)) {
      const [last] = await nightsOf(config.dataDir, schedule.name, 1);
      listed.push({ schedule, nextAt: timings.get(schedule.name), last });
    }
    const working = await access.queue.hasWorkers();
    process.stdout.write(
      json ? `${JSON.stringify(listed.map(asJson))}\n` : visiblePage(textOf(listed, working)),
    );
  } finally {
    await access.close();
  }
}

/** What waits in Redis, which may be overdue, and what comes after it. */
function timesOf({ schedule, nextAt }: Listed): number[] {
  if (nextAt === undefined) return [];
  return [nextAt, ...nextTimes(schedule, Math.max(nextAt, Date.now()), TIMES_SHOWN - 1)];
}

function asJson(listed: Listed) {
  const { schedule, last } = listed;
  const { name, cron, tz, file, args, overlap, sameFile, catchUpMs, keepDays, reconcile } = schedule;
  return {
    name,
    cron,
    tz,
    file,
    options: args,
    overlap,
    same_file: sameFile,
    catch_up_seconds: catchUpMs / 1000,
    settle_seconds: reconcile === undefined ? null : reconcile.settleMs / 1000,
    keep_days: keepDays ?? null,
    on_finish: schedule.onFinish ?? null,
    out: schedule.outDirectory ?? null,
    next: timesOf(listed).map((at) => chinaIso(at)),
    last: last === undefined ? null : { night: last.night, state: last.state, exit: last.exit ?? null },
  };
}

function textOf(all: readonly Listed[], working: boolean): string {
  if (all.length === 0) return 'No schedules.\n';
  const lines = all.flatMap((listed) => {
    const { schedule, last } = listed;
    const { name, cron, tz, file, args, onFinish, reconcile, keepDays } = schedule;
    const times = timesOf(listed);
    const [first] = times;
    const overdue = first !== undefined && first < Date.now() ? ' (overdue)' : '';
    const next =
      first === undefined
        ? "not in Redis: the next 'rollcall worker' puts it back"
        : `${clockText(first, tz)}${overdue}, ${times
            .slice(1)
            .map((at) => clockText(at, tz))
            .join(', ')}, …`;
    const more = [
      ...args,
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
  if (!working) lines.push('No worker runs that would do this: rollcall worker');
  return `${lines.join('\n')}\n`;
}

async function remove(name: string, config: Config): Promise<void> {
  await readSchedule(config.dataDir, name);
  const access = await openBatchAccess(config);
  try {
    // First out of the queue: a record without a timing is put back by the next worker.
    await access.queue.schedules.remove(name);
    await removeSchedule(config.dataDir, name);
    process.stdout.write(
      `Schedule ${name} is removed. 'rollcall schedule history ${name}' still shows its nights.\n`,
    );
  } finally {
    await access.close();
  }
}
