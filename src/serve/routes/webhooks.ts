// Webhooks over HTTP: whom Rollcall tells, what became of its messages, one of them once more. For administrators. It knows requests
// and answers.

import { z } from '@hono/zod-openapi';
import { deliveryShown, webhookShown } from '../../app/webhook-shown.js';
import {
  addWebhook,
  listWebhooks as allWebhooks,
  removeWebhook,
  replayDelivery as replay,
  webhookDeliveries,
} from '../../app/webhooks.js';
import { DELIVERY_STATES, TRY_RESULTS } from '../../webhooks/delivery.js';
import { EVENT_TYPES, messageTypeSchema } from '../../webhooks/event.js';
import { DELIVERY_ID } from '../../webhooks/paths.js';
import { SHAPES, WEBHOOK_ID } from '../../webhooks/webhook.js';
import { paged, pageOf, pageQuery } from '../paging.js';
import { json, jsonBody, route } from '../route.js';
import type { Api } from '../serve-env.js';
import type { ServePorts } from '../serve-ports.js';
import { actorOf } from './batch-orders.js';

const time = z.string().openapi({ format: 'date-time' });
const id = z.string().regex(WEBHOOK_ID).openapi({ example: 'wh_k3vq7zj2mx4a' });
const params = z.object({ id });

const webhookSchema = z
  .object({
    id: z.string(),
    url: z.string().openapi({ description: 'Masked: what stands behind the host is not shown' }),
    on: z.array(z.enum(EVENT_TYPES)),
    shape: z.enum(SHAPES),
    labels: z.array(z.string()),
    created_at: time,
    disabled_at: time.nullable(),
    secrets: z.number().int().openapi({ description: 'How many sign now' }),
    open: z.number().int().openapi({ description: 'Messages that are not taken yet' }),
    last_taken_at: time.nullable(),
    failing_since: time.nullable(),
    problem: z.string().nullable(),
  })
  .openapi('Webhook');

const deliverySchema = z
  .object({
    id: z.string().openapi({ description: 'What the header webhook-id says' }),
    type: messageTypeSchema,
    at: time,
    state: z.enum(DELIVERY_STATES),
    next_at: time.nullable(),
    replayed_at: time.nullable(),
    data: z.looseObject({}),
    tries: z.array(
      z.object({
        at: time,
        took_ms: z.number(),
        result: z.enum(TRY_RESULTS),
        status: z.number().int().nullable(),
        code: z.number().int().nullable(),
        problem: z.string().nullable(),
      }),
    ),
  })
  .openapi('Delivery');

const addedSchema = z
  .object({
    id: z.string(),
    secret: z.string().nullable().openapi({ description: 'Shown this once; null for a robot of a chat' }),
  })
  .openapi('AddedWebhook');

const newWebhookSchema = z
  .object({
    url: z.string().max(2_048),
    on: z.array(z.enum(EVENT_TYPES)).min(1).max(EVENT_TYPES.length),
    shape: z.enum(SHAPES).default('standard'),
    labels: z.array(z.string().max(200)).max(100).default([]),
    keyword: z.string().max(100).optional(),
    secret: z.string().max(500).optional().openapi({ description: 'Of a robot that checks signatures' }),
  })
  .strict()
  .openapi('NewWebhook');

const listWebhooks = route({
  operationId: 'listWebhooks',
  method: 'get',
  path: '/webhooks',
  tags: ['webhooks'],
  summary: 'Whom Rollcall tells, and how that fares',
  request: { query: pageQuery },
  responses: { 200: json('The oldest first', pageOf(webhookSchema)) },
});

const createWebhook = route({
  operationId: 'createWebhook',
  method: 'post',
  path: '/webhooks',
  tags: ['webhooks'],
  summary: 'Tell somebody',
  request: { body: jsonBody(newWebhookSchema) },
  responses: { 201: json('Its id, and its secret, once', addedSchema) },
});

const deleteWebhook = route({
  operationId: 'deleteWebhook',
  method: 'delete',
  path: '/webhooks/{id}',
  tags: ['webhooks'],
  summary: 'Tell them no more, and forget what they were told',
  request: { params },
  responses: { 204: { description: 'It is removed' } },
});

const listDeliveries = route({
  operationId: 'listDeliveries',
  method: 'get',
  path: '/webhooks/{id}/deliveries',
  tags: ['webhooks'],
  summary: 'Messages and what became of them',
  request: { params, query: pageQuery },
  responses: { 200: json('The newest first', pageOf(deliverySchema)) },
});

const replayDelivery = route({
  operationId: 'replayDelivery',
  method: 'post',
  path: '/webhooks/{id}/deliveries/{delivery}/replay',
  tags: ['webhooks'],
  summary: 'Send a message once more, with the same id',
  request: { params: params.extend({ delivery: z.string().regex(DELIVERY_ID) }) },
  responses: { 202: json('The message, which is sent soon', deliverySchema) },
});

export function webhookRoutes(api: Api, { app }: ServePorts): void {
  api.openapi(listWebhooks, async (context) => {
    const now = Date.now();
    const shown = (await allWebhooks(app)).map((each) => webhookShown(each, now));
    return context.json(
      paged(shown, context.req.valid('query'), (each) => each.id),
      200,
    );
  });

  api.openapi(createWebhook, async (context) => {
    const asked = context.req.valid('json');
    const { language } = context.var;
    const { webhook, secret } = await addWebhook(app, { ...asked, language }, actorOf(context));
    return context.json({ id: webhook.id, secret }, 201);
  });

  api.openapi(deleteWebhook, async (context) => {
    await removeWebhook(app, context.req.valid('param').id, actorOf(context));
    return context.body(null, 204);
  });

  api.openapi(listDeliveries, async (context) => {
    const shown = (await webhookDeliveries(app, context.req.valid('param').id)).map(deliveryShown);
    return context.json(
      paged(shown, context.req.valid('query'), (each) => each.id),
      200,
    );
  });

  api.openapi(replayDelivery, async (context) => {
    const asked = { ...context.req.valid('param'), here: false };
    const replayed = await replay(app, asked, actorOf(context));
    return context.json(deliveryShown(replayed), 202);
  });
}
