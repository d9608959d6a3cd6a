// People in all batches: where they stand, what is kept about them, and its erasure. Numbers and names go into no answer but the export's, and
// into no record. It knows requests and answers.

import { z } from '@hono/zod-openapi';
import { nameOrId } from '../../access/caller.js';
import { erasePerson } from '../../app/erase-person.js';
import { exportPerson, findElsewhere, findPerson } from '../../app/person.js';
import { elsewhereShown, erasedShown, foundShown, keptShown } from '../../app/person-shown.js';
import type { WrittenPerson } from '../../batch/people/written-person.js';
import { STATUSES } from '../../domain/status.js';
import { json, jsonBody, route } from '../route.js';
import { callerOf, onRecord, type Api } from '../serve-env.js';
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

const eraseBody = z
  .strictObject({
    people: z.array(personSchema).min(1).max(PEOPLE_MOST),
    /** Left out or false: nothing is erased, and the answer tells what would be. */
    erase: z.boolean().optional(),
  })
  .openapi('Erasure');

const foundSchema = z
  .object({
    batch: z.string(),
    /** Null of a file besides the outcomes. */
    row: z.number().int().nullable(),
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
    /** In which file the cells stand. */
    in: z.string().nullable(),
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
const erasedSchema = z
  .object({
    erased: z.boolean(),
    rows: z.number().int(),
    batches: z.array(z.object({ batch: z.string(), label: z.string(), rows: z.array(z.number().int()) })),
    files: z.array(z.string()),
    unreadable: z.array(z.object({ batch: z.string(), rows: z.string() })),
    not_reached: z.array(
      z.object({ batch: z.string().nullable(), file: z.string().nullable(), why: z.string() }),
    ),
    receipt: z.string().nullable(),
  })
  .openapi('Erased');

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

const erasePersonRoute = route({
  operationId: 'erasePerson',
  method: 'post',
  path: '/persons/erase',
  tags: ['persons'],
  summary: 'Erase people from every file that is kept, or only tell what that would take',
  request: { body: jsonBody(eraseBody) },
  responses: { 200: json('What was erased, or would be', erasedSchema) },
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
    const kept = (await exportPerson(app, people)).map(keptShown);
    const elsewhere = (await findElsewhere(app, people)).map(elsewhereShown);
    return context.json({ data: [...kept, ...elsewhere], next: null }, 200);
  });

  api.openapi(erasePersonRoute, async (context) => {
    const body = context.req.valid('json');
    const by = nameOrId(callerOf(context));
    await onRecord(context);
    const result = await erasePerson(app, { people: written(body), erase: body.erase === true, by });
    return context.json(erasedShown(result), 200);
  });
}

function written({ people }: Pick<z.infer<typeof peopleBody>, 'people'>): WrittenPerson[] {
  return people.map(({ number, name }) => ({ number, name }));
}
