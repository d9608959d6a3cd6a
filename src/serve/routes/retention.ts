// How long outcomes are kept: the rules, a new one, one that counts no more, what they take now. It knows requests and answers.

import { z } from '@hono/zod-openapi';
import { nameOrId } from '../../access/caller.js';
import type { DueBatch, RetentionDue } from '../../app/retention-due.js';
import { removeRetention, retentionRules, runRetention as run, setRetention } from '../../app/retention.js';
import type { RetentionRule } from '../../batch/retention/rules.js';
import { STATUSES } from '../../domain/status.js';
import { notFound } from '../problem.js';
import { json, jsonBody, optionalJsonBody, route } from '../route.js';
import { callerOf, onRecord, type Api } from '../serve-env.js';
import type { ServePorts } from '../serve-ports.js';

const LABEL_MOST = 200;
const DAYS_MOST = 999_999;

const ruleSchema = z
  .object({
    label: z.string(),
    /** Null: the batch as a whole. */
    status: z.enum(STATUSES).nullable(),
    days: z.number().int(),
    by: z.string(),
    set_at: z.string(),
  })
  .openapi('RetentionRule');
export type ShownRule = z.infer<typeof ruleSchema>;
const ruleBody = z
  .strictObject({
    label: z.string().max(LABEL_MOST),
    /** Left out or empty: the batch as a whole. */
    statuses: z.array(z.enum(STATUSES)).max(STATUSES.length).optional(),
    days: z.number().int().min(0).max(DAYS_MOST),
    /** Left out or false: nothing is set, and the answer tells what the rule would take now. */
    record: z.boolean().optional(),
  })
  .openapi('NewRetentionRule');
const dueSchema = z.object({
  due: z.array(
    z.object({
      batch: z.string(),
      label: z.string(),
      status: z.enum(STATUSES).nullable(),
      rows: z.number().int(),
    }),
  ),
  kept: z.array(z.object({ batch: z.string(), why: z.string() })),
});
const setSchema = dueSchema
  .extend({ recorded: z.boolean(), rules: z.array(ruleSchema) })
  .openapi('RetentionSet');
export type ShownRetentionSet = z.infer<typeof setSchema>;
const runSchema = dueSchema
  .extend({
    erased: z.boolean(),
    receipts: z.array(z.string()).openapi({ description: 'Where they are kept' }),
    not_reached: z.array(
      z.object({ batch: z.string().nullable(), file: z.string().nullable(), why: z.string() }),
    ),
  })
  .openapi('RetentionRun');
export type ShownRetentionRun = z.infer<typeof runSchema>;

const getRetention = route({
  operationId: 'getRetention',
  method: 'get',
  path: '/retention',
  tags: ['retention'],
  summary: 'The rules of how long outcomes are kept',
  responses: { 200: json('All of them', z.object({ data: z.array(ruleSchema), next: z.null() })) },
});

const putRetention = route({
  operationId: 'putRetention',
  method: 'put',
  path: '/retention',
  tags: ['retention'],
  summary: 'Set a rule, or only tell what it would take',
  request: { body: jsonBody(ruleBody) },
  responses: { 200: json('The rule, and what it takes', setSchema) },
});

const deleteRetention = route({
  operationId: 'deleteRetention',
  method: 'delete',
  path: '/retention',
  tags: ['retention'],
  summary: 'A rule counts no more; what it has erased stays erased',
  request: {
    query: z.object({
      label: z.string().max(LABEL_MOST),
      status: z
        .enum(STATUSES)
        .optional()
        .openapi({ description: 'Left out: the rule of the batch as a whole' }),
    }),
  },
  responses: { 204: { description: 'It counts no more' } },
});

const runRetention = route({
  operationId: 'runRetention',
  method: 'post',
  path: '/retention/run',
  tags: ['retention'],
  summary: 'Carry the rules out now, or only tell what they would take',
  request: {
    body: optionalJsonBody(
      z
        .strictObject({
          /** Left out or false: nothing is erased. */
          erase: z.boolean().optional(),
        })
        .openapi('RetentionRunRequest'),
    ),
  },
  responses: { 200: json('What was erased, or would be', runSchema) },
});

export function retentionRoutes(api: Api, { app }: Pick<ServePorts, 'app'>): void {
  api.openapi(getRetention, async (context) => {
    const data = (await retentionRules(app)).map(ruleShown);
    return context.json({ data, next: null }, 200);
  });

  api.openapi(putRetention, async (context) => {
    const { label, statuses = [], days, record = false } = context.req.valid('json');
    const by = nameOrId(callerOf(context));
    await onRecord(context);
    const { recorded, rules, due, kept } = await setRetention(app, {
      label,
      statuses,
      days,
      record,
      by,
    });
    return context.json({ recorded, rules: rules.map(ruleShown), ...shown({ due, kept }) }, 200);
  });

  api.openapi(deleteRetention, async (context) => {
    const { label, status } = context.req.valid('query');
    const isThere = (await retentionRules(app)).some(
      (rule) => rule.label === label && rule.status === status,
    );
    if (!isThere) throw notFound();
    await onRecord(context);
    await removeRetention(app, { label, statuses: status === undefined ? [] : [status] });
    return context.body(null, 204);
  });

  api.openapi(runRetention, async (context) => {
    const { erase = false } = context.req.valid('json');
    const by = nameOrId(callerOf(context));
    if (erase) await onRecord(context);
    const { erased, receipts, notReached, due, kept } = await run(app, { erase, by });
    const paths = receipts.map(({ path }) => path);
    const missed = notReached.map((each) => ({ ...each }));
    return context.json({ erased, receipts: paths, not_reached: missed, ...shown({ due, kept }) }, 200);
  });
}

function ruleShown({ label, status, days, by, set_at }: RetentionRule): z.infer<typeof ruleSchema> {
  return { label, status: status ?? null, days, by, set_at };
}

function shown({ due, kept }: RetentionDue): z.infer<typeof dueSchema> {
  return { due: due.map(dueShown), kept: kept.map((each) => ({ ...each })) };
}

function dueShown({ record, rule, rows }: DueBatch): z.infer<typeof dueSchema>['due'][number] {
  const { batch, label } = record;
  return { batch, label, status: rule.status ?? null, rows };
}
