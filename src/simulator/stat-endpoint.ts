// GET /verifyc/stat: the provider's figures, from the JSON body of the GET or from the query string.

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ReturnCode } from '../domain/return-codes.js';
import { CODE, youtuCodes } from '../provider/youtu/codes.js';
import { clockHeaders, send, statAnswer, type Answer } from './answers.js';
import { figuresOf, periodOf } from './figures.js';
import type { ForeignCalls } from './foreign-calls.js';
import { parseJson, readBytes } from './request-body.js';
import type { Ground } from './ground.js';
import type { AuthorizationCheck } from './youtu/authorization.js';

export class StatEndpoint {
  readonly #world: Ground;
  readonly #authorization: AuthorizationCheck;
  readonly #foreign: ForeignCalls;
  #queries = 0;

  constructor(world: Ground, authorization: AuthorizationCheck, foreign: ForeignCalls) {
    this.#world = world;
    this.#authorization = authorization;
    this.#foreign = foreign;
  }

  get queries(): number {
    return this.#queries;
  }

  handle(request: IncomingMessage, response: ServerResponse, query: URLSearchParams): void {
    readBytes(request, (bytes) => {
      this.#queries += 1;
      const answer = this.#answer(request.headers.authorization ?? '', bytes, query);
      send(response, answer, clockHeaders(this.#world.now(), this.#world.settings().clockOffsetMs));
    });
  }

  #answer(authorization: string, bytes: Buffer | undefined, query: URLSearchParams): Answer {
    const settings = this.#world.settings();
    const nowMs = this.#world.now() + settings.clockOffsetMs;
    const refusal = this.#authorization.refusal(authorization, undefined, nowMs);
    if (refusal !== undefined || settings.refuseCredentials) return failure(CODE.statRefused);
    if (settings.statFailures > 0) {
      settings.statFailures -= 1;
      return failure(CODE.statUnavailable);
    }
    const { start, end } = datesOf(bytes, query);
    const period = periodOf(start, end);
    if (period === undefined) return failure(CODE.statBadDates);
    const figures = figuresOf(this.#world.tally.entries(), period, {
      allRows: settings.statAllRows,
      missing: settings.statMissing,
      extra: this.#foreign.entries(settings),
      summaryOff: settings.statSummaryOff,
    });
    return statAnswer(CODE.match, '', figures);
  }
}

function failure(code: ReturnCode): Answer {
  return statAnswer(code, youtuCodes.meaningOf(code)?.zh ?? '', {});
}

/** Gateways may strip the body of a GET, so the dates may be in the query string alone. */
function datesOf(bytes: Buffer | undefined, query: URLSearchParams): { start: unknown; end: unknown } {
  if (bytes === undefined || bytes.length === 0) return { start: query.get('start'), end: query.get('end') };
  const json = parseJson(bytes);
  if (typeof json !== 'object' || json === null) return { start: undefined, end: undefined };
  const { start, end } = json as { start?: unknown; end?: unknown };
  return { start, end };
}
