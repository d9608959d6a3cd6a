// How long outcomes are kept: the rules, and a new one. It knows requests and answers.

import { z } from '@hono/zod-openapi';
import type { DueBatch } from '../../app/retention-due.js';
import { retentionRules, setRetention } from '../../app/retention.js';
import type { RetentionRule } from '../../batch/retention/rules.js';
import { STATUSES } from '../../domain/status.js';
import { json, jsonBody, route } from '../route.js';
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
const setSchema = z
  .object({
    recorded: z.boolean(),
    rules: z.array(ruleSchema),
    due: z.array(
      z.object({ batch: z.string(), status: z.enum(STATUSES).nullable(), rows: z.number().int() }),
    ),
    kept: z.array(z.object({ batch: z.string(), why: z.string() })),
  })
  .openapi('RetentionSet');

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

export function retentionRoutes(api: Api, { app }: Pick<ServePorts, 'app'>): void {
  api.openapi(getRetention, async (context) => {
    const data = (await retentionRules(app)).map(ruleShown);
    return context.json({ data, next: null }, 200);
  });

  api.openapi(putRetention, async (context) => {
    const { label, statuses = [], days, record = false } = context.req.valid('json');
    const { name } = callerOf(context);
    await onRecord(context);
    const { recorded, rules, due, kept } = await setRetention(app, {
      label,
      statuses,
      days,
      record,
      by: name,
    });
    const answer = {
      recorded,
      rules: rules.map(ruleShown),
      due: due.map(dueShown),
      kept: kept.map((each) => ({ ...each })),
    };
    return context.json(answer, 200);
  });
}

function ruleShown({ label, status, days, by, set_at }: RetentionRule): z.infer<typeof ruleSchema> {
  return { label, status: status ?? null, days, by, set_at };
}

function dueShown({ record: { batch }, rule, rows }: DueBatch): z.infer<typeof setSchema>['due'][number] {
  return { batch, status: rule.status ?? null, rows };
}
