// Finds out who asks, and holds each to a rate of requests. What he may do is asked by the route.

import type { MiddlewareHandler } from 'hono';
import type { AccessPorts, ServeEnv } from './serve-env.js';
import { Problem } from './problem.js';
import type { RequestRates } from './request-rates.js';

/** @throws Problem where a caller, or an address of unknown ones, asks too often */
export function recognise(access: AccessPorts, rates: RequestRates): MiddlewareHandler<ServeEnv> {
  return async (context, next) => {
    const { from } = context.var;
    const caller = await access.authenticate(context.req.raw, from);
    const retryAfter = rates.take(caller === undefined ? `address:${from}` : `caller:${caller.credential}`);
    if (retryAfter !== undefined) throw new Problem(429, 'too-many-requests', { retryAfter });
    context.set('access', access);
    context.set('caller', caller);
    await next();
  };
}
