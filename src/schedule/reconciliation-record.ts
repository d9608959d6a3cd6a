// What is on record of the reconciliation of a day that belongs to a schedule, one file each.

import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { commandEndSchema } from '../batch/output/finish-command.js';
import { chinaDayStart } from '../domain/china-time.js';
import { readFormIfThere, writeJson } from '../files/durable.js';
import { billJsonSchema, figuresJsonSchema, VERDICTS } from '../reconcile/index.js';
import { schedulePaths } from './record.js';

const reconciliationSchema = z.object({
  version: z.literal(1),
  day: z.string(),
  state: z.enum(['settling', 'done', 'failed']),
  startedAt: z.number(),
  endedAt: z.number().optional(),
  asked: z.number(),
  /** The last answer, while the figures settle. */
  figures: figuresJsonSchema.optional(),
  bill: billJsonSchema.optional(),
  /** The next night, with which a day is asked about again whose bill was not there; nobody asks before. */
  nextAt: z.number().optional(),
  verdict: z.enum(VERDICTS).optional(),
  /** The path of report.json. */
  report: z.string().optional(),
  exit: z.number().optional(),
  reason: z.string().optional(),
  onFinish: commandEndSchema.optional(),
});
export type ScheduledReconciliation = z.infer<typeof reconciliationSchema>;

const DAY_FILE = /^(\d{4}-\d{2}-\d{2})\.json$/;

/** The path of a day's record. */
export function reconciliationPath(dataDirectory: string, schedule: string, day: string): string {
  return join(schedulePaths(dataDirectory, schedule).reconciliations, `${day}.json`);
}

export async function readReconciliation(
  dataDirectory: string,
  schedule: string,
  day: string,
): Promise<ScheduledReconciliation | undefined> {
  if (chinaDayStart(day) === undefined) return undefined;
  return readFormIfThere(reconciliationPath(dataDirectory, schedule, day), reconciliationSchema);
}

/** Days whose figures are still settling. */
export async function openReconciliations(dataDirectory: string, schedule: string): Promise<string[]> {
  const names = await readdir(schedulePaths(dataDirectory, schedule).reconciliations).catch(() => []);
  const days = names.flatMap((name) => DAY_FILE.exec(name)?.[1] ?? []);
  const found = await Promise.all(days.map((day) => readReconciliation(dataDirectory, schedule, day)));
  return found.flatMap((each) => (each?.state === 'settling' ? [each.day] : []));
}

export async function writeReconciliation(
  dataDirectory: string,
  schedule: string,
  record: ScheduledReconciliation,
): Promise<void> {
  await writeJson(reconciliationPath(dataDirectory, schedule, record.day), String(process.pid), record);
}
