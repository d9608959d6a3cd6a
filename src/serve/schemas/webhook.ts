// How a message of a webhook and what became of it stand in requests and answers.

import { z } from '@hono/zod-openapi';
import { DELIVERY_STATES, TRY_RESULTS } from '../../webhooks/delivery.js';
import { messageTypeSchema } from '../../webhooks/event.js';
import { WEBHOOK_ID } from '../../webhooks/webhook.js';

const time = z.string().openapi({ format: 'date-time' });

export const webhookParams = z.object({
  id: z.string().regex(WEBHOOK_ID).openapi({ example: 'wh_k3vq7zj2mx4a' }),
});

export const deliverySchema = z
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
