// The rows of a batch with their outcomes: masked, or, for who may and on record, as they are. It knows requests and answers.

import { z } from '@hono/zod-openapi';
import { outcomeRows, type OutcomeRowShown } from '../../app/outcome-rows.js';
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
      status: z.enum([...STATUSES, ERASED]).optional(),
      reveal: z.enum(['true', 'false']).optional(),
    }),
  },
  responses: { 200: json('A page of rows', pageOf(rowSchema)) },
});

export function rowRoutes(api: Api, { app }: ServePorts): void {
  api.openapi(listRows, async (context) => {
    const { batch } = context.req.valid('param');
    const { reveal, ...asked } = context.req.valid('query');
    const caller = callerOf(context);
    const record = await visibleBatch(app.config.dataDir, batch, caller);
    const reveals = reveal === 'true';
    if (reveals && !context.var.access.may(caller, 'revealRows')) throw forbidden();
    const { rows, next } = await outcomeRows(app, record, asked);
    // On record before anybody sees it.
    if (reveals) await onRecord(context, batch, 'revealRows');
    return context.json({ data: rows.map((row) => shown(row, reveals)), next }, 200);
  });
}

function shown(row: OutcomeRowShown, reveals: boolean): z.infer<typeof rowSchema> {
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
