// What is recorded of a schedule, in its directory under the data directory. Redis knows only its name and its times,
// so that whoever can write to the queue can change neither the list that is read nor the program that is run.

import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { listRequestSchema } from '../batch/list-request.js';
import { refuseNewer } from '../domain/newer.js';
import { SCHEDULE_NAME } from '../domain/schedule-name.js';
import { UserError } from '../domain/user-error.js';
import { formOf } from '../files/damaged-file.js';
import { makeDirectory, readIfThere, writeJson, writeJsonFirst } from '../files/durable.js';
import { requestInWords } from './request-in-words.js';

/** Version 1 has the request as words of a command line. */
export const SCHEDULE_VERSION = 2;

const commonSchema = z.object({
  name: z.string().regex(SCHEDULE_NAME),
  cron: z.string(),
  tz: z.string(),
  /** An absolute path or pattern; the newest file that matches is the night's list. */
  file: z.string(),
  /** Whose service is called; absent where an earlier version added it: that of the worker which does the night. */
  provider: z.string().optional(),
  /** An absolute path; each night has a directory in it. */
  outDirectory: z.string().optional(),
  onFinish: z.string().optional(),
  /** Whether the credentials are tried before a night. */
  ping: z.boolean(),
  /** What happens to a night while an earlier one still runs. */
  overlap: z.enum(['skip', 'queue']),
  /** What happens to a night whose list is the same as the last night's. */
  sameFile: z.enum(['skip', 'run']),
  /** A missed night is made up for if it is not later than this. */
  catchUpMs: z.number().int().nonnegative(),
  reconcile: z.object({ settleMs: z.number().int().nonnegative() }).optional(),
  keepDays: z.number().int().positive().optional(),
  createdAt: z.number(),
});

const scheduleSchema = commonSchema.extend({
  version: z.literal(SCHEDULE_VERSION),
  /** How each night's list is verified. An empty label means the schedule's name. */
  request: listRequestSchema,
});
export type Schedule = z.infer<typeof scheduleSchema>;

const recordedSchema = z.union([
  scheduleSchema,
  commonSchema
    .extend({ version: z.literal(1), args: z.array(z.string()) })
    .transform(({ args, ...common }, context): Schedule => {
      const request = requestInWords(args);
      if (typeof request !== 'string') return { ...common, version: SCHEDULE_VERSION, request };
      context.addIssue(request);
      return z.NEVER;
    }),
]);

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
  const { record } = schedulePaths(dataDirectory, name);
  const found = await readIfThere(record);
  if (found === undefined) return undefined;
  refuseNewer(({ faults }) => faults.schedule({ name }), found, SCHEDULE_VERSION);
  return formOf(record, found, recordedSchema);
}

/** Rewrites the records of earlier versions in the present form. */
export async function renewSchedules(dataDirectory: string): Promise<void> {
  for (const schedule of await allSchedules(dataDirectory)) {
    const { record } = schedulePaths(dataDirectory, schedule.name);
    const isNew = scheduleSchema.safeParse(await readIfThere(record)).success;
    if (!isNew) await writeJson(record, String(process.pid), schedule);
  }
}

/** @throws UserError where no schedule has this name */
export async function readSchedule(dataDirectory: string, name: string): Promise<Schedule> {
  const found = await findSchedule(dataDirectory, name);
  if (found !== undefined) return found;
  throw new UserError('unknown-schedule', ({ nightErrors }) =>
    nightErrors.noSchedule({ name, dataDir: dataDirectory }),
  );
}

/** @returns false where a schedule has this name and must not be replaced; nothing was changed then */
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

/** The schedule's history stays on disk. */
export async function removeSchedule(dataDirectory: string, name: string): Promise<void> {
  await rm(schedulePaths(dataDirectory, name).record, { force: true });
}

/** Sorted by name. */
export async function allSchedules(dataDirectory: string): Promise<Schedule[]> {
  const names = await readdir(schedulesDirectory(dataDirectory)).catch((): string[] => []);
  const found = await Promise.all(names.toSorted().map((name) => findSchedule(dataDirectory, name)));
  return found.filter((schedule) => schedule !== undefined);
}
