// Webhooks over HTTP: whom Rollcall tells, another secret, one told again or tried, one removed. For administrators. It knows requests
// and answers.

import { z } from '@hono/zod-openapi';
import { deliveryShown, webhookShown } from '../../app/webhook-shown.js';
import {
  addWebhook,
  enableWebhook as enable,
  listWebhooks as allWebhooks,
  removeWebhook,
  rotateWebhook as rotate,
  testWebhook as test,
} from '../../app/webhooks.js';
import { chinaIso } from '../../domain/china-time.js';
import { EVENT_TYPES } from '../../webhooks/event.js';
import { SHAPES } from '../../webhooks/webhook.js';
import { paged, pageOf, pageQuery } from '../paging.js';
import { notFound } from '../problem.js';
import { json, jsonBody, optionalJsonBody, route } from '../route.js';
import { deliverySchema, webhookParams as params } from '../schemas/webhook.js';
import { actorOf, type Api } from '../serve-env.js';
import type { ServePorts } from '../serve-ports.js';

const time = z.string().openapi({ format: 'date-time' });
const OLD_FOR_S = 86_400;
const OLD_FOR_MOST_S = 30 * OLD_FOR_S;

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

const rotateSchema = z
  .strictObject({
    old_for_seconds: z
      .number()
      .int()
      .min(0)
      .max(OLD_FOR_MOST_S)
      .optional()
      .openapi({ description: 'For how long the old secret signs beside the new one; 86400 where left out' }),
    secret: z.string().max(500).optional().openapi({ description: 'Of a robot, whose page has made it' }),
  })
  .openapi('NewSecret');
const rotatedSchema = addedSchema.extend({ old_until: time }).openapi('RotatedWebhook');

const rotateWebhook = route({
  operationId: 'rotateWebhook',
  method: 'post',
  path: '/webhooks/{id}/rotate',
  tags: ['webhooks'],
  summary: 'Another secret; the old one signs beside it for a while',
  request: { params, body: optionalJsonBody(rotateSchema) },
  responses: { 200: json('The new secret, once', rotatedSchema) },
});

const enableWebhook = route({
  operationId: 'enableWebhook',
  method: 'post',
  path: '/webhooks/{id}/enable',
  tags: ['webhooks'],
  summary: 'Tell one again whose receiver had said that it is gone (410)',
  request: { params },
  responses: { 200: json('The webhook', webhookSchema) },
});

const testWebhook = route({
  operationId: 'testWebhook',
  method: 'post',
  path: '/webhooks/{id}/test',
  tags: ['webhooks'],
  summary: 'Send a message of the type webhook.test now, once',
  request: { params },
  responses: { 200: json('The message, and what came of it', deliverySchema) },
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

  api.openapi(rotateWebhook, async (context) => {
    const { id } = context.req.valid('param');
    const { old_for_seconds: oldFor = OLD_FOR_S, secret: own } = context.req.valid('json');
    const asked = { id, oldForMs: oldFor * 1000, secret: own };
    const { secret, oldUntil } = await rotate(app, asked, actorOf(context));
    return context.json({ id, secret, old_until: chinaIso(oldUntil) }, 200);
  });

  api.openapi(enableWebhook, async (context) => {
    const { id } = context.req.valid('param');
    await enable(app, id, actorOf(context));
    const enabled = (await allWebhooks(app)).find(({ webhook }) => webhook.id === id);
    if (enabled === undefined) throw notFound();
    return context.json(webhookShown(enabled, Date.now()), 200);
  });

  api.openapi(testWebhook, async (context) => {
    const { id } = context.req.valid('param');
    return context.json(deliveryShown(await test(app, id, actorOf(context))), 200);
  });
}
