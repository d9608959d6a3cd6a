// Adds, lists and removes schedules. Everything is checked when a schedule is added, because nobody watches at night.

import { UserError } from '../domain/user-error.js';
import { nextTimes } from '../queue/zone-times.js';
import { nightsOf, type Night } from '../schedule/night.js';
import {
  allSchedules,
  findSchedule,
  readSchedule,
  removeSchedule as removeRecord,
  SCHEDULE_VERSION,
  writeSchedule,
  type Schedule,
} from '../schedule/record.js';
import type { App } from './app.js';
import { accessFor, tellNoWorker } from './batch-access.js';
import { Looker } from './looker.js';

export interface AddScheduleRequest {
  readonly schedule: Omit<Schedule, 'version' | 'createdAt' | 'provider'>;
  /** Whether an existing schedule of this name is replaced; its history stays. */
  readonly replace: boolean;
}

export interface AddedSchedule {
  readonly schedule: Schedule;
  /** Unix milliseconds. */
  readonly nextAt: readonly number[];
}

const TIMES_SHOWN = 3;

/** @throws UserError where a schedule of this name exists and must not be replaced */
export async function addSchedule(
  app: App,
  { schedule: asked, replace }: AddScheduleRequest,
): Promise<AddedSchedule> {
  const { dataDir, provider } = app.config;
  const { name } = asked;
  const schedule = { ...asked, provider, version: SCHEDULE_VERSION, createdAt: Date.now() } as const;
  if (!replace && (await findSchedule(dataDir, name)) !== undefined) throw isThere(name);
  const access = await accessFor(app);
  try {
    // Another process may have added one of this name since the check.
    if (!(await writeSchedule(dataDir, schedule, replace))) throw isThere(name);
    await access.queue.schedules.set(name, schedule);
    await tellNoWorker(access, app);
    return { schedule, nextAt: nextTimes(schedule, Date.now(), TIMES_SHOWN) };
  } finally {
    await access.close();
  }
}

function isThere(name: string): UserError {
  return new UserError('existing-schedule', ({ nightErrors }) => nightErrors.scheduleExists({ name }));
}

export interface ListedSchedule {
  readonly schedule: Schedule;
  /** Unix milliseconds. The first is in the past where no worker ran; empty where Redis has lost the schedule. */
  readonly nextAt: readonly number[];
  readonly last: Night | undefined;
}

export interface ScheduleList {
  /** The data directory that was looked at. */
  readonly dataDir: string;
  /** Sorted by name. */
  readonly schedules: readonly ListedSchedule[];
  /** Whether a live worker would do the nights. */
  readonly hasWorkers: boolean;
}

/** Only looks: where no private Redis runs, the times are those of the clock, and no worker lives. */
export async function listSchedules(app: App): Promise<ScheduleList> {
  const { dataDir } = app.config;
  const looker = new Looker(app);
  try {
    const known = await allSchedules(dataDir);
    const queue = known.length === 0 ? undefined : (await looker.access())?.queue;
    const timings = new Map((await queue?.schedules.all())?.map(({ name, nextAt }) => [name, nextAt]));
    const schedules: ListedSchedule[] = [];
    for (const schedule of known) {
      const [last] = await nightsOf(dataDir, schedule.name, 1);
      const next = queue === undefined ? nextTimes(schedule, Date.now(), 1)[0] : timings.get(schedule.name);
      schedules.push({ schedule, nextAt: timesFrom(schedule, next), last });
    }
    return { dataDir, schedules, hasWorkers: (await queue?.hasWorkers()) ?? false };
  } finally {
    await looker.close();
  }
}

/** The time that waits in Redis, which may be overdue, and the times after it. */
function timesFrom(schedule: Schedule, nextAt: number | undefined): number[] {
  if (nextAt === undefined) return [];
  return [nextAt, ...nextTimes(schedule, Math.max(nextAt, Date.now()), TIMES_SHOWN - 1)];
}

/**
 * A running night goes on to its end; batches and history stay.
 *
 * @throws UserError where there is no such schedule
 */
export async function removeSchedule(app: App, name: string): Promise<void> {
  const { dataDir } = app.config;
  await readSchedule(dataDir, name);
  const access = await accessFor(app);
  try {
    // The timing goes first, because the next worker restores a timing for any recorded schedule.
    await access.queue.schedules.remove(name);
    await removeRecord(dataDir, name);
  } finally {
    await access.close();
  }
}
