// What became of a schedule's nights, with the reasons. Its paths are the command line's own: of a file only the name is told. It knows
// requests and answers.

import { basename } from 'node:path';
import { z } from '@hono/zod-openapi';
import { scheduleHistory, type HistoryEntry, type NightInHistory } from '../../app/schedule-history.js';
import { SCHEDULE_NAME } from '../../domain/schedule-name.js';
import { json, route } from '../route.js';
import { callerOf, type Api } from '../serve-env.js';
import type { ServePorts } from '../serve-ports.js';
import { visibleSchedule } from './schedules.js';

const NIGHTS_MOST = 200;
const NIGHTS_USUAL = 30;
const count = z.number().int().nullable();
const time = z.string().openapi({ format: 'date-time' });

const nightSchema = z
  .object({
    night: z.string(),
    due_at: time,
    due_on_clock: z.string().openapi({ description: 'On the schedule’s own clock' }),
    trigger: z.enum(['time', 'late', 'hand']),
    state: z.string(),
    reason: z.string().nullable().openapi({ description: 'In English, as on record' }),
    exit: count,
    file: z.string().nullable().openapi({ description: 'The name of the list’s file' }),
    batch: z.string().nullable(),
    rows: count,
    calls: count,
    carried: count,
    changed: count,
    new: count,
    gone: count,
    purged_at: z.string().nullable(),
    started_at: time,
    finished_at: time.nullable(),
    reconciliation: z
      .object({
        day: z.string(),
        state: z.string(),
        verdict: z.string().nullable(),
        asked: z.number().int(),
        reason: z.string().nullable(),
      })
      .nullable(),
  })
  .openapi('NightInHistory');
export type ShownNight = z.infer<typeof nightSchema>;

const listNights = route({
  operationId: 'listNights',
  method: 'get',
  path: '/schedules/{name}/nights',
  tags: ['schedules'],
  summary: 'What became of the nights of a schedule',
  request: {
    params: z.object({ name: z.string().max(64).regex(SCHEDULE_NAME) }),
    query: z.object({ limit: z.coerce.number().int().min(1).max(NIGHTS_MOST).default(NIGHTS_USUAL) }),
  },
  responses: {
    200: json('The newest first', z.object({ data: z.array(nightSchema), next: z.null() })),
  },
});

export function nightRoutes(api: Api, { app }: ServePorts): void {
  api.openapi(listNights, async (context) => {
    const { name } = context.req.valid('param');
    await visibleSchedule(app.config.dataDir, name, callerOf(context));
    const nights = await scheduleHistory(app, name, context.req.valid('query').limit);
    return context.json({ data: nights.map(shown), next: null }, 200);
  });
}

function shown({ dueOnClock, entry }: NightInHistory): z.infer<typeof nightSchema> {
  const { data_dir: _dataDir, on_finish: _onFinish, missed: _missed, ...told } = entry;
  return {
    ...told,
    due_on_clock: dueOnClock,
    file: entry.file === null ? null : basename(entry.file),
    reconciliation: reconciliationShown(entry),
  };
}

function reconciliationShown({
  reconciliation,
}: HistoryEntry): z.infer<typeof nightSchema>['reconciliation'] {
  if (reconciliation === null) return null;
  const { day, state, verdict, asked, reason } = reconciliation;
  return { day, state, verdict, asked, reason };
}
