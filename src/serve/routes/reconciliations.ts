// Reconciliations: made, listed, and their reports handed out. It knows requests and answers.

import { z } from '@hono/zod-openapi';
import { nameOrId } from '../../access/caller.js';
import { reconcileOnce, reconcileUntilSettled } from '../../app/ask-again.js';
import {
  RECONCILIATION_ID,
  reconciliationIds,
  reconciliationsOf,
  REPORT_FILES,
  reportPath,
  type ReportFile,
} from '../../app/reconciliations.js';
import { VERDICTS } from '../../reconcile/index.js';
import { fileAnswer } from '../file-answer.js';
import { paged, pageOf, pageQuery } from '../paging.js';
import { notFound } from '../problem.js';
import { json, jsonBody, route } from '../route.js';
import { SANDBOX } from '../sandbox.js';
import { callerOf, onRecord, type Api } from '../serve-env.js';
import type { ServePorts } from '../serve-ports.js';

const day = z.iso.date();
const reconciliationSchema = z
  .object({
    id: z.string(),
    from: z.string(),
    to: z.string(),
    verdict: z.enum(VERDICTS),
    basis: z.enum(['codes', 'bill']),
    made_at: z.string().nullable(),
    asks_again: z.boolean().openapi({ description: 'Every ten minutes, until the days are settled' }),
  })
  .openapi('Reconciliation');

const listReconciliations = route({
  operationId: 'listReconciliations',
  method: 'get',
  path: '/reconciliations',
  tags: ['reconciliations'],
  summary: 'Reconciliations, the newest days first',
  request: { query: pageQuery },
  responses: { 200: json('A page of them', pageOf(reconciliationSchema)) },
});

const createReconciliation = route({
  operationId: 'createReconciliation',
  method: 'post',
  path: '/reconciliations',
  tags: ['reconciliations'],
  summary: 'Hold the calls of days against the provider’s counts, or its bill',
  request: {
    body: jsonBody(
      z.strictObject({
        from: day,
        to: day,
        ask_again: z.boolean().optional().openapi({
          description: 'Whether the provider is asked again by itself where the days are not settled',
        }),
      }),
    ),
  },
  responses: { 201: json('What came out; the report has the rest', reconciliationSchema) },
});

const binary = { schema: { type: 'string', format: 'binary' } } as const;
const getReconciliationFile = route({
  operationId: 'getReconciliationFile',
  method: 'get',
  path: '/reconciliations/{id}/{file}',
  tags: ['reconciliations'],
  summary: 'The report as a page, as CSV or as JSON',
  request: { params: z.object({ id: z.string().regex(RECONCILIATION_ID), file: z.enum(REPORT_FILES) }) },
  responses: { 200: { description: 'The file', content: { 'text/html; charset=utf-8': binary } } },
});

const TYPES: Readonly<Record<ReportFile, string>> = {
  'report.html': 'text/html; charset=utf-8',
  'report.csv': 'text/csv; charset=utf-8',
  'report.json': 'application/json; charset=utf-8',
};

export function reconciliationRoutes(api: Api, { app }: ServePorts): void {
  const { dataDir } = app.config;

  api.openapi(listReconciliations, async (context) => {
    const { data, next } = paged(await reconciliationIds(app), context.req.valid('query'), (id) => id);
    return context.json({ data: await reconciliationsOf(app, data), next }, 200);
  });

  api.openapi(createReconciliation, async (context) => {
    const { from, to, ask_again: asksAgain = false } = context.req.valid('json');
    const by = nameOrId(callerOf(context));
    await onRecord(context);
    const made = asksAgain
      ? await reconcileUntilSettled(app, { from, to, by })
      : await reconcileOnce(app, { from, to, by });
    if (made === undefined) throw notFound();
    return context.json(made, 201);
  });

  api.openapi(getReconciliationFile, async (context) => {
    const { id, file } = context.req.valid('param');
    const isShown = file === 'report.html';
    return fileAnswer(context, {
      path: reportPath(dataDir, id, file),
      type: TYPES[file],
      name: `${id}.${file}`,
      isShown,
      headers: isShown ? { 'content-security-policy': SANDBOX } : {},
      beforeSent: () => onRecord(context),
    });
  });
}
