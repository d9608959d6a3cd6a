// The rows of a batch with their outcomes: masked, or, for who may and on record, as they are. It knows requests and answers.

import { z } from '@hono/zod-openapi';
import { outcomeRows, rowKinds } from '../../app/outcome-rows.js';
import type { RowIndexes } from '../../app/row-indexes.js';
import type { WrittenOutcome } from '../../batch/output/outcome-columns.js';
import { ERASED, STATUSES } from '../../domain/status.js';
import { maskedName, maskedNumber } from '../../ingest/people/mask.js';
import { pageOf, pageQuery } from '../paging.js';
import { forbidden } from '../problem.js';
import { json, route } from '../route.js';
import { batchParams } from '../schemas/batch.js';
import { callerOf, onRecord, type Api } from '../serve-env.js';
import type { ServePorts } from '../serve-ports.js';
import { visibleBatch } from '../visible.js';

const whole = z.number().int();
const rowSchema = z
  .object({
    row: whole,
    line: whole.nullable(),
    name: z.string(),
    id_number: z.string(),
    status: z.enum([...STATUSES, ERASED]),
    code: z.string().nullable(),
    message: z.string(),
    source: z.string(),
    duplicate_of: whole.nullable(),
    attempts: whole,
    session_id: z.string().nullable(),
    checked_at: z.string().nullable(),
    carried_from: z.string().nullable(),
  })
  .openapi('Row');

const listRows = route({
  operationId: 'listRows',
  method: 'get',
  path: '/batches/{batch}/rows',
  tags: ['batches'],
  summary: 'Rows with their outcomes, names and numbers masked; `reveal` shows them, and is on record',
  request: {
    params: batchParams,
    query: pageQuery.extend({
      after: z
        .string()
        .max(200)
        .optional()
        .openapi({ description: 'What `next` of the page before says, or a row’s number' }),
      status: z.enum([...STATUSES, ERASED]).optional(),
      code: z.string().max(100).optional(),
      source: z.string().max(20).optional(),
      reason: z
        .string()
        .max(1_000)
        .optional()
        .openapi({ description: 'The message of such rows, as `/reasons` tells it' }),
      reveal: z.enum(['true', 'false']).optional(),
    }),
  },
  responses: { 200: json('A page of rows', pageOf(rowSchema)) },
});

const kindSchema = z
  .object({
    status: z.enum([...STATUSES, ERASED]),
    code: z.string().nullable(),
    source: z.string(),
    message: z.string(),
    rows: whole,
  })
  .openapi('RowReason');

const listRowReasons = route({
  operationId: 'listRowReasons',
  method: 'get',
  path: '/batches/{batch}/reasons',
  tags: ['batches'],
  summary: 'Why rows ended as they did, counted, the most first',
  request: { params: batchParams },
  responses: {
    200: json(
      'All of them',
      z.object({
        data: z.array(kindSchema),
        next: z.null(),
        others: whole.openapi({
          description: 'Rows of further reasons, which are too many to be told apart',
        }),
        complete: z.boolean().openapi({ description: 'False while rows are still being counted: ask again' }),
      }),
    ),
  },
});

export interface RowPorts extends ServePorts {
  readonly indexes: RowIndexes;
}

export function rowRoutes(api: Api, { app, indexes }: RowPorts): void {
  api.openapi(listRows, async (context) => {
    const { batch } = context.req.valid('param');
    const { reveal, ...asked } = context.req.valid('query');
    const caller = callerOf(context);
    const record = await visibleBatch(app.config.dataDir, batch, caller);
    const reveals = reveal === 'true';
    if (reveals && !context.var.access.may(caller, 'revealRows')) throw forbidden();
    const { rows, next } = await outcomeRows({ app, indexes }, record, asked);
    // On record before anybody sees it.
    if (reveals) await onRecord(context, batch, 'revealRows');
    return context.json({ data: rows.map((row) => shown(row, reveals)), next }, 200);
  });

  api.openapi(listRowReasons, async (context) => {
    const record = await visibleBatch(
      app.config.dataDir,
      context.req.valid('param').batch,
      callerOf(context),
    );
    const { kinds, others, isComplete } = await rowKinds({ app, indexes }, record);
    const data = kinds.map(({ code, ...kind }) => ({ ...kind, code: code === '' ? null : code }));
    return context.json({ data, next: null, others, complete: isComplete }, 200);
  });
}

function shown(row: WrittenOutcome, reveals: boolean): z.infer<typeof rowSchema> {
  const { name, idNumber, duplicateOf, sessionId, checkedAt, carriedFrom, ...same } = row;
  return {
    ...same,
    name: reveals ? name : maskedName(name),
    id_number: reveals ? idNumber : maskedNumber(idNumber),
    duplicate_of: duplicateOf,
    session_id: sessionId,
    checked_at: checkedAt,
    carried_from: carriedFrom,
  };
}
