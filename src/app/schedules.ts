// Schedules added, listed and removed. Everything is looked at when one is added, not in the night.

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
import { accessFor } from './batch-access.js';

export interface AddScheduleRequest {
  readonly schedule: Omit<Schedule, 'version' | 'createdAt'>;
  /** Whether one of that name is changed; its history stays. */
  readonly replace: boolean;
}

export interface AddedSchedule {
  readonly schedule: Schedule;
  /** Unix milliseconds. */
  readonly nextAt: readonly number[];
}

const TIMES_SHOWN = 3;

/** @throws UserError where there is one of that name, and it is not to be replaced */
export async function addSchedule(
  app: App,
  { schedule: asked, replace }: AddScheduleRequest,
): Promise<AddedSchedule> {
  const { dataDir } = app.config;
  const { name } = asked;
  const schedule = { ...asked, version: SCHEDULE_VERSION, createdAt: Date.now() } as const;
  if (!replace && (await findSchedule(dataDir, name)) !== undefined) throw isThere(name);
  const access = await accessFor(app);
  try {
    // Somebody else may have added one since.
    if (!(await writeSchedule(dataDir, schedule, replace))) throw isThere(name);
    await access.queue.schedules.set(name, schedule);
    if (!(await access.queue.hasWorkers())) app.tell({ kind: 'no-worker', dataDir });
    return { schedule, nextAt: nextTimes(schedule, Date.now(), TIMES_SHOWN) };
  } finally {
    await access.close();
  }
}

function isThere(name: string): UserError {
  return new UserError(
    'existing-schedule',
    `There is a schedule "${name}". --replace changes it, 'rollcall schedule remove ${name}' ends it.`,
  );
}

export interface ListedSchedule {
  readonly schedule: Schedule;
  /** The first in the past where no worker ran; empty where Redis has lost it. Unix milliseconds. */
  readonly nextAt: readonly number[];
  readonly last: Night | undefined;
}

export interface ScheduleList {
  /** By name. */
  readonly schedules: readonly ListedSchedule[];
  /** Whether a worker is there that would do this. */
  readonly hasWorkers: boolean;
}

export async function listSchedules(app: App): Promise<ScheduleList> {
  const { dataDir } = app.config;
  const access = await accessFor(app);
  try {
    const timings = new Map((await access.queue.schedules.all()).map(({ name, nextAt }) => [name, nextAt]));
    const schedules: ListedSchedule[] = [];
    for (const schedule of await allSchedules(dataDir)) {
      const [last] = await nightsOf(dataDir, schedule.name, 1);
      const next = timings.get(schedule.name);
      schedules.push({ schedule, nextAt: timesFrom(schedule, next), last });
    }
    return { schedules, hasWorkers: await access.queue.hasWorkers() };
  } finally {
    await access.close();
  }
}

/** What waits in Redis, which may be overdue, and what comes after it. */
function timesFrom(schedule: Schedule, nextAt: number | undefined): number[] {
  if (nextAt === undefined) return [];
  return [nextAt, ...nextTimes(schedule, Math.max(nextAt, Date.now()), TIMES_SHOWN - 1)];
}

/** A night that runs goes on to its end; batches and history stay. @throws UserError where there is none */
export async function removeSchedule(app: App, name: string): Promise<void> {
  const { dataDir } = app.config;
  await readSchedule(dataDir, name);
  const access = await accessFor(app);
  try {
    // First out of the queue: a record without a timing is put back by the next worker.
    await access.queue.schedules.remove(name);
    await removeRecord(dataDir, name);
  } finally {
    await access.close();
  }
}
