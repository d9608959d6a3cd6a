// Batches as the interface shows them, which is as `rollcall status --json` does. It knows forms alone.

import { z } from '@hono/zod-openapi';
import { BATCH_ID } from '../../domain/batch-id.js';
import { MEASURES } from '../../domain/watch.js';
import { BATCH_STATES } from '../../batch/record.js';

export const batchParams = z.object({
  batch: z.string().max(64).regex(BATCH_ID).openapi({ example: '20261130-093000-customers' }),
});

const time = z.string().openapi({ format: 'date-time' });
const approval = z.object({
  calls: z.number().int().openapi({ description: 'What the batch may take' }),
  allowed: z.number().int().nullable().openapi({ description: 'How many may leave now; null: all' }),
  made_by: z.string().openapi({ description: 'Who can’t approve it' }),
  made_by_name: z.string().nullable(),
  approved: z.object({ by: z.string(), how: z.string(), at: time }).optional(),
});
const cost = z.looseObject({}).nullable().optional();

export const batchSchema = z
  .object({
    batch: z.string(),
    data_dir: z.string(),
    label: z.string(),
    file: z.string().openapi({ description: 'What the list was called' }),
    created_at: time,
    made_by: z.string().nullable().openapi({
      description: 'The id of a user or a key, who was at the terminal, or a schedule',
    }),
    made_by_name: z.string().nullable(),
    directory: z.string(),
    provider: z.string(),
    state: z.enum(BATCH_STATES),
    stalled: z.boolean().openapi({ description: 'Of a running one: nobody alive has it in hand' }),
    reason: z.string().optional(),
    sample_rows: z.number().int().optional(),
    approval: approval.optional(),
    until: time.optional(),
    purged_at: time.optional(),
    erased: z
      .number()
      .int()
      .optional()
      .openapi({ description: 'Rows erased since the end; by_status still counts them as they ended' }),
    rows: z.number().int(),
    rows_estimated: z.literal(true).optional().openapi({ description: 'The list is still being read' }),
    done: z.number().int(),
    by_status: z.record(z.string(), z.number().int()),
    calls: z.number().int(),
    cost: cost,
    gap_rows: z.number().int().optional(),
    rows_in_question: z.array(z.number().int()).readonly().optional(),
    rows_per_second: z.number().optional(),
    seconds_left: z.number().optional(),
    waiting: z.object({ reason: z.string(), until: time }).optional(),
    no_verify_worker: z.literal(true).optional(),
    anomalies: z
      .array(
        z.object({
          hour: z.string(),
          measure: z.enum(MEASURES),
          rows: z.number().int(),
          share: z.number(),
          usual: z.object({ least: z.number(), most: z.number() }).nullable(),
          cause: z.enum(['list', 'provider', 'unknown']),
        }),
      )
      .readonly()
      .optional()
      .openapi({ description: 'What came back in an hour of the batch and is not usual for its label' }),
    redis: z.object({ reason: z.string(), from_disk: z.literal(true).optional() }).optional(),
  })
  .openapi('Batch');
