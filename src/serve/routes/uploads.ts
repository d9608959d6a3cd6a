// Where lists are sent in pieces. The protocol is tus 1.0, so its requests stand in no schema; which uploads somebody may go on with is
// no part of it.

import { z } from '@hono/zod-openapi';
import { chinaIso } from '../../domain/china-time.js';
import { notFound } from '../problem.js';
import { json, guard, route } from '../route.js';
import { callerOf, onRecord, type Api } from '../serve-env.js';
import type { Uploads } from '../uploads.js';

/** HEAD is routed as GET. */
const METHODS = ['POST', 'GET', 'PATCH', 'DELETE', 'OPTIONS'];

const time = z.string().openapi({ format: 'date-time' }).nullable();
const uploadSchema = z
  .object({
    upload: z.string(),
    name: z.string(),
    bytes: z.number().int(),
    received: z.number().int(),
    began_at: time,
    expires_at: time,
  })
  .openapi('Upload');

const listUploads = route({
  operationId: 'listUploads',
  method: 'get',
  path: '/uploads',
  tags: ['lists'],
  summary: 'Uploads that you have begun and may go on with, by the tus protocol at /uploads/{upload}',
  responses: { 200: json('The newest first', z.object({ data: z.array(uploadSchema), next: z.null() })) },
});

export function uploadRoutes(api: Api, uploads: Pick<Uploads, 'handle' | 'underWay'>): void {
  api.openapi(listUploads, async (context) => {
    const data = (await uploads.underWay(callerOf(context))).map(({ beganAt, expiresAt, ...upload }) => ({
      ...upload,
      began_at: beganAt === undefined ? null : chinaIso(beganAt),
      expires_at: expiresAt === undefined ? null : chinaIso(expiresAt),
    }));
    return context.json({ data, next: null }, 200);
  });

  api.on(METHODS, ['/uploads', '/uploads/:upload'], guard('uploadList'), async (context) => {
    // The protocol's server would hand out what was sent, as it is and on no record.
    if (context.req.raw.method === 'GET') throw notFound();
    // Each piece of an upload is no act of its own.
    if (['POST', 'DELETE'].includes(context.req.method)) await onRecord(context);
    return uploads.handle(context.req.raw, callerOf(context));
  });
}
