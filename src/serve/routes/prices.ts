// Prices by date, and packages of prepaid calls: listed, set, taken back. It knows requests and answers.

import { z } from '@hono/zod-openapi';
import { Once } from '../../app/once.js';
import { addPackage, listPrices, removePrice, setPrice } from '../../app/prices.js';
import { entryShown, packageShown, pricesShown } from '../../app/prices-shown.js';
import { PROVIDER_IDS } from '../../provider/index.js';
import { json, jsonBody, route } from '../route.js';
import { idempotencyKey } from '../schemas/idempotency-key.js';
import { actorOf, type Api } from '../serve-env.js';
import type { ServePorts } from '../serve-ports.js';

const decimal = z
  .string()
  .max(20)
  .regex(/^\d+(\.\d+)?$/)
  .openapi({ example: '0.30' });
const day = z.iso.date();
const provider = z.enum(PROVIDER_IDS);
const entry = {
  number: z.number().int(),
  price: z.string(),
  currency: z.string(),
  from: z.string(),
  provider: z.string(),
  set_at: z.string(),
  set_by: z.string(),
  removed_at: z.string().optional(),
  removed_by: z.string().optional(),
};
const code = z
  .string()
  .nullable()
  .openapi({ description: 'Null: every billed code without a price of its own' });
const priceSchema = z.object({ ...entry, code }).openapi('Price');
const packageSchema = z
  .object({
    ...entry,
    calls: z.number().int(),
    left: z.number().int(),
    until: z.string().nullable().openapi({ description: 'The last day; null: it does not expire' }),
  })
  .openapi('Package');
const STATES = ['in-force', 'later', 'earlier', 'removed'] as const;
const pricesSchema = z
  .object({
    prices: z.array(z.object({ ...entry, code, state: z.enum(STATES) })),
    packages: z.array(packageSchema).openapi({ description: 'In the order in which they are used up' }),
    now: z
      .object({ currency: z.string(), prices: z.record(z.string(), z.string()) })
      .nullable()
      .openapi({ description: 'What a call costs now, by code' }),
    otherwise: z.string().nullable().openapi({ description: 'Where no price is set: ROLLCALL_PRICE' }),
  })
  .openapi('Prices');

const getPrices = route({
  operationId: 'listPrices',
  method: 'get',
  path: '/prices',
  tags: ['prices'],
  summary: 'All prices and packages, those taken back too, and what a call costs now',
  responses: { 200: json('The price book', pricesSchema) },
});

const putPrice = route({
  operationId: 'putPrice',
  method: 'put',
  path: '/prices',
  tags: ['prices'],
  summary: 'Set what a call costs from a day in China on; set twice it stays one',
  request: {
    body: jsonBody(
      z
        .strictObject({
          price: decimal,
          from: day,
          provider: provider.optional(),
          code: z.string().max(60).optional(),
        })
        .openapi('NewPrice'),
    ),
  },
  responses: {
    200: json(
      'The price, and billed codes that have none on that day',
      priceSchema.extend({ unpriced: z.array(z.string()) }),
    ),
  },
});

const createPackage = route({
  operationId: 'createPackage',
  method: 'post',
  path: '/prices/packages',
  tags: ['prices'],
  summary: 'Enter calls that are paid for beforehand',
  request: {
    headers: z.object({ 'idempotency-key': idempotencyKey }),
    body: jsonBody(
      z
        .strictObject({
          calls: z.number().int().min(1).max(1_000_000_000_000),
          from: day,
          until: day.optional(),
          price: decimal.optional(),
          amount: decimal.optional(),
          provider: provider.optional(),
        })
        .openapi('NewPackage'),
    ),
  },
  responses: { 201: json('The package', packageSchema) },
});

const deletePrice = route({
  operationId: 'deletePrice',
  method: 'delete',
  path: '/prices/{number}',
  tags: ['prices'],
  summary: 'Take a price or a package back, on record; costs on record stay',
  request: { params: z.object({ number: z.coerce.number().int().min(1).max(1_000_000_000) }) },
  responses: { 204: { description: 'It counts no more' } },
});

export function priceRoutes(api: Api, { app }: Pick<ServePorts, 'app'>): void {
  const once = new Once(app.config);

  api.openapi(getPrices, async (context) => context.json(pricesShown(await listPrices(app)), 200));

  api.openapi(putPrice, async (context) => {
    const asked = context.req.valid('json');
    const { entry: set, unpriced } = await setPrice(app, { ...asked, actor: actorOf(context) });
    return context.json({ ...entryShown(set), unpriced: [...unpriced] }, 200);
  });

  api.openapi(createPackage, async (context) => {
    const key = context.req.valid('header')['idempotency-key'];
    const what = context.req.valid('json');
    const actor = actorOf(context);
    const added = await once.do(
      { by: actor.id, key, what },
      {
        intend: () => Promise.resolve({ at: Date.now() }),
        act: async ({ at }) => {
          const made = await addPackage(app, { ...what, actor, at });
          return packageShown(made, made.calls);
        },
      },
    );
    return context.json(added, 201);
  });

  api.openapi(deletePrice, async (context) => {
    const { number } = context.req.valid('param');
    await removePrice(app, number, actorOf(context));
    return context.body(null, 204);
  });
}
