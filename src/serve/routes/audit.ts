// The record of who did what, for administrators, the newest first, and whether it is as it was written. It knows requests and answers
// alone.

import { z } from '@hono/zod-openapi';
import { KNOWN_BY } from '../../audit/audit-line.js';
import { auditPage, verifyRecord, type NamedLine } from '../../app/audit.js';
import type { App } from '../../app/app.js';
import { DamagedFile } from '../../files/damaged-file.js';
import { pageOf, pageQuery } from '../paging.js';
import { json, optionalJsonBody, route } from '../route.js';
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
export type ShownAuditLine = z.infer<typeof lineSchema>;

const text = z.string().min(1).max(256).optional();

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
      who: text.openapi({ description: 'An id, or what a user or a key is called' }),
      act: text,
      batch: text,
    }),
  },
  responses: {
    200: json(
      'A page of the record; of what is sought it may have few lines, and `next`',
      pageOf(lineSchema),
    ),
  },
});

const HASH = /^[0-9a-f]{64}$/;
const verifiedSchema = z
  .object({
    whole: z.boolean(),
    damaged_line: z
      .number()
      .int()
      .nullable()
      .openapi({ description: 'The first line that was changed, taken out or put in' }),
    lines: z.number().int().openapi({ description: 'How many there are, or were before that one' }),
    hash: z.string().nullable().openapi({ description: 'Of the last line; keep it elsewhere' }),
    at: z.string().nullable().openapi({ format: 'date-time', description: 'When the last line was written' }),
    torn_bytes: z.number().int(),
    has: z.boolean().openapi({ description: 'Whether a line has the hash that was asked for' }),
  })
  .openapi('VerifiedAudit');
export type ShownVerifiedAudit = z.infer<typeof verifiedSchema>;

const verifyAudit = route({
  operationId: 'verifyAudit',
  method: 'post',
  path: '/audit/verify',
  tags: ['audit'],
  summary: 'Whether every line of the record is as it was written',
  request: {
    body: optionalJsonBody(
      z
        .strictObject({ has: z.string().regex(HASH).optional() })
        .openapi('AuditToVerify', { description: '`has`: the hash of a line that was kept elsewhere' }),
    ),
  },
  responses: { 200: json('What was found', verifiedSchema) },
});

export function auditRoutes(api: Api, app: Pick<App, 'config'>): void {
  const { dataDir } = app.config;

  api.openapi(listAudit, async (context) => {
    const { after, ...asked } = context.req.valid('query');
    const before = after === undefined ? undefined : Number(after);
    const { lines, next } = await auditPage(dataDir, { ...asked, before });
    return context.json({ data: lines.map(shownLine), next: next === undefined ? null : String(next) }, 200);
  });

  api.openapi(verifyAudit, async (context) => {
    return context.json(await verified(app, context.req.valid('json').has), 200);
  });
}

async function verified(app: Pick<App, 'config'>, has?: string): Promise<z.infer<typeof verifiedSchema>> {
  try {
    const { lines, hash, at, tornBytes, found } = await verifyRecord(app, has);
    const whole = { whole: true, damaged_line: null, has: has === undefined || found !== undefined };
    return { ...whole, lines, hash: hash ?? null, at: at ?? null, torn_bytes: tornBytes };
  } catch (error) {
    if (!(error instanceof DamagedFile)) throw error;
    const { line = 1 } = error;
    const rest = { hash: null, at: null, torn_bytes: 0, has: false };
    return { whole: false, damaged_line: line, lines: line - 1, ...rest };
  }
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
