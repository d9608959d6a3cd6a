// What is recorded of a schedule, in its directory under the data directory. Redis knows its name and its times alone:
// whoever can write to the queue can change neither the list that is read nor the program that is run.

import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { makeDirectory, readFormIfThere, writeJson, writeJsonFirst } from '../files/durable.js';
import { UserError } from '../domain/user-error.js';

/** With a night behind it, it is a batch's id. */
export const SCHEDULE_NAME = /^[A-Za-z][A-Za-z0-9_-]{0,39}$/;

const scheduleSchema = z.object({
  version: z.literal(1),
  name: z.string().regex(SCHEDULE_NAME),
  cron: z.string(),
  tz: z.string(),
  /** Absolute path or pattern; the newest file that matches is the night's list. */
  file: z.string(),
  /** Options of `submit` as they were typed, but for those below. */
  args: z.array(z.string()),
  /** Absolute; each night has a directory in it. */
  outDirectory: z.string().optional(),
  onFinish: z.string().optional(),
  /** Whether the credentials are tried before a night. */
  ping: z.boolean(),
  /** What becomes of a night while an earlier one still runs. */
  overlap: z.enum(['skip', 'queue']),
  /** What becomes of a night whose list is that of the night before. */
  sameFile: z.enum(['skip', 'run']),
  /** A night that is late by no more is made up for. */
  catchUpMs: z.number().int().nonnegative(),
  reconcile: z.object({ settleMs: z.number().int().nonnegative() }).optional(),
  keepDays: z.number().int().positive().optional(),
  createdAt: z.number(),
});
export type Schedule = z.infer<typeof scheduleSchema>;

/** The one of `args` that matters here: a night in which something changed ends with a status of its own. */
export const EXIT_ON_CHANGE = '--exit-on-change';

export interface SchedulePaths {
  readonly directory: string;
  readonly record: string;
  readonly nights: string;
  readonly reconciliations: string;
  readonly lock: string;
}

export function schedulePaths(dataDirectory: string, name: string): SchedulePaths {
  const directory = join(schedulesDirectory(dataDirectory), name);
  return {
    directory,
    record: join(directory, 'schedule.json'),
    nights: join(directory, 'nights'),
    reconciliations: join(directory, 'reconciliations'),
    lock: join(directory, 'lock'),
  };
}

function schedulesDirectory(dataDirectory: string): string {
  return join(dataDirectory, 'schedules');
}

export async function findSchedule(dataDirectory: string, name: string): Promise<Schedule | undefined> {
  if (!SCHEDULE_NAME.test(name)) return undefined;
  return readFormIfThere(schedulePaths(dataDirectory, name).record, scheduleSchema);
}

/** @throws UserError where there is no such schedule */
export async function readSchedule(dataDirectory: string, name: string): Promise<Schedule> {
  const found = await findSchedule(dataDirectory, name);
  if (found !== undefined) return found;
  throw new UserError(`There is no schedule "${name}". 'rollcall schedule list' names those that are.`);
}

/** @returns false where there is one of that name, and it is not to be replaced: nothing has changed */
export async function writeSchedule(
  dataDirectory: string,
  schedule: Schedule,
  replace: boolean,
): Promise<boolean> {
  const paths = schedulePaths(dataDirectory, schedule.name);
  await makeDirectory(paths.nights);
  await makeDirectory(paths.reconciliations);
  const writer = String(process.pid);
  if (!replace) return writeJsonFirst(paths.record, writer, schedule);
  await writeJson(paths.record, writer, schedule);
  return true;
}

/** Its history stays. */
export async function removeSchedule(dataDirectory: string, name: string): Promise<void> {
  await rm(schedulePaths(dataDirectory, name).record, { force: true });
}

/** By name. */
export async function allSchedules(dataDirectory: string): Promise<Schedule[]> {
  const names = await readdir(schedulesDirectory(dataDirectory)).catch((): string[] => []);
  const found = await Promise.all(names.toSorted().map((name) => findSchedule(dataDirectory, name)));
  return found.filter((schedule) => schedule !== undefined);
}
