// Users and keys, for administrators. It knows requests and answers; what is done is told by the use cases, each on record.

import { z } from '@hono/zod-openapi';
import type { User } from '../../access/user-records.js';
import { addUser, linkUser, listUsers, removeUser, type Linked } from '../../app/access.js';
import type { App } from '../../app/app.js';
import { chinaIso } from '../../domain/china-time.js';
import { paged, pageOf, pageQuery } from '../paging.js';
import { json, jsonBody, route } from '../route.js';
import { labelsSchema, roleSchema } from '../schemas/caller.js';
import { actorOf, type Api } from '../serve-env.js';

const tags = ['users'];
const time = z.string().openapi({ format: 'date-time' });
const params = z.object({ user: z.string().min(1).max(64) });
export const askedLabels = z.array(z.string().min(1).max(200)).max(100).optional();

const userSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    role: roleSchema,
    labels: labelsSchema,
    created_at: time,
    signs_in_by: z.enum(['password', 'oidc', 'nothing']),
    link_expires_at: time.nullable(),
  })
  .openapi('User');
export type ShownUser = z.infer<typeof userSchema>;
const linkedSchema = userSchema.extend({
  link: z.string().openapi({ description: 'A password is set there; it works once, and is told once' }),
});

const listThem = route({
  operationId: 'listUsers',
  method: 'get',
  path: '/users',
  tags,
  summary: 'All users',
  request: { query: pageQuery },
  responses: { 200: json('A page of users', pageOf(userSchema)) },
});

const create = route({
  operationId: 'createUser',
  method: 'post',
  path: '/users',
  tags,
  summary: 'Make a user, and a link by which a password is set',
  request: {
    body: jsonBody(
      z.strictObject({ name: z.string().min(1).max(64), role: roleSchema, labels: askedLabels }),
    ),
  },
  responses: { 201: json('The user, with the link', linkedSchema) },
});

const link = route({
  operationId: 'linkUser',
  method: 'post',
  path: '/users/{user}/link',
  tags,
  summary: 'A new link; the password, the link before and all sessions end',
  request: { params },
  responses: { 201: json('The user, with the link', linkedSchema) },
});

const remove = route({
  operationId: 'deleteUser',
  method: 'delete',
  path: '/users/{user}',
  tags,
  summary: 'End what a user may do; his sessions and keys end',
  request: { params },
  responses: { 204: { description: 'It has ended' } },
});

export function userRoutes(api: Api, app: Pick<App, 'config'>): void {
  api.openapi(listThem, async (context) => {
    const page = paged(await listUsers(app), context.req.valid('query'), ({ id }) => id);
    return context.json({ ...page, data: page.data.map(shownUser) }, 200);
  });

  api.openapi(create, async (context) =>
    context.json(shownLink(await addUser(app, context.req.valid('json'), actorOf(context))), 201),
  );

  api.openapi(link, async (context) => {
    const { user } = context.req.valid('param');
    return context.json(shownLink(await linkUser(app, user, actorOf(context))), 201);
  });

  api.openapi(remove, async (context) => {
    await removeUser(app, context.req.valid('param').user, actorOf(context));
    return context.body(null, 204);
  });
}

function shownLink({ user, url }: Linked): z.infer<typeof linkedSchema> {
  return { ...shownUser(user), link: url };
}

function shownUser({ id, name, role, labels, createdAt, password, oidc, link: held }: User) {
  const by = oidc === undefined ? 'nothing' : 'oidc';
  return {
    id,
    name,
    role,
    labels,
    created_at: chinaIso(createdAt),
    signs_in_by: password === undefined ? by : ('password' as const),
    link_expires_at: held === undefined ? null : chinaIso(held.until),
  } as const;
}
