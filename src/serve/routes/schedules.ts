// Schedules: seen, and begun by hand. They are made at the command line, as they name paths. It knows requests and answers.

import { z } from '@hono/zod-openapi';
import { orderNight } from '../../app/order-night.js';
import { listSchedules, type ListedSchedule } from '../../app/schedules.js';
import { seesLabel, type Caller } from '../../access/caller.js';
import { chinaIso } from '../../domain/china-time.js';
import { SCHEDULE_NAME } from '../../domain/schedule-name.js';
import { clockText } from '../../queue/zone-times.js';
import type { Night } from '../../schedule/night.js';
import { findSchedule, type Schedule } from '../../schedule/record.js';
import { notFound } from '../problem.js';
import { json, route } from '../route.js';
import { callerOf, onRecord, type Api } from '../serve-env.js';
import type { ServePorts } from '../serve-ports.js';

const scheduleSchema = z
  .object({
    name: z.string(),
    cron: z.string(),
    tz: z.string(),
    label: z.string(),
    next: z.array(z.string()).openapi({
      description: 'The first is past where no worker ran; none where Redis has lost the schedule',
    }),
    next_on_clock: z.array(z.string()).openapi({ description: 'The same on the schedule’s own clock' }),
    last: z
      .object({
        night: z.string(),
        state: z.string(),
        batch: z.string().nullable(),
        reason: z.string().nullable().openapi({ description: 'In English, as on record' }),
        due_at: z.string().openapi({ format: 'date-time' }),
      })
      .nullable(),
  })
  .openapi('Schedule');
export type ShownSchedule = z.infer<typeof scheduleSchema>;
const nightSchema = z.object({ schedule: z.string(), night: z.string(), state: z.string() }).openapi('Night');

const listSchedulesRoute = route({
  operationId: 'listSchedules',
  method: 'get',
  path: '/schedules',
  tags: ['schedules'],
  summary: 'The schedules whose batches you see',
  responses: {
    200: json(
      'All of them',
      z.object({
        data: z.array(scheduleSchema),
        next: z.null(),
        has_workers: z.boolean().openapi({ description: 'Whether a live worker would do the nights' }),
      }),
    ),
  },
});

const runSchedule = route({
  operationId: 'runSchedule',
  method: 'post',
  path: '/schedules/{name}/run',
  tags: ['schedules'],
  summary: 'Begin a night now',
  request: { params: z.object({ name: z.string().max(64).regex(SCHEDULE_NAME) }) },
  responses: { 202: json('The night that was begun', nightSchema) },
});

export function scheduleRoutes(api: Api, ports: ServePorts): void {
  const { app, behind } = ports;

  api.openapi(listSchedulesRoute, async (context) => {
    const caller = callerOf(context);
    const { schedules, hasWorkers } = await behind.answered(listSchedules(app));
    const data = schedules.filter(({ schedule }) => sees(caller, schedule)).map(shown);
    return context.json({ data, next: null, has_workers: hasWorkers }, 200);
  });

  api.openapi(runSchedule, async (context) => {
    const { name } = context.req.valid('param');
    await visibleSchedule(app.config.dataDir, name, callerOf(context));
    await onRecord(context);
    const { night, state } = await begun(name, ports);
    return context.json({ schedule: name, night, state }, 202);
  });
}

/** Once it is on disk nobody waits for the queue. */
async function begun(name: string, { app, behind }: ServePorts): Promise<Night> {
  let noted: Night | undefined;
  await behind.carryOut({ schedule: name }, (ordered) =>
    orderNight(app, name, (night) => {
      noted = night;
      ordered();
    }),
  );
  if (noted === undefined) throw new Error('a night that was ordered is on disk');
  return noted;
}

/** A schedule's batches have its name for a label, where it names none. */
function labelOf({ name, request }: Schedule): string {
  return request.label === '' ? name : request.label;
}

function sees(caller: Caller, schedule: Schedule): boolean {
  return seesLabel(caller, labelOf(schedule));
}

/** @throws Problem where there is no such schedule, or the caller doesn't see its batches */
export async function visibleSchedule(dataDirectory: string, name: string, caller: Caller): Promise<void> {
  const found = await findSchedule(dataDirectory, name);
  if (found === undefined || !sees(caller, found)) throw notFound();
}

/** Its paths are the command line's own. */
function shown(listed: ListedSchedule): z.infer<typeof scheduleSchema> {
  const { schedule, nextAt, last } = listed;
  const { name, cron, tz } = schedule;
  return {
    name,
    cron,
    tz,
    label: labelOf(schedule),
    next: nextAt.map((at) => chinaIso(at)),
    next_on_clock: nextAt.map((at) => clockText(at, tz)),
    last: last === undefined ? null : lastShown(last),
  };
}

function lastShown({ night, state, batch, reason, dueAt }: Night) {
  return { night, state, batch: batch ?? null, reason: reason ?? null, due_at: chinaIso(dueAt) };
}
