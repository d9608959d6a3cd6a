// What is left of a label's budget, as lists and drafts are told of before their calls. It knows forms alone.

import { z } from '@hono/zod-openapi';

const figure = z.union([z.number().int(), z.string()]);

export const budgetLeftSchema = z
  .object({
    label: z.string(),
    month: z.string(),
    in: z.enum(['calls', 'money']),
    currency: z.string().nullable(),
    budget: figure,
    used: figure,
    left: figure,
    percent: z.number().int(),
    fits: z
      .boolean()
      .nullable()
      .openapi({ description: 'Whether the list fits in what is left; null: that can’t be said yet' }),
    counted_on_disk: z.boolean().openapi({
      description: 'Whether Redis was not asked, so that calls of batches under way are missing',
    }),
  })
  .openapi('BudgetLeft');
