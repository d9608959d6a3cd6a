// The stream of events. It knows requests and answers; what is told is told by the hub.

import { z } from '@hono/zod-openapi';
import { sameRights } from '../../access/rights.js';
import { Problem } from '../problem.js';
import { route } from '../route.js';
import { callerOf, type Api } from '../serve-env.js';
import type { EventHub } from '../events/event-hub.js';

/** Of one key or session, and of all. */
const STREAMS_OF_ONE = 1_200;
const STREAMS = 5_000;
const RETRY_SECONDS = 30;

const events = route({
  operationId: 'events',
  method: 'get',
  path: '/events',
  tags: ['events'],
  summary: 'What becomes of batches and accounts, as server-sent events',
  description:
    'Events are `batch` (a batch as `GET /batches/{batch}` shows it), `removed` (a draft that is gone, or a batch that is yours no more), `account`, ' +
    '`resync` (ask for everything anew: what was missed can’t be told), and `dropped` before a reader that is too slow is cut off.',
  request: { headers: z.object({ 'last-event-id': z.string().max(100).optional() }) },
  responses: {
    200: {
      description: 'The stream, which goes on',
      content: { 'text/event-stream': { schema: { type: 'string' } } },
    },
  },
});

export function eventRoutes(api: Api, hub: EventHub): void {
  api.openapi(events, async (context) => {
    const caller = callerOf(context);
    if (hub.count() >= STREAMS || hub.count(caller.credential) >= STREAMS_OF_ONE)
      throw new Problem(429, 'too-many-streams', { retryAfter: RETRY_SECONDS });
    const { access } = context.var;
    const { raw } = context.req;
    const asked = { headers: new Headers(raw.headers), method: 'GET' };
    const lastId = context.req.valid('header')['last-event-id'];
    const stream = await hub.listen(caller, lastId, async () => {
      const now = await access.stillIs(asked);
      return now !== undefined && now.id === caller.id && sameRights(now, caller);
    });
    return new Response(stream.readable, {
      headers: {
        'content-type': 'text/event-stream; charset=utf-8',
        // A proxy that gathers would keep events back.
        'x-accel-buffering': 'no',
      },
    });
  });
}
