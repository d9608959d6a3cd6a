// GET /verifyc/stat: the provider's figures, from the JSON body of the GET or from the query string.

import type { IncomingMessage, ServerResponse } from 'node:http';
import { chinaDayStart } from '../domain/china-time.js';
import type { ReturnCode } from '../domain/return-codes.js';
import { CODE, youtuCodes } from '../provider/youtu/codes.js';
import { clockHeaders, send, statAnswer, type Answer } from './answers.js';
import { figuresOf, periodOf } from './figures.js';
import type { World } from './idcard-endpoint.js';
import { parseJson, readBytes } from './request-body.js';
import type { Settings } from './settings.js';
import { BUCKET_MS, type TallyEntry } from './tally.js';

export class StatEndpoint {
  readonly #world: World;
  #extraSetAt: number;
  #queries = 0;

  constructor(world: World) {
    this.#world = world;
    this.#extraSetAt = world.now();
  }

  get queries(): number {
    return this.#queries;
  }

  /** Somebody else's calls were set now: they belong into this bucket unless another is named. */
  extraWasSet(): void {
    this.#extraSetAt = this.#world.now();
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
    const refusal = this.#world.authorization.refusal(authorization, undefined, nowMs);
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
      extra: this.#extra(settings),
      summaryOff: settings.statSummaryOff,
    });
    return statAnswer(CODE.match, '', figures);
  }

  #extra({ statExtra, statExtraAt }: Settings): TallyEntry[] {
    const at = statExtraAt === null ? this.#extraSetAt : bucketInstant(statExtraAt);
    const bucketStart = Math.floor(at / BUCKET_MS) * BUCKET_MS;
    return Object.entries(statExtra).map(([code, count]) => ({ bucketStart, code, count }));
  }
}

function failure(code: ReturnCode): Answer {
  return statAnswer(code, youtuCodes.meaningOf(code)?.zh ?? '', {});
}

/** Where a gateway strips the body of a GET, the query string is what is left. */
function datesOf(bytes: Buffer | undefined, query: URLSearchParams): { start: unknown; end: unknown } {
  if (bytes === undefined || bytes.length === 0) return { start: query.get('start'), end: query.get('end') };
  const json = parseJson(bytes);
  if (typeof json !== 'object' || json === null) return { start: undefined, end: undefined };
  const { start, end } = json as { start?: unknown; end?: unknown };
  return { start, end };
}

/** `2026-11-24 09:30:00`, in China, as Unix milliseconds. */
function bucketInstant(bucket: string): number {
  const [hours, minutes] = [Number(bucket.slice(11, 13)), Number(bucket.slice(14, 16))];
  return (chinaDayStart(bucket.slice(0, 10)) ?? 0) + (hours * 60 + minutes) * 60_000;
}
