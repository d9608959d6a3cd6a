// What a draft would take, before anybody starts it. It knows requests and answers.

import { z } from '@hono/zod-openapi';
import pLimit from 'p-limit';
import { quote } from '../../app/quote.js';
import { batchPaths } from '../../batch/paths.js';
import { readState } from '../../batch/record.js';
import { Problem } from '../problem.js';
import { json, route } from '../route.js';
import { batchParams } from '../schemas/batch.js';
import { budgetLeftSchema } from '../schemas/budget-left.js';
import { callerOf, type Api } from '../serve-env.js';
import type { ServePorts } from '../serve-ports.js';
import { visibleBatch } from '../visible.js';

/** Reading lists takes a core. */
const AT_ONCE = 2;

const whole = z.number().int();
const quoteSchema = z
  .object({
    batch: z.string(),
    label: z.string(),
    complete: z.boolean().openapi({ description: 'False where the list was too long to be read for this' }),
    rows: whole,
    calls: whole.openapi({ description: 'If none has to be repeated' }),
    carried: whole,
    duplicates: whole,
    not_sent: whole,
    price: z.string().nullable(),
    cost: z.string().nullable(),
    currency: z.string(),
    budget: budgetLeftSchema.nullable().openapi({ description: 'Null: the label has none' }),
  })
  .openapi('Quote');

const quoteBatch = route({
  operationId: 'quoteBatch',
  method: 'get',
  path: '/batches/{batch}/quote',
  tags: ['batches'],
  summary: 'What a draft, or a batch that awaits its approval, would take',
  request: { params: batchParams },
  responses: { 200: json('What it would take', quoteSchema) },
});

const UNSTARTED: ReadonlySet<string> = new Set(['draft', 'awaiting_approval']);

export function quoteRoutes(api: Api, { app }: Pick<ServePorts, 'app'>): void {
  const turn = pLimit(AT_ONCE);

  api.openapi(quoteBatch, async (context) => {
    const { batch } = context.req.valid('param');
    const { dataDir } = app.config;
    const record = await visibleBatch(dataDir, batch, callerOf(context));
    const { state } = await readState(batchPaths(dataDir, batch), record);
    if (!UNSTARTED.has(state))
      throw new Problem(409, 'conflicting-state', {
        detail: ({ problems, states }) => problems.notIn({ state: states[state] }),
      });
    return context.json(await turn(() => quote(app, record)), 200);
  });
}
