// Lists that people send before they make batches of them. It knows requests and answers; how a list is kept is told in src/lists.

import { z } from '@hono/zod-openapi';
import { chinaIso } from '../../domain/china-time.js';
import { KnownHeaders } from '../../lists/known-headers.js';
import { LIST_ID, shownName, type KeptList } from '../../lists/kept-list.js';
import { announcedBytes, bodyOf } from '../body.js';
import type { ListChecks } from '../list-checks.js';
import { paged, pageOf, pageQuery } from '../paging.js';
import { checkQuery, checkSchema, type ShownCheck } from '../schemas/list-check.js';
import { columnsSchema, type ShownColumns } from '../schemas/list-columns.js';
import { readingQuery } from '../schemas/list-reading.js';
import { notFound } from '../problem.js';
import { json, route } from '../route.js';
import { callerOf, onRecord, type Api } from '../serve-env.js';
import type { ServePorts } from '../serve-ports.js';
import type { Uploads } from '../uploads.js';
import { seesList, visibleBatch, visibleList } from '../visible.js';
import { seesLabel, type Caller } from '../../access/caller.js';
import type { App } from '../../app/app.js';
import { budgetLeft } from '../../app/budget-left.js';

const time = z.string().openapi({ format: 'date-time' });
const listSchema = z
  .object({
    list: z.string(),
    name: z.string(),
    bytes: z.number().int(),
    sha256: z.string(),
    by: z.string().openapi({ description: 'The id of who has sent it' }),
    sent_at: time,
    expires_at: time,
  })
  .openapi('List');

function shownList({
  list,
  name,
  bytes,
  sha256,
  by,
  sentAt,
  expiresAt,
}: KeptList): z.infer<typeof listSchema> {
  return { list, name, bytes, sha256, by, sent_at: chinaIso(sentAt), expires_at: chinaIso(expiresAt) };
}

const params = z.object({ list: z.string().regex(LIST_ID) });

const createList = route({
  operationId: 'createList',
  method: 'post',
  path: '/lists',
  tags: ['lists'],
  summary: 'Send a list; the body is the file',
  request: {
    query: z.object({ name: z.string().min(1).max(400) }),
    body: {
      required: true,
      content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
    },
  },
  responses: { 201: json('The list, until a batch is made of it', listSchema) },
});

const listLists = route({
  operationId: 'listLists',
  method: 'get',
  path: '/lists',
  tags: ['lists'],
  summary: 'The lists that you have sent and that are kept; with `upload` the one that an upload has become',
  request: { query: pageQuery.extend({ upload: z.string().regex(LIST_ID).optional() }) },
  responses: {
    200: json('A page of lists, the newest first; or that list', z.union([pageOf(listSchema), listSchema])),
  },
});

const deleteList = route({
  operationId: 'deleteList',
  method: 'delete',
  path: '/lists/{list}',
  tags: ['lists'],
  summary: 'Delete a list; batches that were made of it stay',
  request: { params },
  responses: { 204: { description: 'It is gone' } },
});

const checkList = route({
  operationId: 'checkList',
  method: 'get',
  path: '/lists/{list}/check',
  tags: ['lists'],
  summary: 'What the list holds and what verifying it would take; nobody is called',
  request: {
    params,
    query: checkQuery.extend({
      wait_ms: z.coerce
        .number()
        .int()
        .min(0)
        .max(2_000)
        .optional()
        .openapi({ description: 'How long to wait for the whole of a long list' }),
    }),
  },
  responses: { 200: json('What is known so far; all where `complete` is true', checkSchema) },
});

const lookAtColumns = route({
  operationId: 'listColumns',
  method: 'get',
  path: '/lists/{list}/columns',
  tags: ['lists'],
  summary:
    'How the list is read: its columns, how full each is, masked cells; also before it is clear which is which',
  request: { params, query: readingQuery },
  responses: { 200: json('What its beginning shows', columnsSchema) },
});

export interface ListRoutePorts extends ServePorts {
  readonly uploads: Pick<Uploads, 'finished'>;
  readonly checks: ListChecks;
}

export function listRoutes(api: Api, { app, lists, uploads, checks }: ListRoutePorts): void {
  api.openapi(createList, async (context) => {
    const { name } = context.req.valid('query');
    const caller = callerOf(context);
    const sender = { by: caller.id, name: shownName(name) };
    await onRecord(context);
    const kept = await lists.receive(bodyOf(context), sender, announcedBytes(context));
    return context.json(shownList(kept), 201);
  });

  api.openapi(listLists, async (context) => {
    const { upload, ...page } = context.req.valid('query');
    const caller = callerOf(context);
    if (upload !== undefined) {
      await uploads.finished(upload);
      return context.json(shownList(await visibleList(lists, upload, caller)), 200);
    }
    const visible = (await lists.all()).filter((list) => seesList(caller, list));
    const all = visible.toSorted((one, other) => other.sentAt - one.sentAt).map(shownList);
    return context.json(
      paged(all, page, ({ list }) => list),
      200,
    );
  });

  api.openapi(deleteList, async (context) => {
    const { list } = context.req.valid('param');
    await visibleList(lists, list, callerOf(context));
    await onRecord(context);
    await lists.remove(list);
    return context.body(null, 204);
  });

  api.openapi(checkList, async (context) => {
    const { list } = context.req.valid('param');
    const { wait_ms: waitMs, ...query } = context.req.valid('query');
    const caller = callerOf(context);
    const kept = await visibleList(lists, list, caller);
    if (query.label !== undefined && !seesLabel(caller, query.label)) throw notFound();
    if (query.previous !== undefined && query.previous !== 'latest')
      await visibleBatch(app.config.dataDir, query.previous, caller);
    const asked = { query, language: context.var.language, sees: caller.labels };
    const shown = await checks.of(kept, asked, waitMs);
    // What is left changes while a check is kept.
    const now: ShownCheck = { ...shown, budget: await budgetOf(shown, query.label, caller, app) };
    return context.json(now, 200);
  });

  api.openapi(lookAtColumns, async (context) => {
    const { list } = context.req.valid('param');
    const kept = await visibleList(lists, list, callerOf(context));
    const found = await checks.columns(kept, context.req.valid('query'));
    if (found === undefined) return context.json(NOT_YET, 200);
    const titles = found.columns.map(({ title }) => title ?? '');
    const remembered = (await new KnownHeaders(app.config.dataDir).find(titles)) ?? null;
    return context.json({ ...found, columns: [...found.columns], complete: true, remembered }, 200);
  });
}

const NOT_YET: ShownColumns = {
  complete: false,
  encoding: null,
  sheet: null,
  delimiter: null,
  header_row: null,
  rows: 0,
  columns: [],
  name_column: null,
  id_column: null,
  remembered: null,
};

async function budgetOf(
  { calls, complete }: ShownCheck,
  label: string | undefined,
  caller: Caller,
  { config, shared }: App,
) {
  if (calls === undefined || !seesLabel(caller, label)) return null;
  const asked = { label: label ?? '', calls, isWhole: complete };
  return (await budgetLeft(config, asked, shared)) ?? null;
}
