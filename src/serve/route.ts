// How a route is described: an operation of the table in src/access, guarded before its request is read, with the problems
// that any route can answer. It knows no subject.

import { createRoute, type RouteConfig } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import type { ZodType } from 'zod';
import { isAnybodys, type OperationId } from '../access/permissions.js';
import { forbidden, problemSchema, unauthenticated } from './problem.js';
import type { ServeEnv } from './serve-env.js';

type Described = Omit<RouteConfig, 'path' | 'middleware' | 'operationId' | 'summary' | 'tags'> & {
  readonly operationId: OperationId;
  readonly summary: string;
  readonly tags: string[];
};

/**
 * Describes one route, as in:
 *
 *     const listWebhooks = route({
 *       operationId: 'listWebhooks', method: 'get', path: '/webhooks', tags: ['webhooks'], summary: 'Whom it tells',
 *       request: { query: pageQuery },
 *       responses: { 200: json('The webhooks', pageOf(webhookSchema)) },
 *     });
 *     export function webhookRoutes(api: Api, { webhooks }: WebhookPorts): void {
 *       api.openapi(listWebhooks, async (context) => context.json(await webhooks.list(context.req.valid('query')), 200));
 *     }
 */
export function route<R extends Described & { readonly path: string }>(described: R) {
  const { operationId } = described;
  const middleware: MiddlewareHandler<ServeEnv> = guard(operationId);
  return createRoute<R['path'], R & { middleware: MiddlewareHandler<ServeEnv> }>({
    ...described,
    ...(isAnybodys(operationId) ? { security: [] } : {}),
    responses: { ...described.responses, default: PROBLEM },
    middleware,
  });
}

const PROBLEM = {
  description: 'A problem (RFC 9457)',
  content: { 'application/problem+json': { schema: problemSchema } },
};

/** Refuses before the request is read: who is unknown, and whose role may not. */
export function guard(operation: OperationId): MiddlewareHandler<ServeEnv> {
  return async (context, next) => {
    const { access, caller } = context.var;
    if (!access.may(caller, operation)) throw caller === undefined ? unauthenticated() : forbidden();
    context.set('operation', operation);
    await next();
  };
}

/** A response with this content. */
export function json<Schema extends ZodType>(description: string, schema: Schema) {
  return { description, content: { 'application/json': { schema } } };
}

/** A request's body, which has to be there. */
export function jsonBody<Schema extends ZodType>(schema: Schema) {
  return { required: true, content: { 'application/json': { schema } } };
}

/** One that may be left out. */
export function optionalJsonBody<Schema extends ZodType>(schema: Schema) {
  return { required: false, content: { 'application/json': { schema } } };
}
