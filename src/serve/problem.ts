// What becomes of an error: an answer by RFC 9457 whose type is stable, in the language of who asks, without a path of this
// machine, a stack trace or anything personal. It knows no route.

import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { ZodError } from 'zod';
import { UserError, type ErrorCode } from '../domain/user-error.js';
import type { Log } from '../log.js';
import { wordsIn } from '../words/catalogue.js';
import type { Say } from '../words/words.js';
import { languageFor } from './language.js';
import { STATUS_OF_ERROR } from './problem-status.js';

/** Every kind of problem that is no error of a use case. A kind keeps its meaning, even if the words change. */
export const PROBLEM_KINDS = [
  'invalid-request',
  'unauthenticated',
  'forbidden',
  'not-found',
  'unsupported-media-type',
  'too-large',
  'too-slow',
  'too-many-requests',
  'too-many-streams',
  'unknown-host',
  'conflicting-state',
  'halted-account',
  'label-needed',
  'range-not-satisfiable',
  'unavailable',
  'internal',
] as const;
export type ProblemKind = (typeof PROBLEM_KINDS)[number];

export const problemSchema = z
  .object({
    type: z.string().openapi({ example: 'urn:rollcall:problem:unknown-batch' }),
    title: z.string(),
    status: z.number().int(),
    detail: z.string().optional(),
    /** Where a request is wrong, as far as it is its form that is. */
    errors: z.array(z.object({ in: z.string(), at: z.string(), detail: z.string() })).optional(),
  })
  .openapi('Problem');

export interface ProblemOptions {
  /** Says more than the kind's title; never anything personal. */
  readonly detail?: Say | undefined;
  /** After how many seconds it may be asked again. */
  readonly retryAfter?: number | undefined;
  readonly errors?: z.infer<typeof problemSchema>['errors'];
  readonly headers?: Readonly<Record<string, string>>;
}

/** A problem of the interface itself. What a use case refuses stays its UserError. */
export class Problem extends Error {
  override readonly name = 'Problem';
  constructor(
    readonly status: ContentfulStatusCode,
    readonly kind: ProblemKind,
    readonly options: ProblemOptions = {},
  ) {
    super(kind);
  }
}

export const unauthenticated = (): Problem =>
  new Problem(401, 'unauthenticated', { headers: { 'www-authenticate': 'Bearer' } });
/** For what somebody may see and not do. */
export const forbidden = (detail?: Say): Problem => new Problem(403, 'forbidden', { detail });
/** For what is not there, and for what the caller may not see: the two look the same. */
export const notFound = (): Problem => new Problem(404, 'not-found');

/** @param where the part of the request: `query`, `json`, `param`, `header` */
export function invalidRequest(where: string, { issues }: ZodError): Problem {
  // What was given is not repeated, as it may be somebody's name or number.
  const errors = issues.map(({ path, code }) => ({ in: where, at: path.join('.'), detail: code }));
  return new Problem(where === 'json' ? 422 : 400, 'invalid-request', { errors });
}

export function problemResponse(error: unknown, context: Context, log: Log): Response {
  const problem = problemOf(error);
  const kind = problem instanceof UserError ? problem.code : problem.kind;
  if (kind === 'internal' || (problem instanceof UserError && !STATUS_OF_ERROR[problem.code].isCallers))
    log.error({ err: error, route: routeOf(context) }, 'a request failed');
  return answered(problem, context);
}

/** The route's pattern, as the path itself may hold what somebody has typed. */
function routeOf({ req }: Context): string {
  return `${req.method} ${req.routePath}`;
}

function problemOf(error: unknown): Problem | UserError {
  if (error instanceof Problem || error instanceof UserError) return error;
  if (error instanceof HTTPException) {
    // Those that Hono and its validators throw: a body that is no JSON, or of another type.
    if (error.status === 415) return new Problem(415, 'unsupported-media-type');
    if (error.status < 500)
      return new Problem(400, 'invalid-request', { detail: ({ problems }) => problems.noJson });
  }
  return new Problem(500, 'internal', { detail: ({ problems }) => problems.inLog });
}

function answered(problem: Problem | UserError, context: Context): Response {
  const { kind, status, detail, retryAfter, errors, headers } = shown(problem);
  const words = wordsIn(languageFor(context.req.raw.headers));
  const body: z.infer<typeof problemSchema> = {
    type: `urn:rollcall:problem:${kind}`,
    title: isOwn(kind) ? words.problems.titles[kind] : words.errorTitles[kind],
    status,
    ...(detail === undefined ? {} : { detail: detail(words) }),
    ...(errors === undefined ? {} : { errors }),
  };
  return context.body(JSON.stringify(body), status, {
    ...headers,
    'content-type': 'application/problem+json',
    ...(retryAfter === undefined ? {} : { 'retry-after': String(Math.ceil(retryAfter)) }),
  });
}

interface Shown extends ProblemOptions {
  readonly kind: ProblemKind | ErrorCode;
  readonly status: ContentfulStatusCode;
}

function shown(problem: Problem | UserError): Shown {
  if (problem instanceof Problem) return { ...problem.options, kind: problem.kind, status: problem.status };
  const { code, say } = problem;
  const { status, isCallers } = STATUS_OF_ERROR[code];
  // What is the matter with this machine is for its log: it names paths and addresses.
  const retryAfter = status === 503 ? RETRY_SECONDS : undefined;
  return { kind: code, status, retryAfter, detail: isCallers ? say : ({ problems }) => problems.inLog };
}

function isOwn(kind: ProblemKind | ErrorCode): kind is ProblemKind {
  return (PROBLEM_KINDS as readonly string[]).includes(kind);
}

const RETRY_SECONDS = 5;
