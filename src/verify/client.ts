// Calls `/auth/idcard` over a keep-alive pool and says how the call ended, never throws for it. Knows HTTP; knows
// nothing of rows, attempts or what an answer leads to.

import type { Dispatcher } from 'undici';
import type { CallEnd } from '../domain/decision.js';
import type { Person } from '../domain/row.js';
import type { Lookup } from '../network/connector.js';
import { failureInWords, refusedByProxy } from '../network/failure.js';
import type { ProxySettings } from '../network/proxy.js';
import { openRoute, type Route } from '../network/route.js';
import type { CallMeter } from './call-meter.js';
import type { BodyHeaders } from '../domain/answer-text.js';
import { retryAfterMs } from '../domain/retry-after.js';
import { ANSWER_LIMIT_BYTES, readAnswer } from './answer.js';
import { isOver, NO_DEADLINE, type Deadline } from './deadline.js';
import type { Signer } from './signer.js';

const PATH = '/auth/idcard';

export interface ClientOptions {
  /** Base URL without path. */
  readonly authUrl: string;
  readonly appid: string;
  readonly bucket: string;
  readonly signer: Signer;
  /** From the start of the call to the last byte of its answer. */
  readonly timeoutMs: number;
  readonly connections: number;
  readonly proxy: ProxySettings;
  readonly meter: CallMeter;
  /** How names become addresses; the system's way where it is not given. */
  readonly lookup?: Lookup;
  /** Why a call never reached the service, in words. */
  readonly onUnreached?: (reason: string) => void;
}

/** How a call ended, and the signature that it carried. */
export interface Called {
  readonly end: CallEnd;
  readonly authorization: string;
}

export class IdcardClient {
  readonly #options: ClientOptions;
  readonly #route: Route;

  /** @throws UserError where the proxy's address is none */
  constructor(options: ClientOptions) {
    this.#options = options;
    const { authUrl: baseUrl, proxy, timeoutMs, connections, lookup } = options;
    this.#route = openRoute({ baseUrl, proxy, timeoutMs, connections, lookup });
  }

  /**
   * One call. A person's data is in the request's body and nowhere else.
   *
   * @param notAfter after which the request must not leave any more
   */
  call(person: Person, notAfter = NO_DEADLINE): Promise<Called> {
    const { appid, bucket, signer, timeoutMs, meter, onUnreached } = this.#options;
    const { dispatcher, origin, prefix, headers } = this.#route;
    const authorization = signer.authorization();
    const body = JSON.stringify({ appid, bucket, idcard_number: person.idNumber, idcard_name: person.name });
    return new Promise((resolve) => {
      const startedAt = meter.started();
      const exchange = new Exchange(this.#route, timeoutMs, notAfter, (end) => {
        meter.ended(startedAt);
        if (end.kind === 'refused') onUnreached?.(end.reason);
        resolve({ end, authorization });
      });
      dispatcher.dispatch(
        {
          origin,
          path: prefix + PATH,
          method: 'POST',
          headers: { ...headers, authorization, 'content-type': 'application/json' },
          body,
          // The exchange's own clock bounds the whole call.
          headersTimeout: 0,
          bodyTimeout: 0,
        },
        exchange,
      );
    });
  }

  async close(): Promise<void> {
    await this.#route.dispatcher.destroy();
  }
}

/** One request and its answer. Whether the request may have left decides between `refused` and `lost`. */
class Exchange implements Dispatcher.DispatchHandler {
  readonly #route: Route;
  readonly #settle: (end: CallEnd) => void;
  readonly #timer: NodeJS.Timeout;
  readonly #notAfter: Deadline;
  readonly #chunks: Buffer[] = [];
  #controller: Dispatcher.DispatchController | undefined;
  #bytes = 0;
  #httpStatus = 0;
  #body: BodyHeaders = NO_HEADERS;
  #retryAfterMs: number | undefined;
  #clockAheadMs: number | undefined;
  #target: string | undefined;
  #settled = false;

  constructor(route: Route, timeoutMs: number, notAfter: Deadline, settle: (end: CallEnd) => void) {
    this.#route = route;
    this.#notAfter = notAfter;
    this.#settle = settle;
    this.#timer = setTimeout(() => {
      this.#fail('time-out');
    }, timeoutMs);
  }

  /** Called when a connection is there and the request is about to be written. */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (isOver(this.#notAfter)) this.#finish({ kind: 'withheld' });
    if (this.#settled) controller.abort(new Error('too late to leave'));
    else this.#controller = controller;
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    statusCode: number,
    headers: Record<string, string | string[] | undefined>,
  ): void {
    const refusal = refusedByProxy(this.#route, statusCode, headers);
    if (refusal !== undefined) {
      this.#finish({ kind: 'refused', reason: refusal });
      controller.abort(new Error(refusal));
    }
    this.#httpStatus = statusCode;
    this.#body = {
      packing: headers['content-encoding']?.toString(),
      type: headers['content-type']?.toString(),
    };
    const aheadMs = clockAheadMs(headers['date']);
    this.#clockAheadMs = Math.abs(aheadMs) > CLOCK_MARGIN_MS ? aheadMs : undefined;
    this.#retryAfterMs = waitAskedFor(headers['retry-after'], aheadMs);
    this.#target = targetOf(headers['location']);
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bytes += chunk.length;
    if (this.#bytes <= ANSWER_LIMIT_BYTES) this.#chunks.push(chunk);
    else {
      this.#finish(this.#unreadable('longer than an answer can be'));
      controller.abort(new Error('answer too long'));
    }
  }

  onResponseEnd(): void {
    const answer = readAnswer(Buffer.concat(this.#chunks), this.#body, this.#httpStatus);
    if (answer === undefined) {
      this.#finish(this.#unreadable('not of the documented shape'));
    } else {
      const { code, message, sessionId } = answer;
      const retry = this.#retryAfterMs;
      this.#finish({
        kind: 'answered',
        code,
        message,
        sessionId,
        httpStatus: this.#httpStatus,
        retryAfterMs: retry,
        clockAheadMs: this.#clockAheadMs,
      });
    }
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#fail(failureInWords(error, this.#route));
  }

  #unreadable(reason: string): CallEnd {
    return {
      kind: 'unreadable',
      httpStatus: this.#httpStatus,
      reason,
      retryAfterMs: this.#retryAfterMs,
      target: this.#target,
    };
  }

  #fail(reason: string): void {
    const left = this.#controller !== undefined;
    this.#finish({ kind: left ? 'lost' : 'refused', reason });
    this.#controller?.abort(new Error(reason));
  }

  #finish(end: CallEnd): void {
    if (this.#settled) return;
    this.#settled = true;
    clearTimeout(this.#timer);
    this.#settle(end);
  }
}

const NO_HEADERS: BodyHeaders = { packing: undefined, type: undefined };

/** Whoever asks for longer, in years, say, is asked again after this. */
const RETRY_AFTER_LIMIT_MS = 300_000;

/** @param aheadMs by how much the clock that the header goes by is ahead of ours; NaN: not known */
function waitAskedFor(header: string | string[] | undefined, aheadMs: number): number | undefined {
  if (typeof header !== 'string') return undefined;
  const ms = retryAfterMs(header, Date.now() + (Number.isNaN(aheadMs) ? 0 : aheadMs));
  return ms === undefined ? undefined : Math.min(ms, RETRY_AFTER_LIMIT_MS);
}

const TARGET_LIMIT = 200;

/** Where a redirect points to, without what may be secret in it: a password, a query. */
function targetOf(header: string | string[] | undefined): string | undefined {
  if (typeof header !== 'string') return undefined;
  return header
    .replace(/[?#].*$/s, '')
    .replace(/^([\w+.-]*:?\/\/)[^/]*@/, '$1')
    .replace(/[^\x21-\x7e]/g, '')
    .slice(0, TARGET_LIMIT);
}

/** Signatures are made with our clock: one that is wrong by minutes explains their refusal. */
const CLOCK_MARGIN_MS = 60_000;

/** A service says the same second in many answers. */
let lastDate = { header: '', ms: NaN };

/** @returns NaN where the service did not say */
function clockAheadMs(header: string | string[] | undefined): number {
  if (typeof header !== 'string') return NaN;
  if (header !== lastDate.header) lastDate = { header, ms: Date.parse(header) };
  return lastDate.ms - Date.now();
}
