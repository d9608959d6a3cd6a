// The HTTP interface as one application: what every request passes before its route, and what becomes of errors. It knows
// no route's subject: the routes are handed in, and each knows its own.

import { OpenAPIHono } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { OperationId } from '../access/permissions.js';
import type { RequestCounts } from '../http/request-counts.js';
import type { Log } from '../log.js';
import { programVersion } from '../program-version.js';
import { admission, type AdmissionRules } from './admission.js';
import { BODY_BYTES, wholeBody } from './body.js';
import { recognise } from './recognise.js';
import { invalidRequest, notFound, Problem, problemResponse } from './problem.js';
import { securityHeaders } from './security-headers.js';
import type { RequestRates } from './request-rates.js';
import type { AccessPorts, Api, ServeContext, ServeEnv } from './serve-env.js';

export const API_BASE = '/api/v1';

type ProblemPage = (problem: Response, context: ServeContext, root: Api) => Response | Promise<Response>;

export interface HttpAppParts {
  readonly access: AccessPorts;
  readonly rules: AdmissionRules;
  readonly rates: RequestRates;
  /** Each registers its routes below the interface's base. */
  readonly routes: readonly ((api: Api) => void)[];
  /** What is served beside the interface: health, pages, sign-in. It comes before nothing else is found. */
  readonly beside?: readonly ((root: Api) => void)[];
  /** What somebody gets who looks with a browser, in place of a problem for programs. */
  readonly problemPage?: ProblemPage;
  readonly counts?: RequestCounts;
  readonly log: Log;
}

export function httpApp(parts: HttpAppParts): Api {
  const { access, rules, rates, routes, beside = [], problemPage, counts, log } = parts;
  const root = newApi();
  const refused = (error: Error, context: ServeContext): Response | Promise<Response> => {
    const problem = problemResponse(error, context, log);
    return problemPage === undefined || !isLookedAt(context) ? problem : problemPage(problem, context, root);
  };
  if (counts !== undefined) root.use(counting(counts));
  root.use(securityHeaders(rules.isSecure));
  root.use(admission(rules));
  root.onError(refused);
  root.notFound((context) => refused(notFound(), context));
  for (const register of beside) register(root);
  const api = newApi();
  api.use(recognise(access, rates));
  api.use(smallBodies);
  for (const register of routes) register(api);
  api.openAPIRegistry.registerComponent('securitySchemes', 'key', { type: 'http', scheme: 'bearer' });
  // It takes longer to make than most answers do.
  let document: ReturnType<typeof documentOf> | undefined;
  api.get('/openapi.json', (context) => context.json((document ??= documentOf(api))));
  root.route(API_BASE, api);
  return root;
}

/** Whether a browser shows the answer to somebody; a page's own scripts ask for something else. */
function isLookedAt({ req }: ServeContext): boolean {
  return req.header('accept')?.includes('text/html') === true;
}

/** The document of the interface, made of the schemas that check its requests. */
export function documentOf(api: Api): ReturnType<Api['getOpenAPI31Document']> {
  return api.getOpenAPI31Document({
    openapi: '3.1.0',
    info: { title: 'Rollcall', version: programVersion(), license: { name: 'MIT' } },
    servers: [{ url: API_BASE }],
    security: [{ key: [] }],
  });
}

function counting(counts: RequestCounts): MiddlewareHandler<ServeEnv> {
  return async (context, next) => {
    const since = performance.now();
    counts.begin();
    try {
      await next();
    } finally {
      // What was refused before its route has no operation.
      const operation: OperationId | undefined = context.get('operation');
      counts.end(operation, context.res.status, (performance.now() - since) / 1000);
    }
  };
}

/** Lists may be larger than memory; how large they may be is their own affair. */
const LISTS = new RegExp(`^${API_BASE}/(lists|uploads(/[^/]*)?)$`);

const limit = bodyLimit({
  maxSize: BODY_BYTES,
  onError: () => {
    throw new Problem(413, 'too-large');
  },
});

const BODILESS: ReadonlySet<string> = new Set(['GET', 'HEAD']);

const smallBodies: MiddlewareHandler<ServeEnv> = async (context, next) => {
  const { path, raw } = context.req;
  if (LISTS.test(path)) return next();
  if (raw.headers.has('content-length')) return limit(context, next);
  if (!BODILESS.has(raw.method) && raw.body !== null) await takeWhole(context);
  return next();
};

/** A body that comes in pieces is taken before the route is asked. */
async function takeWhole(context: ServeContext): Promise<void> {
  const body = await wholeBody(context);
  const { url, method, raw } = context.req;
  context.req.raw = new Request(url, { method, headers: raw.headers, body: body.length === 0 ? null : body });
}

function newApi(): Api {
  return new OpenAPIHono<ServeEnv>({
    defaultHook: (result) => {
      if (!result.success) throw invalidRequest(result.target, result.error);
    },
  });
}
