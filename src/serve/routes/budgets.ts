// What labels may call in a month: listed with what is used and left, set, removed. It knows requests and answers.

import { z } from '@hono/zod-openapi';
import { budgetShown } from '../../app/budget-shown.js';
import { listBudgets, removeBudget, setBudget } from '../../app/budgets.js';
import { json, jsonBody, route } from '../route.js';
import { monthText } from '../schemas/month.js';
import { labelSchema } from '../schemas/new-batch.js';
import { actorOf, type Api } from '../serve-env.js';
import type { ServePorts } from '../serve-ports.js';

const CALLS_MOST = 1_000_000_000_000;
const figure = z.union([z.number().int(), z.string()]);

const budgetSchema = z
  .object({
    label: z.string().openapi({ description: 'Empty: batches without a label' }),
    month: monthText,
    in: z.enum(['calls', 'money']),
    currency: z.string().nullable(),
    budget: figure.openapi({ description: 'Of one in calls a whole number, of one in money a decimal' }),
    used: figure,
    left: figure,
    percent: z.number().int(),
    set_at: z.string(),
    set_by: z.string(),
  })
  .openapi('Budget');

const about = { label: labelSchema, month: monthText };
const newBudget = z
  .strictObject({
    ...about,
    calls: z.number().int().min(0).max(CALLS_MOST).optional(),
    amount: z.string().max(20).optional().openapi({ example: '1500.00' }),
  })
  .refine(({ calls, amount }) => (calls === undefined) !== (amount === undefined), {
    error: 'give calls or amount',
  })
  .openapi('NewBudget');

const getBudgets = route({
  operationId: 'listBudgets',
  method: 'get',
  path: '/budgets',
  tags: ['budgets'],
  summary: 'Budgets, with what is used and left; without a month those of the present one and later ones',
  request: { query: z.object({ month: monthText.optional() }) },
  responses: { 200: json('All of them', z.object({ data: z.array(budgetSchema), next: z.null() })) },
});

const putBudget = route({
  operationId: 'putBudget',
  method: 'put',
  path: '/budgets',
  tags: ['budgets'],
  summary: 'Set what a label may call in a month; halted batches are then resumed',
  request: { body: jsonBody(newBudget) },
  responses: { 200: json('The budget, as it stands', budgetSchema) },
});

const deleteBudget = route({
  operationId: 'deleteBudget',
  method: 'delete',
  path: '/budgets',
  tags: ['budgets'],
  summary: 'Let a label call without a limit again',
  request: { query: z.object(about) },
  responses: { 204: { description: 'It has none any more' } },
});

export function budgetRoutes(api: Api, { app, behind }: Pick<ServePorts, 'app' | 'behind'>): void {
  api.openapi(getBudgets, async (context) => {
    const { month } = context.req.valid('query');
    const standings = await behind.answered(listBudgets(app, month));
    return context.json({ data: standings.map(budgetShown), next: null }, 200);
  });

  api.openapi(putBudget, async (context) => {
    const asked = context.req.valid('json');
    const standing = await behind.answered(setBudget(app, { ...asked, actor: actorOf(context) }));
    return context.json(budgetShown(standing), 200);
  });

  api.openapi(deleteBudget, async (context) => {
    await behind.answered(removeBudget(app, context.req.valid('query'), actorOf(context)));
    return context.body(null, 204);
  });
}
