// A night as its schedule's history keeps it, one file each, and its meaning for scripts.

import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { commandEndSchema } from '../batch/output/finish-command.js';
import { readFormIfThere, writeJson } from '../files/durable.js';
import { clockText } from '../queue/zone-times.js';
import { schedulePaths, type Schedule } from './record.js';

/** Nights that are `waiting` or `running` go on; the other states are final. */
const NIGHT_STATES = [
  'waiting',
  'running',
  'completed',
  'halted',
  'cancelled',
  'skipped',
  'missed',
  'file_missing',
  'file_empty',
  'file_growing',
  'file_same',
  'failed',
] as const;
export type NightState = (typeof NIGHT_STATES)[number];

const nightSchema = z.object({
  version: z.literal(1),
  schedule: z.string(),
  night: z.string(),
  /** `late`: begun later, because nothing was running at its time; `hand`: begun by `schedule run`. */
  trigger: z.enum(['time', 'late', 'hand']),
  /** When the night was due, in Unix milliseconds like all times here. */
  dueAt: z.number(),
  startedAt: z.number(),
  endedAt: z.number().optional(),
  state: z.enum(NIGHT_STATES),
  /** Why the night did not succeed, in words. */
  reason: z.string().optional(),
  /** The exit status of `schedule run`. */
  exit: z.number().optional(),
  file: z.string().optional(),
  sha256: z.string().optional(),
  batch: z.string().optional(),
  sameFile: z.enum(['skip', 'run']).optional(),
  /** How the file looked, and when it was first and last seen so. */
  look: z
    .object({ path: z.string(), size: z.number(), mtimeMs: z.number(), at: z.number(), firstAt: z.number() })
    .optional(),
  /** How often a process has begun to make the batch of the list and has not ended that in any way. */
  readings: z.number().optional(),
  /** How many nights were missed together. */
  missed: z.number().optional(),
  /** The day that is reconciled with this night. */
  reconciled: z.string().optional(),
  onFinish: commandEndSchema.optional(),
});
export type Night = z.infer<typeof nightSchema>;

export function isOver({ state }: Pick<Night, 'state'>): boolean {
  return state !== 'waiting' && state !== 'running';
}

/**
 * `20261126-0130` on the schedule's clock; a night that was begun by hand has seconds too. No two nights share a name.
 */
function nightName(at: number, tz: string, trigger: Night['trigger']): string {
  const minute = clockText(at, tz).replace(/[-:]/g, '').replace(' ', '-');
  return trigger === 'hand' ? `${minute}${String(Math.floor(at / 1000) % 60).padStart(2, '0')}` : minute;
}

export function batchOf({ schedule, night }: Pick<Night, 'schedule' | 'night'>): string {
  return `${schedule}-${night}`;
}

const NIGHT_FILE = /^(\d{8}-\d{4}(?:\d{2})?)\.json$/;

export function nightPath(dataDirectory: string, schedule: string, night: string): string {
  return join(schedulePaths(dataDirectory, schedule).nights, `${night}.json`);
}

export async function readNight(
  dataDirectory: string,
  schedule: string,
  night: string,
): Promise<Night | undefined> {
  if (!NIGHT_FILE.test(`${night}.json`)) return undefined;
  return readFormIfThere(nightPath(dataDirectory, schedule, night), nightSchema);
}

export async function writeNight(dataDirectory: string, night: Night): Promise<void> {
  await writeJson(nightPath(dataDirectory, night.schedule, night.night), String(process.pid), night);
}

/**
 * The newest night comes first.
 *
 * @param most how many are wanted; undefined: all
 */
export async function nightsOf(dataDirectory: string, schedule: string, most?: number): Promise<Night[]> {
  const names = await readdir(schedulePaths(dataDirectory, schedule).nights).catch(() => []);
  const nights = names
    .flatMap((name) => NIGHT_FILE.exec(name)?.[1] ?? [])
    .toSorted()
    .toReversed();
  const found = await Promise.all(
    nights.slice(0, most).map((night) => readNight(dataDirectory, schedule, night)),
  );
  return found.filter((night) => night !== undefined);
}

export function newNight(
  { name, tz }: Schedule,
  dueAt: number,
  trigger: Night['trigger'],
  nowMs: number,
): Night {
  return {
    version: 1,
    schedule: name,
    night: nightName(dueAt, tz, trigger),
    trigger,
    dueAt,
    startedAt: nowMs,
    state: 'waiting',
  };
}
