// What is asked of a list's check, and what it says, which is what `rollcall check --json` does. It knows forms alone.

import { z } from '@hono/zod-openapi';
import { CARRY_LABELS } from '../../batch/record-parts.js';
import { BATCH_ID } from '../../domain/batch-id.js';
import { parseDuration } from '../../domain/duration.js';
import { budgetLeftSchema } from './budget-left.js';
import { readingQuery } from './list-reading.js';
import { labelSchema } from './new-batch.js';

export const checkQuery = readingQuery.extend({
  previous: z.union([z.string().max(64).regex(BATCH_ID), z.literal('latest')]).optional(),
  label: labelSchema.optional().openapi({ description: 'Of the batch that would be made' }),
  rate: z.coerce.number().positive().max(100_000).optional(),
  carry: z
    .string()
    .max(20)
    .refine((text) => parseDuration(text) !== undefined, { error: 'must be a time such as 30d' })
    .optional(),
  carry_label: z.enum(CARRY_LABELS).optional(),
});
export type CheckQuery = z.infer<typeof checkQuery>;

const whole = z.number().int();
const group = z.looseObject({ message: z.string(), rows: whole });
const sample = z.object({
  row: whole,
  line: whole,
  name: z.string(),
  id_number: z.string(),
  verdict: z.string(),
  message: z.string(),
});

export const checkSchema = z
  .looseObject({
    file: z.string(),
    bytes: whole,
    sha256: z.string(),
    complete: z
      .boolean()
      .openapi({ description: 'False while the whole list is still being read: ask again' }),
    sample: z.array(sample).openapi({ description: 'The first rows, masked' }),
    encoding: z.string().nullable().optional(),
    delimiter: z.string().nullable().optional(),
    sheet: z.string().nullable().optional(),
    header: z.array(z.string()).nullable().optional(),
    header_row: whole.nullable().optional(),
    columns: whole.optional(),
    name_column: whole.optional(),
    id_column: whole.optional(),
    rows: whole.optional(),
    warnings: z.array(z.string()).optional(),
    by_verdict: z.record(z.string(), whole).optional(),
    reasons: z.array(group).optional(),
    calls: whole.optional(),
    times: z.array(z.object({ rate: z.number(), seconds: whole })).optional(),
    price: z.string().nullable().optional(),
    cost: z.string().nullable().optional(),
    currency: z.string().optional(),
    budget: budgetLeftSchema
      .nullable()
      .optional()
      .openapi({ description: 'Of the label that is named; null: it has none' }),
  })
  .openapi('ListCheck');
export type ShownCheck = z.infer<typeof checkSchema>;
