// What webhooks were told, over HTTP: messages and what became of them, one of them once more. For administrators. It knows requests
// and answers.

import { z } from '@hono/zod-openapi';
import { deliveryShown } from '../../app/webhook-shown.js';
import { replayDelivery as replay, webhookDeliveries } from '../../app/webhooks.js';
import { DELIVERY_ID } from '../../webhooks/paths.js';
import { paged, pageOf, pageQuery } from '../paging.js';
import { json, route } from '../route.js';
import { deliverySchema, webhookParams as params } from '../schemas/webhook.js';
import { actorOf, type Api } from '../serve-env.js';
import type { ServePorts } from '../serve-ports.js';

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

export function deliveryRoutes(api: Api, { app }: ServePorts): void {
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
