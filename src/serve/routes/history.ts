// Who did what to one batch, and when: from the record of acts, for whoever has a hand in batches. Where somebody sat when he did it is
// for administrators. It knows requests and answers.

import { z } from '@hono/zod-openapi';
import { named, namesIn, type NamedLine } from '../../app/audit.js';
import { KNOWN_BY } from '../../audit/audit-line.js';
import type { BatchActs } from '../../audit/batch-acts.js';
import { chinaIso } from '../../domain/china-time.js';
import { pageOf, pageQuery } from '../paging.js';
import { json, route } from '../route.js';
import { batchParams } from '../schemas/batch.js';
import { callerOf, type Api } from '../serve-env.js';
import type { ServePorts } from '../serve-ports.js';
import { visibleBatch } from '../visible.js';

const time = z.string().openapi({ format: 'date-time' });
const name = z.string().nullable().openapi({ description: 'Of the user or the key, as it is called' });

const actSchema = z
  .object({
    seq: z.number().int(),
    at: time,
    act: z.string().openapi({ description: 'An operation of this document, or of the command line' }),
    who: z.string(),
    name,
    by: z.enum(KNOWN_BY),
    stated: z.boolean().openapi({ description: 'Who it is was only said, at a terminal' }),
    value: z.union([z.number(), z.string()]).nullable(),
    from: z.string().optional().openapi({ description: 'An address, or `terminal`; for administrators' }),
  })
  .openapi('BatchAct');

const history = route({
  operationId: 'getBatchHistory',
  method: 'get',
  path: '/batches/{batch}/history',
  tags: ['batches'],
  summary: 'Who did what to the batch, the newest first; who made it, and what it was called before',
  request: {
    params: batchParams,
    query: pageQuery.extend({
      after: z
        .string()
        .regex(/^\d{1,15}$/)
        .optional(),
    }),
  },
  responses: {
    200: json(
      'A page of acts',
      pageOf(actSchema).extend({
        made: z
          .object({ at: time, who: z.string().nullable(), name, by: z.string().nullable() })
          .openapi({ description: 'Null: an earlier version made it, which did not note who' }),
        labels: z.array(z.object({ at: time, who: z.string(), was: z.string(), label: z.string() })),
      }),
    ),
  },
});

export interface HistoryPorts extends ServePorts {
  readonly acts: BatchActs;
}

export function historyRoutes(api: Api, { app, acts }: HistoryPorts): void {
  const { dataDir } = app.config;

  api.openapi(history, async (context) => {
    const caller = callerOf(context);
    const record = await visibleBatch(dataDir, context.req.valid('param').batch, caller);
    const { after, limit } = context.req.valid('query');
    const before = after === undefined ? undefined : Number(after);
    const found = await acts.of(record.batch, { before, limit });
    const shows = caller.role === 'admin';
    const data = (await named(dataDir, found.lines)).map((line) => shownAct(line, shows));
    const { createdBy, createdAt, relabelled = [] } = record;
    const madeBy = createdBy === undefined ? undefined : await namesIn(dataDir)(createdBy.id);
    return context.json(
      {
        data,
        next: found.next === undefined ? null : String(found.next),
        made: {
          at: chinaIso(createdAt),
          who: createdBy?.id ?? null,
          name: madeBy ?? null,
          by: createdBy?.by ?? null,
        },
        labels: relabelled.map(({ at, by: who, was, label }) => ({ at, who, was, label })),
      },
      200,
    );
  });
}

function shownAct(line: NamedLine, isFromShown: boolean): z.infer<typeof actSchema> {
  const { seq, at, act, who, by, value, from } = line;
  return {
    seq,
    at,
    act,
    who,
    name: line.name ?? null,
    by,
    stated: line.stated ?? false,
    value: value ?? null,
    ...(isFromShown ? { from } : {}),
  };
}
