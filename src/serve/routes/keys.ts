// Keys of programs, for administrators. It knows requests and answers; what is done is told by the use cases, each on record.

import { z } from '@hono/zod-openapi';
import type { Key } from '../../access/keys.js';
import { addKey, listKeys, revokeKey } from '../../app/access.js';
import type { App } from '../../app/app.js';
import { chinaIso } from '../../domain/china-time.js';
import { paged, pageOf, pageQuery } from '../paging.js';
import { json, jsonBody, route } from '../route.js';
import { labelsSchema, roleSchema } from '../schemas/caller.js';
import { actorOf, type Api } from '../serve-env.js';
import { askedLabels } from './users.js';

const tags = ['keys'];
const time = z.string().openapi({ format: 'date-time' });
const DAY_S = 86_400;
const LONGEST_S = 3_650 * DAY_S;

const keySchema = z
  .object({
    id: z.string(),
    name: z.string(),
    role: roleSchema,
    labels: labelsSchema,
    user: z.string().nullable().openapi({ description: 'The id of the user whom it counts as' }),
    created_at: time,
    expires_at: time.nullable(),
  })
  .openapi('Key');
export type ShownKey = z.infer<typeof keySchema>;

const listThem = route({
  operationId: 'listKeys',
  method: 'get',
  path: '/keys',
  tags,
  summary: 'All keys, without the keys themselves',
  request: { query: pageQuery },
  responses: { 200: json('A page of keys', pageOf(keySchema)) },
});

const create = route({
  operationId: 'createKey',
  method: 'post',
  path: '/keys',
  tags,
  summary: 'Make a key, which is told once and counts as you',
  request: {
    body: jsonBody(
      z.strictObject({
        role: roleSchema,
        labels: askedLabels,
        name: z.string().max(64).optional(),
        expires_in_seconds: z.number().int().min(1).max(LONGEST_S).optional(),
      }),
    ),
  },
  responses: { 201: json('The key', keySchema.extend({ key: z.string() })) },
});

const remove = route({
  operationId: 'deleteKey',
  method: 'delete',
  path: '/keys/{key}',
  tags,
  summary: 'Revoke a key',
  request: { params: z.object({ key: z.string().min(1).max(64) }) },
  responses: { 204: { description: 'It is revoked' } },
});

export function keyRoutes(api: Api, app: Pick<App, 'config'>): void {
  api.openapi(listThem, async (context) => {
    const page = paged(await listKeys(app), context.req.valid('query'), ({ id }) => id);
    return context.json({ ...page, data: page.data.map(shownKey) }, 200);
  });

  api.openapi(create, async (context) => {
    const { expires_in_seconds: seconds, ...asked } = context.req.valid('json');
    const expiresMs = seconds === undefined ? undefined : seconds * 1000;
    const { key, secret } = await addKey(app, { ...asked, expiresMs }, actorOf(context));
    return context.json({ ...shownKey(key), key: secret }, 201);
  });

  api.openapi(remove, async (context) => {
    await revokeKey(app, context.req.valid('param').key, actorOf(context));
    return context.body(null, 204);
  });
}

function shownKey({ id, name, role, labels, user, createdAt, until }: Key): z.infer<typeof keySchema> {
  const expires_at = until === undefined ? null : chinaIso(until);
  return { id, name, role, labels, user: user ?? null, created_at: chinaIso(createdAt), expires_at };
}
