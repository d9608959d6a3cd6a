// Figures of batches for whoever looks on: calls over time, two batches beside each other, a label's nights. No row is read for them.
// It knows requests and answers.

import { z } from '@hono/zod-openapi';
import { changedBetween, matchRateOf, type ComparedBatch } from '../../app/compare.js';
import { nightsOfLabel, type LabelNight } from '../../app/label-nights.js';
import type { Timelines } from '../../app/timelines.js';
import { readSummary } from '../../batch/exit-status.js';
import { BATCH_STATES, type BatchRecord } from '../../batch/record.js';
import { BATCH_ID } from '../../domain/batch-id.js';
import { STEPS_MS, type TimePoint } from '../../domain/call-times.js';
import { chinaIso } from '../../domain/china-time.js';
import { seesLabel } from '../../access/caller.js';
import { batchOf } from '../batch-answers.js';
import { pageOf, pageQuery } from '../paging.js';
import { json, route } from '../route.js';
import { batchParams } from '../schemas/batch.js';
import { labelSchema } from '../schemas/new-batch.js';
import { callerOf, type Api } from '../serve-env.js';
import type { ServePorts } from '../serve-ports.js';
import { visibleBatch } from '../visible.js';

const whole = z.number().int();
const time = z.string().openapi({ format: 'date-time' });
const counts = z.record(z.string(), whole);
const rate = z.number().nullable().openapi({
  description:
    'Matches among the rows that a verdict was had of (match, mismatch, invalid_id); null: there is none',
});
const cost = z.looseObject({}).nullable().optional();

const pointSchema = z.object({
  at: time.openapi({ description: 'When the step begins' }),
  calls: whole.openapi({ description: 'Answered and in doubt' }),
  answered: whole,
  in_doubt: whole,
  refused: whole,
  by_code: counts.openapi({ description: 'Of answered calls' }),
});
const STEPS = STEPS_MS.map((step) => String(step / 1000)) as [string, ...string[]];

const timeline = route({
  operationId: 'getBatchTimeline',
  method: 'get',
  path: '/batches/{batch}/timeline',
  tags: ['batches'],
  summary: 'Calls over time, by code; steps without a call are left out',
  request: {
    params: batchParams,
    query: z.object({
      step: z
        .enum(STEPS)
        .optional()
        .openapi({ description: 'Seconds, at least; left out: such that there are at most 1000 points' }),
    }),
  },
  responses: {
    200: json(
      'The curve',
      z
        .object({
          batch: z.string(),
          step_seconds: whole,
          complete: z
            .boolean()
            .openapi({ description: 'False while calls are still being counted: ask again' }),
          data: z.array(pointSchema),
        })
        .openapi('Timeline'),
    ),
  },
});

const comparedSchema = z
  .object({
    batch: z.string(),
    label: z.string(),
    created_at: time,
    state: z.enum(BATCH_STATES),
    rows: whole,
    calls: whole,
    by_status: counts,
    by_code: counts,
    match_rate: rate,
    cost,
  })
  .openapi('ComparedBatch');

const compare = route({
  operationId: 'compareBatches',
  method: 'get',
  path: '/batches/{batch}/compare',
  tags: ['batches'],
  summary: 'Two batches beside each other, and whose status changed where one was compared with the other',
  request: { params: batchParams, query: z.object({ with: z.string().max(64).regex(BATCH_ID) }) },
  responses: {
    200: json(
      'Both, and what changed',
      z
        .object({
          batch: comparedSchema,
          with: comparedSchema,
          changes: z
            .object({
              batch: z.string(),
              previous: z.string(),
              changed: whole,
              new: whole,
              gone: whole,
              carried: whole,
              edges: z.array(z.object({ from: z.string(), to: z.string(), rows: whole })).readonly(),
            })
            .nullable()
            .openapi({ description: 'Null: neither was made with the other as its `previous`' }),
        })
        .openapi('Comparison'),
    ),
  },
});

const nightSchema = comparedSchema
  .extend({
    started_at: time,
    finished_at: time.nullable(),
    previous: z.string().nullable(),
    changed: whole.nullable(),
    new: whole.nullable(),
    gone: whole.nullable(),
  })
  .openapi('LabelNight');

const nights = route({
  operationId: 'listLabelNights',
  method: 'get',
  path: '/nights',
  tags: ['batches'],
  summary: 'A label’s batches that have ended, the newest first, with their match rates',
  request: {
    query: pageQuery.extend({
      label: labelSchema.openapi({ description: 'Empty: batches without one' }),
    }),
  },
  responses: { 200: json('A page of them', pageOf(nightSchema)) },
});

const labels = route({
  operationId: 'listLabels',
  method: 'get',
  path: '/labels',
  tags: ['batches'],
  summary: 'The labels whose batches you see, by name',
  request: { query: pageQuery },
  responses: {
    200: json(
      'A page of labels',
      pageOf(z.object({ label: z.string(), batches: whole, last: time }).openapi('Label')),
    ),
  },
});

export interface FigurePorts extends ServePorts {
  readonly timelines: Timelines;
}

export function figureRoutes(api: Api, { app, index, timelines }: FigurePorts): void {
  const { dataDir } = app.config;

  api.openapi(timeline, async (context) => {
    const record = await visibleBatch(dataDir, context.req.valid('param').batch, callerOf(context));
    const { step } = context.req.valid('query');
    const least = step === undefined ? undefined : Number(step) * 1000;
    const found = await timelines.of(record, least);
    const data = found.points.map(shownPoint);
    const { batch } = record;
    return context.json({ batch, step_seconds: found.step / 1000, complete: found.isComplete, data }, 200);
  });

  api.openapi(compare, async (context) => {
    const caller = callerOf(context);
    const one = await visibleBatch(dataDir, context.req.valid('param').batch, caller);
    const other = await visibleBatch(dataDir, context.req.valid('query').with, caller);
    const [batch, beside] = await Promise.all([compared(one), compared(other)]);
    const changes = (await changedBetween(one, other)) ?? null;
    return context.json({ batch, with: beside, changes }, 200);
  });

  async function compared(
    record: BatchRecord,
  ): Promise<ComparedBatch & { state: (typeof BATCH_STATES)[number] }> {
    const { batch, label, created_at, state, rows, calls, by_status } = await batchOf(app, record);
    const summary = await readSummary(record);
    return {
      batch,
      label,
      created_at,
      state,
      rows,
      calls,
      by_status,
      by_code: summary?.by_code ?? {},
      match_rate: matchRateOf(by_status),
      cost: summary?.cost ?? null,
    };
  }

  api.openapi(nights, async (context) => {
    const { label, ...page } = context.req.valid('query');
    if (!seesLabel(callerOf(context), label === '' ? undefined : label))
      return context.json({ data: [], next: null }, 200);
    const { found, next } = await nightsOfLabel(dataDir, await index.look(), label, page);
    return context.json({ data: found.map(shownNight), next }, 200);
  });

  api.openapi(labels, async (context) => {
    const caller = callerOf(context);
    const { after, limit } = context.req.valid('query');
    const byLabel = new Map<string, { batches: number; last: number }>();
    for (const { label, createdAt } of await index.look()) {
      if (!seesLabel(caller, label === '' ? undefined : label)) continue;
      byLabel.set(label, { batches: (byLabel.get(label)?.batches ?? 0) + 1, last: createdAt });
    }
    const all = [...byLabel.keys()].toSorted().filter((label) => after === undefined || label > after);
    const data = all.slice(0, limit).map((label) => {
      const { batches = 0, last = 0 } = byLabel.get(label) ?? {};
      return { label, batches, last: chinaIso(last) };
    });
    return context.json({ data, next: all.length > limit ? (data.at(-1)?.label ?? null) : null }, 200);
  });
}

function shownPoint({ at, answered, inDoubt, refused, byCode }: TimePoint): z.infer<typeof pointSchema> {
  return {
    at: chinaIso(at),
    calls: answered + inDoubt,
    answered,
    in_doubt: inDoubt,
    refused,
    by_code: Object.fromEntries(byCode),
  };
}

function shownNight(night: LabelNight): z.infer<typeof nightSchema> {
  const { startedAt, finishedAt, ...same } = night;
  return {
    ...same,
    cost: night.cost && { ...night.cost },
    started_at: chinaIso(startedAt),
    finished_at: finishedAt === undefined ? null : chinaIso(finishedAt),
  };
}
