// People in all batches: where they stand, and what is kept about them. Numbers and names go into no answer but the export's, and
// into no record. It knows requests and answers.

import { z } from '@hono/zod-openapi';
import { exportPerson, findPerson, type KeptAboutPerson } from '../../app/person.js';
import type { WrittenPerson } from '../../batch/people/written-person.js';
import type { FoundRow } from '../../batch/people/find-people.js';
import { chinaIso } from '../../domain/china-time.js';
import { STATUSES } from '../../domain/status.js';
import { json, jsonBody, route } from '../route.js';
import { onRecord, type Api } from '../serve-env.js';
import type { ServePorts } from '../serve-ports.js';

const PEOPLE_MOST = 1_000;
const CELL_MOST = 200;

const personSchema = z.strictObject({
  number: z.string().max(CELL_MOST).regex(/\S/),
  /** Left out: whoever has the number. */
  name: z.string().min(1).max(CELL_MOST).optional(),
});
const peopleBody = z
  .strictObject({ people: z.array(personSchema).min(1).max(PEOPLE_MOST) })
  .openapi('People');

const foundSchema = z
  .object({
    batch: z.string(),
    row: z.number().int(),
    status: z.enum(STATUSES).nullable(),
    checked_at: z.string().nullable(),
    /** Which of the people asked for, from 1. */
    person: z.number().int(),
  })
  .openapi('FoundRow');
const keptSchema = foundSchema
  .extend({
    label: z.string(),
    file: z.string(),
    cells: z.record(z.string(), z.string()).nullable(),
    calls: z.array(
      z.object({
        attempt: z.number().int(),
        started_at: z.string(),
        finished_at: z.string().nullable(),
        result: z.string(),
        code: z.string().nullable(),
        session_id: z.string(),
      }),
    ),
  })
  .openapi('KeptRow');

const findPersonRoute = route({
  operationId: 'findPerson',
  method: 'post',
  path: '/persons/find',
  tags: ['persons'],
  summary: 'In which rows of which batches people stand',
  request: { body: jsonBody(peopleBody) },
  responses: { 200: json('All of them', z.object({ data: z.array(foundSchema), next: z.null() })) },
});

const exportPersonRoute = route({
  operationId: 'exportPerson',
  method: 'post',
  path: '/persons/export',
  tags: ['persons'],
  summary: 'Everything that is kept about people',
  request: { body: jsonBody(peopleBody) },
  responses: { 200: json('All of it', z.object({ data: z.array(keptSchema), next: z.null() })) },
});

export function personRoutes(api: Api, { app }: Pick<ServePorts, 'app'>): void {
  api.openapi(findPersonRoute, async (context) => {
    const people = written(context.req.valid('json'));
    await onRecord(context);
    const data = (await findPerson(app, people)).map(foundShown);
    return context.json({ data, next: null }, 200);
  });

  api.openapi(exportPersonRoute, async (context) => {
    const people = written(context.req.valid('json'));
    await onRecord(context);
    const data = (await exportPerson(app, people)).map(keptShown);
    return context.json({ data, next: null }, 200);
  });
}

function written({ people }: z.infer<typeof peopleBody>): WrittenPerson[] {
  return people.map(({ number, name }) => ({ number, name }));
}

function foundShown({ person, record, row, status, calledAt }: FoundRow): z.infer<typeof foundSchema> {
  return {
    batch: record.batch,
    row,
    status: status ?? null,
    checked_at: calledAt === undefined ? null : chinaIso(calledAt),
    person: person + 1,
  };
}

function keptShown(about: KeptAboutPerson): z.infer<typeof keptSchema> {
  const { record, kept } = about;
  return {
    ...foundShown(about),
    label: record.label,
    file: record.file,
    cells: kept === undefined ? null : { ...kept.cells },
    calls: (kept?.calls ?? []).map((call) => ({
      attempt: call.attempt,
      started_at: chinaIso(call.startedAt),
      finished_at: call.finishedAt === undefined ? null : chinaIso(call.finishedAt),
      result: call.result,
      code: call.code ?? null,
      session_id: call.sessionId,
    })),
  };
}
