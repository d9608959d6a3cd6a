// What a person orders of a batch: start, a sample, pause, resume, cancel, approve, reject. It knows requests and answers; workers
// do what was ordered.

import { z } from '@hono/zod-openapi';
import { approve } from '../../app/approval.js';
import { beforeCalls } from '../../app/before-calls.js';
import {
  cancelByWorkers,
  isAccountHalted,
  rejectByWorkers,
  resumeByWorkers,
  startBatch,
  type ResumeOrder,
} from '../../app/orders.js';
import { pause } from '../../app/pause.js';
import { isSampleDone } from '../../batch/sample.js';
import { batchPaths } from '../../batch/paths.js';
import { hasEnded, readState, type BatchRecord, type StateRecord } from '../../batch/record.js';
import type { OperationId } from '../../access/permissions.js';
import { batchNow } from '../batch-answers.js';
import { Problem } from '../problem.js';
import { json, jsonBody, optionalJsonBody, route } from '../route.js';
import { batchParams, batchSchema } from '../schemas/batch.js';
import { liveOptions, optionsOf } from '../schemas/new-batch.js';
import { actorOf, callerOf, onRecord, type Api, type ServeContext } from '../serve-env.js';
import type { ServePorts } from '../serve-ports.js';
import { visibleBatch } from '../visible.js';

function order<Id extends OperationId, Path extends string>(operationId: Id, path: Path, summary: string) {
  return {
    operationId,
    method: 'post' as const,
    path: `/batches/{batch}/${path}` as const,
    tags: ['batches'],
    summary,
    responses: { 202: json('The batch, as it is by now', batchSchema) },
  };
}

const start = route({
  ...order('startBatch', 'start', 'Start a draft, or go on beyond a sample'),
  request: { params: batchParams },
});
const sample = route({
  ...order('sampleBatch', 'sample', 'Verify so many rows from all over the list; then the batch is paused'),
  request: {
    params: batchParams,
    body: jsonBody(z.strictObject({ rows: z.number().int().min(1).max(1_000_000_000) })),
  },
});
const pauseIt = route({
  ...order('pauseBatch', 'pause', 'Make no new calls; nothing is lost'),
  request: { params: batchParams },
});
const resumeIt = route({
  ...order('resumeBatch', 'resume', 'Go on, also after a halt; options given again replace those recorded'),
  request: {
    params: batchParams,
    body: optionalJsonBody(z.strictObject({ options: liveOptions.optional() })),
  },
});
const cancelIt = route({
  ...order('cancelBatch', 'cancel', 'End the batch for good, with the outcomes so far; a draft is deleted'),
  request: { params: batchParams },
});
const seenCalls = z.number().int().min(0).max(1_000_000_000).openapi({
  description: 'As seen in `approval.calls`: where the batch wants another number by now, nothing is decided',
});
const approveIt = route({
  ...order('approveBatch', 'approve', 'Let a batch call that somebody else has made'),
  request: {
    params: batchParams,
    body: optionalJsonBody(z.strictObject({ calls: seenCalls.optional() })),
  },
});
const rejectIt = route({
  ...order('rejectBatch', 'reject', 'End a batch that awaits its approval'),
  request: { params: batchParams },
});

export function batchOrderRoutes(api: Api, ports: ServePorts): void {
  const { app, behind } = ports;
  const started = ({ batch }: BatchRecord, asked?: ResumeOrder['sample']): Promise<void> =>
    behind.carryOut({ batch }, (ordered) => startBatch(app, batch, asked, ordered));

  api.openapi(start, async (context) => {
    const { record, state } = await seen(context, ports);
    if (state.state === 'queued') return context.json(await batchNow(app, record.batch), 202);
    if (state.state !== 'draft' && !isSampleDone(state)) throw notNow(state);
    await beforeCalls(app, true);
    await onRecord(context, record.batch);
    if (state.state === 'draft') await started(record);
    else await resumed(context, record, ports);
    return context.json(await batchNow(app, record.batch), 202);
  });

  api.openapi(sample, async (context) => {
    const { rows } = context.req.valid('json');
    const { record, state } = await seen(context, ports);
    if (state.state !== 'draft' && !isSampleDone(state)) throw notNow(state);
    await beforeCalls(app, true);
    await onRecord(context, record.batch);
    if (state.state === 'draft') await started(record, { kind: 'spread', rows });
    else await resumed(context, record, ports, { sample: { kind: record.sample?.kind ?? 'spread', rows } });
    return context.json(await batchNow(app, record.batch), 202);
  });

  api.openapi(pauseIt, async (context) => {
    const { record, state } = await seen(context, ports);
    if (hasEnded(state) || state.state === 'draft') throw notNow(state);
    await onRecord(context, record.batch);
    await behind.carryOut({ batch: record.batch }, (ordered) => pause(app, [record.batch], ordered));
    return context.json(await batchNow(app, record.batch), 202);
  });

  api.openapi(resumeIt, async (context) => {
    const { options } = context.req.valid('json');
    const { record, state } = await seen(context, ports);
    if (hasEnded(state)) throw notNow(state);
    await beforeCalls(app, true);
    await onRecord(context, record.batch);
    await resumed(context, record, ports, { options: optionsOf(options) });
    return context.json(await batchNow(app, record.batch), 202);
  });

  api.openapi(cancelIt, async (context) => {
    const { record, state } = await seen(context, ports);
    if (state.state === 'completed') throw notNow(state);
    const before = await batchNow(app, record.batch);
    await onRecord(context, record.batch);
    await behind.carryOut({ batch: record.batch }, (ordered) => cancelByWorkers(app, record.batch, ordered));
    const now = state.state === 'draft' ? ({ ...before, state: 'cancelled' } as const) : undefined;
    return context.json(now ?? (await batchNow(app, record.batch)), 202);
  });

  api.openapi(approveIt, async (context) => {
    const { calls } = context.req.valid('json');
    const { record } = await seen(context, ports);
    const actor = actorOf(context);
    // It is on record beside what is decided.
    await behind.carryOut({ batch: record.batch }, (onOrdered) =>
      approve(app, record.batch, { actor, seen: calls, onOrdered }),
    );
    return context.json(await batchNow(app, record.batch), 202);
  });

  api.openapi(rejectIt, async (context) => {
    const { record } = await seen(context, ports);
    const actor = actorOf(context);
    await behind.carryOut({ batch: record.batch }, (ordered) =>
      rejectByWorkers(app, record.batch, actor, ordered),
    );
    return context.json(await batchNow(app, record.batch), 202);
  });
}

interface Seen {
  readonly record: BatchRecord;
  readonly state: StateRecord;
}

async function seen(context: ServeContext, { app }: ServePorts): Promise<Seen> {
  const { dataDir } = app.config;
  const record = await visibleBatch(dataDir, context.req.param('batch') ?? '', callerOf(context));
  return { record, state: await readState(batchPaths(dataDir, record.batch), record) };
}

async function resumed(
  context: ServeContext,
  { batch, ...record }: BatchRecord,
  { app, behind }: ServePorts,
  asked: Pick<ResumeOrder, 'options' | 'sample'> = {},
): Promise<void> {
  const mayLift = callerOf(context).role === 'admin';
  if (!mayLift && (await behind.answered(isAccountHalted(app, record.account))))
    throw new Problem(409, 'halted-account');
  await behind.carryOut({ batch }, (ordered) => resumeByWorkers(app, { ...asked, batch, mayLift }, ordered));
}

function notNow({ state }: StateRecord): Problem {
  return new Problem(409, 'conflicting-state', {
    detail: ({ problems, states }) => problems.notIn({ state: states[state] }),
  });
}
