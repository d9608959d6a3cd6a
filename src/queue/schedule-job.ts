// Jobs on the queue `batches` that do what schedules ask for. They hold names and times only; everything else is read
// from the data directory.

import type { Job } from 'bullmq';
import { z } from 'zod';

const name = z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,39}$/);
const dueSchema = z.object({ v: z.literal(1), due: name });
const nightSchema = z.object({ v: z.literal(1), schedule: name, night: z.string().regex(/^[\d-]{13,15}$/) });
const dayPattern = /^\d{4}-\d{2}-\d{2}$/;
const reconciliationSchema = z.object({
  v: z.literal(1),
  schedule: name,
  reconcile: z.string().regex(dayPattern),
});
const errandSchema = z.union([dueSchema, nightSchema, reconciliationSchema]);
export type ScheduleJobRecord = z.infer<typeof errandSchema>;

export type ScheduleJob =
  /** A schedule's time has come. */
  | { readonly kind: 'due'; readonly schedule: string; readonly dueAt: number }
  | { readonly kind: 'night'; readonly schedule: string; readonly night: string }
  | { readonly kind: 'reconciliation'; readonly schedule: string; readonly day: string };

/** Undefined where the job is a batch. */
export function scheduleJobOf({ id, data }: Pick<Job<unknown>, 'id' | 'data'>): ScheduleJob | undefined {
  const parsed = errandSchema.safeParse(data);
  if (!parsed.success) return undefined;
  const job = parsed.data;
  if ('due' in job) return { kind: 'due', schedule: job.due, dueAt: dueAt(id) };
  if ('night' in job) return { kind: 'night', schedule: job.schedule, night: job.night };
  return { kind: 'reconciliation', schedule: job.schedule, day: job.reconcile };
}

/** BullMQ names a scheduler's job `repeat:<name>:<when it is due>`. */
function dueAt(id: string | undefined): number {
  const at = Number(id?.split(':').at(-1));
  if (!Number.isSafeInteger(at)) throw new Error(`${id} is not the id of a scheduled job`);
  return at;
}

/** An id that no batch can have. */
export function nightJobId(schedule: string, night: string): string {
  return `night/${schedule}/${night}`;
}

export function reconciliationJobId(schedule: string, day: string): string {
  return `reconcile/${schedule}/${day}`;
}
