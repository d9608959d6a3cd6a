// Where lists are sent in pieces. The protocol is tus 1.0, so its requests stand in no schema.

import { guard } from '../route.js';
import { callerOf, onRecord, type Api } from '../serve-env.js';
import type { Uploads } from '../uploads.js';

/** HEAD is routed as GET. */
const METHODS = ['POST', 'GET', 'PATCH', 'DELETE', 'OPTIONS'];

export function uploadRoutes(api: Api, uploads: Pick<Uploads, 'handle'>): void {
  api.on(METHODS, ['/uploads', '/uploads/:upload'], guard('uploadList'), async (context) => {
    // Each piece of an upload is no act of its own.
    if (['POST', 'DELETE'].includes(context.req.method)) await onRecord(context);
    return uploads.handle(context.req.raw, callerOf(context));
  });
}
