// What a route finds beside its request: who asks, from where, in which language, and how it goes on record. And what the
// interface takes from src/access, as ports. It knows no route.

import type { HttpBindings } from '@hono/node-server';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Caller } from '../access/caller.js';
import type { OperationId } from '../access/permissions.js';
import type { Actor } from '../app/on-record.js';
import type { Language } from '../words/language.js';

interface AuditEntry {
  readonly caller: Caller;
  readonly operation: OperationId;
  readonly batch?: string | undefined;
  /** The address that the request came from. */
  readonly from: string;
}

/** What src/access gives. */
export interface AccessPorts {
  /**
   * Who asks, by the key or the session of the request; undefined where it has none that is good.
   *
   * @throws UserError where a session's request comes from another page
   */
  readonly authenticate: (
    request: Pick<Request, 'headers' | 'method'>,
    from: string,
  ) => Promise<Caller | undefined>;
  /** The same for a stream that is open, which is no request: who has gone home leaves it open, and his session ends all the same. */
  readonly stillIs: (request: Pick<Request, 'headers' | 'method'>) => Promise<Caller | undefined>;
  readonly may: (caller: Caller | undefined, operation: OperationId) => boolean;
  /** Resolves once the line is on disk. */
  readonly audit: { readonly record: (entry: AuditEntry) => Promise<void> };
}

interface ServeVariables {
  /** Undefined for what anybody may ask; else `callerOf` gives it. */
  readonly caller: Caller | undefined;
  /** The address that the request came from, behind the proxy that is named. */
  readonly from: string;
  readonly language: Language;
  readonly access: AccessPorts;
  /** The request's own operation, once it is permitted. */
  readonly operation: OperationId;
}

export interface ServeEnv {
  readonly Bindings: Partial<HttpBindings> & {
    /** Of a request that a page makes in its visitor's name: the address that the visitor's own came from. */
    readonly peer?: string | undefined;
  };
  readonly Variables: ServeVariables;
}

export type Api = OpenAPIHono<ServeEnv>;
export type ServeContext = Context<ServeEnv>;

/** Who asks. Only for operations that are not anybody's: the guard of the route has let nobody unknown through. */
export function callerOf({ var: { caller } }: ServeContext): Caller {
  if (caller === undefined) throw new Error('the route is not guarded');
  return caller;
}

/** Who asks, for use cases that put on record themselves what he does. */
export function actorOf(context: ServeContext): Actor {
  const { id, name, by, credential } = callerOf(context);
  return { id, name, by, credential, from: context.var.from };
}

/**
 * Writes who does what to which batch, from where. A route calls it once nothing refuses the request any more, and before
 * anything happens: so nothing happens that is not on record.
 *
 * @param operation where it is another one than the route's own
 */
export async function onRecord(
  context: ServeContext,
  batch?: string,
  operation: OperationId = context.var.operation,
): Promise<void> {
  const { access, from } = context.var;
  await access.audit.record({ caller: callerOf(context), operation, batch, from });
}
