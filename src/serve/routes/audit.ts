// The record of who did what, for administrators, the newest first. It knows requests and answers alone.

import { z } from '@hono/zod-openapi';
import { KNOWN_BY } from '../../audit/audit-line.js';
import { auditPage, type NamedLine } from '../../app/audit.js';
import type { App } from '../../app/app.js';
import { pageOf, pageQuery } from '../paging.js';
import { json, route } from '../route.js';
import type { Api } from '../serve-env.js';

const lineSchema = z
  .object({
    seq: z.number().int(),
    at: z.string().openapi({ format: 'date-time' }),
    who: z.string(),
    name: z.string().nullable().openapi({ description: 'Of the user or the key, as it is called' }),
    by: z.enum(KNOWN_BY),
    stated: z.boolean().openapi({ description: 'Who it is was only said, at a terminal' }),
    credential: z.string().nullable(),
    act: z.string(),
    batch: z.string().nullable(),
    about: z.string().nullable(),
    value: z.union([z.number(), z.string()]).nullable(),
    from: z.string(),
    prev: z.string().openapi({ description: 'SHA-256 of the line before' }),
  })
  .openapi('AuditLine');

const listAudit = route({
  operationId: 'listAudit',
  method: 'get',
  path: '/audit',
  tags: ['audit'],
  summary: 'Who did what to which batch, from where; the newest first',
  request: {
    query: pageQuery.extend({
      after: z
        .string()
        .regex(/^\d{1,15}$/)
        .optional(),
    }),
  },
  responses: { 200: json('A page of the record', pageOf(lineSchema)) },
});

export function auditRoutes(api: Api, { config }: Pick<App, 'config'>): void {
  api.openapi(listAudit, async (context) => {
    const { after, limit } = context.req.valid('query');
    const before = after === undefined ? undefined : Number(after);
    const lines = await auditPage(config.dataDir, { before, limit });
    const last = lines.at(-1);
    const next = last === undefined || last.seq === 1 ? null : String(last.seq);
    return context.json({ data: lines.map(shownLine), next }, 200);
  });
}

function shownLine(line: NamedLine): z.infer<typeof lineSchema> {
  const { seq, at, who, by, act, from, prev, name, credential, batch, about, value, stated } = line;
  return {
    seq,
    at,
    who,
    name: name ?? null,
    by,
    stated: stated ?? false,
    credential: credential ?? null,
    act,
    batch: batch ?? null,
    about: about ?? null,
    value: value ?? null,
    from,
    prev,
  };
}
