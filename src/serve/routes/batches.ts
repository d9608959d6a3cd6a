// Batches: made of lists, looked at, found. It knows requests and answers; what is done is told by the use cases.

import { z } from '@hono/zod-openapi';
import { BATCH_STATES } from '../../batch/record.js';
import { Once } from '../../app/once.js';
import { batchOf, batchPage } from '../batch-answers.js';
import { intentionOf, makeBatch } from '../new-batches.js';
import { pageOf, pageQuery } from '../paging.js';
import { json, jsonBody, route } from '../route.js';
import { batchParams, batchSchema } from '../schemas/batch.js';
import { idempotencyKey } from '../schemas/idempotency-key.js';
import { labelSchema, newBatchBody } from '../schemas/new-batch.js';
import { callerOf, onRecord, type Api } from '../serve-env.js';
import type { ServePorts } from '../serve-ports.js';
import { visibleBatch } from '../visible.js';

const createBatch = route({
  operationId: 'createBatch',
  method: 'post',
  path: '/batches',
  tags: ['batches'],
  summary: 'Make a batch of a list: a draft, or with `start` one that is verified',
  request: {
    headers: z.object({
      'idempotency-key': idempotencyKey.openapi({
        description: 'Yours: the same key and body again give the same batch. Kept for a week.',
      }),
    }),
    body: jsonBody(newBatchBody),
  },
  responses: { 201: json('The batch', batchSchema) },
});

const listBatches = route({
  operationId: 'listBatches',
  method: 'get',
  path: '/batches',
  tags: ['batches'],
  summary: 'All batches that you see, the newest first',
  request: {
    query: pageQuery.extend({
      state: z.enum(BATCH_STATES).optional(),
      label: labelSchema.optional(),
      q: z.string().max(100).optional().openapi({ description: 'Part of the id, label or file’s name' }),
      by: z
        .string()
        .min(1)
        .max(100)
        .optional()
        .openapi({ description: 'Who made it: `me`, an id, or part of the name of a user or a key' }),
    }),
  },
  responses: { 200: json('A page of batches', pageOf(batchSchema)) },
});

const getBatch = route({
  operationId: 'getBatch',
  method: 'get',
  path: '/batches/{batch}',
  tags: ['batches'],
  summary: 'How a batch is',
  request: { params: batchParams },
  responses: { 200: json('The batch', batchSchema) },
});

export function batchRoutes(api: Api, ports: ServePorts): void {
  const { app } = ports;
  const once = new Once(app.config);

  api.openapi(createBatch, async (context) => {
    const key = context.req.valid('header')['idempotency-key'];
    const what = context.req.valid('json');
    const caller = callerOf(context);
    const asked = { by: caller.id, key, what };
    const answer = await once.do(asked, {
      intend: () => intentionOf(what, caller, ports),
      act: (intention) =>
        makeBatch(what, intention, ports, {
          caller,
          language: context.var.language,
          onRecord: (batch) => onRecord(context, batch),
        }),
    });
    return context.json(answer, 201);
  });

  api.openapi(listBatches, async (context) => {
    const { state, label, q, by, ...page } = context.req.valid('query');
    return context.json(await batchPage(ports, callerOf(context), { state, label, q, by }, page), 200);
  });

  api.openapi(getBatch, async (context) => {
    const { batch } = context.req.valid('param');
    const record = await visibleBatch(app.config.dataDir, batch, callerOf(context));
    return context.json(await batchOf(app, record), 200);
  });
}
