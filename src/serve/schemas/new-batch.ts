// What is asked for where a batch is made, and the request of the use cases that it is. No field names a path, a program or a
// pattern. It knows forms, not lists.

import { z } from '@hono/zod-openapi';
import type { ListRequest } from '../../batch/list-request.js';
import { CARRY_LABELS } from '../../batch/record-parts.js';
import { BATCH_ID } from '../../domain/batch-id.js';
import { parseDuration } from '../../domain/duration.js';
import { CALLED_AGAIN } from '../../domain/earlier.js';
import { LOWEST_RATE } from '../../domain/lowest-rate.js';
import { DAILY_LIMIT_POLICIES } from '../../domain/over-today.js';
import { PRIORITIES } from '../../domain/priority.js';
import { STATUSES } from '../../domain/status.js';
import { LIST_ID } from '../../lists/kept-list.js';
import { LANGUAGES, type Language } from '../../words/language.js';
import { readingBody, readingOf } from './list-reading.js';

const COUNT_MOST = 1_000_000_000_000;
const count = z.number().int().min(1).max(COUNT_MOST);
const duration = z
  .string()
  .max(20)
  .refine((text) => parseDuration(text) !== undefined, { error: 'must be a time such as 30d' })
  .openapi({ example: '30d' });
export const labelSchema = z
  .string()
  .max(200)
  .regex(/^[^\p{Cc}]*$/u);
const batchId = z.string().max(64).regex(BATCH_ID);

/** Those that a batch may be given again while it goes on. */
export const liveOptions = z.strictObject({
  max_calls: count.optional(),
  max_attempts: z.number().int().min(1).max(1000).optional(),
  in_doubt: z.enum(['retry', 'hold']).optional(),
  daily_limit: z.enum(DAILY_LIMIT_POLICIES).optional(),
  rate: z.number().min(LOWEST_RATE).max(100_000).optional(),
  priority: z.enum(PRIORITIES).optional(),
});

const options = liveOptions.extend({
  first: count
    .optional()
    .openapi({ description: 'So many rows are verified first; then the batch is paused' }),
  sample: count.optional().openapi({ description: 'The same with rows from all over the list' }),
  xlsx: z.boolean().optional(),
  split: z.boolean().optional(),
  carry: duration.optional(),
  carry_label: z.enum(CARRY_LABELS).optional(),
  lang: z.enum(LANGUAGES).optional(),
});

const previous = z.union([
  z.union([batchId, z.literal('latest')]),
  z.strictObject({
    batch: z.union([batchId, z.literal('latest')]),
    only: z.array(z.enum(STATUSES)).max(STATUSES.length).optional(),
    older_than: duration.optional(),
    provider: z.enum(['same', 'any']).optional(),
  }),
]);

export const newBatchBody = z
  .strictObject({
    list: z.string().regex(LIST_ID),
    label: labelSchema.optional(),
    batch: batchId.optional().openapi({ description: 'An id of your own; left out, one is made' }),
    reading: readingBody.optional(),
    options: options.optional(),
    previous: previous.optional(),
    start: z.boolean().optional(),
  })
  .refine(({ options: { first, sample } = {} }) => first === undefined || sample === undefined, {
    error: 'first and sample exclude each other',
    path: ['options'],
  })
  .openapi('NewBatch');
export type NewBatch = z.infer<typeof newBatchBody>;

export function optionsOf(asked: z.infer<typeof liveOptions> = {}): ListRequest['options'] {
  const { max_calls: maxCalls, max_attempts: maxAttempts, in_doubt: inDoubt, rate, priority } = asked;
  return { maxCalls, maxAttempts, inDoubt, dailyLimit: asked.daily_limit, rate, priority };
}

/** @param language of who asks */
export function requestOf(asked: NewBatch, language: Language): ListRequest {
  const { options: given = {}, reading = {}, label = '' } = asked;
  const { first, sample, xlsx = false, split = false, carry, carry_label: carryLabel } = given;
  return {
    label,
    reading: readingOf(reading),
    options: optionsOf(given),
    language: given.lang ?? language,
    files: { xlsx, split },
    sample: sampleOf(first, sample),
    previous: previousOf(asked.previous),
    carry:
      carry === undefined && carryLabel === undefined
        ? undefined
        : { withinMs: carry === undefined ? undefined : parseDuration(carry), label: carryLabel ?? 'same' },
    exitOnChange: false,
  };
}

function sampleOf(first: number | undefined, sample: number | undefined): ListRequest['sample'] {
  if (first !== undefined) return { kind: 'first', rows: first };
  return sample === undefined ? undefined : { kind: 'spread', rows: sample };
}

export function previousOf(asked: NewBatch['previous']): ListRequest['previous'] {
  if (asked === undefined) return undefined;
  if (typeof asked === 'string') return { batch: asked, callAgain: [...CALLED_AGAIN] };
  const { batch, only, older_than: olderThan, provider } = asked;
  return {
    batch,
    callAgain: [...(only ?? CALLED_AGAIN)],
    olderThanMs: olderThan === undefined ? undefined : parseDuration(olderThan),
    ...(provider === 'any' && { anyProvider: true }),
  };
}
