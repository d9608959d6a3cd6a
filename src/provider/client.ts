// Calls a provider over a pool of keep-alive connections and tells how each call ended; it never throws for a call. It
// knows HTTP and the provider's protocol, and nothing of rows, attempts or what follows from an answer.

import type { Dispatcher } from 'undici';
import type { CallEnd } from '../domain/decision.js';
import { isOver, NO_DEADLINE } from './deadline.js';
import type { Person } from '../domain/row.js';
import type { Lookup } from '../network/connector.js';
import { failureInWords, refusedByProxy } from '../network/failure.js';
import type { ProxySettings } from '../network/proxy.js';
import { openRoute, type Route } from '../network/route.js';
import { inEnglish } from '../words/catalogue.js';
import { CLOCK_MARGIN_MS, clockAheadMs, targetOf, waitAskedFor } from './answer-headers.js';
import { ANSWER_LIMIT_BYTES, type BodyHeaders } from './answer-text.js';
import type { CallProtocol } from './port.js';
import { SessionIds, type Asked } from './session-ids.js';

/** Counts calls while they are made. */
interface ClientMeter {
  /** @returns the value that `ended` has to be given */
  started(): number;
  ended(startedAt: number): void;
  readonly inQuestion: { second: number };
}

export interface ClientOptions {
  /** The base URL, without a path. */
  readonly authUrl: string;
  readonly protocol: CallProtocol;
  /** Runs from the start of the call to the last byte of its answer. */
  readonly timeoutMs: number;
  readonly connections: number;
  readonly proxy: ProxySettings;
  readonly meter: ClientMeter;
  /** Resolves host names; the system's resolver where it is not given. */
  readonly lookup?: Lookup;
  /** Told in words why a call never reached the service. */
  readonly onUnreached?: (reason: string) => void;
  /** Told when an answer had the session id of another person's answer. */
  readonly onRepeatedId?: () => void;
  /** Told when the service gives the same session ids to many calls, so that they no longer show mixed-up answers. */
  readonly onCommonId?: () => void;
}

/** How a call ended, and with which signature it was made. */
export interface Called {
  readonly end: CallEnd;
  readonly authorization: string;
}

export class ProviderClient {
  readonly #options: ClientOptions;
  readonly #sessionIds: SessionIds;
  #route: Route;
  /** Routes that were replaced and are not closed yet. */
  readonly #leaving = new Set<Route>();

  /** @throws UserError where the proxy's address can't be read */
  constructor(options: ClientOptions) {
    this.#options = options;
    this.#sessionIds = new SessionIds(options.onCommonId);
    this.#route = this.#open();
  }

  /**
   * Makes one call. The person's data is in the request's body and nowhere else.
   *
   * @param notAfter the request must not leave later than this
   * @param onQuestioned told when the answer to this call turns out to be possibly another person's
   */
  call(person: Person, notAfter = NO_DEADLINE, onQuestioned: () => void = () => undefined): Promise<Called> {
    const { protocol, timeoutMs, meter, onUnreached } = this.#options;
    const route = this.#route;
    const { dispatcher, origin, prefix, headers } = route;
    const { path, authorization, headers: ownHeaders, body } = protocol.requestAbout(person);
    return new Promise((resolve) => {
      const startedAt = meter.started();
      // A request that waits for a connection must not leave on one that was replaced meanwhile.
      const mayLeave = (): boolean => !isOver(notAfter) && route === this.#route;
      const exchange = new Exchange(route, protocol, timeoutMs, mayLeave, (end) => {
        meter.ended(startedAt);
        if (end.kind === 'refused') onUnreached?.(end.reason);
        resolve({ end: this.#unlessRepeated(end, { person, onQuestioned }), authorization });
      });
      dispatcher.dispatch(
        {
          origin,
          path: prefix + path,
          method: 'POST',
          headers: { ...headers, ...ownHeaders, authorization },
          body,
          // The timer of `Exchange` bounds the whole call, so undici's own is off.
          headersTimeout: 0,
          bodyTimeout: 0,
        },
        exchange,
      );
    });
  }

  /** The protocol, which learns from answers whether its signatures are accepted. */
  get protocol(): CallProtocol {
    return this.#options.protocol;
  }

  async close(): Promise<void> {
    await Promise.all([this.#route, ...this.#leaving].map(({ dispatcher }) => dispatcher.destroy()));
  }

  #open(): Route {
    const { authUrl: baseUrl, proxy, timeoutMs, connections, lookup } = this.#options;
    return openRoute({ baseUrl, proxy, timeoutMs, connections, lookup });
  }

  /**
   * A service or gateway that answers a call twice shifts every later answer on the connection to the next call. Only
   * the equal session id shows it, so the answer is not believed and its connection is not used again.
   */
  #unlessRepeated(end: CallEnd, asked: Asked): CallEnd {
    if (end.kind !== 'answered') return end;
    const { sessionId } = end;
    const heard = this.#sessionIds.heard(sessionId, asked);
    if (heard === 'first') return end;
    this.#replaceConnections();
    if (heard === 'own') return end;
    this.#options.meter.inQuestion.second += 1;
    this.#options.onRepeatedId?.();
    return { kind: 'lost', reason: "its answer has the session id of another person's", sessionId };
  }

  /** New calls use new connections at once. Calls under way end on the old connections, which are closed then. */
  #replaceConnections(): void {
    const old = this.#route;
    this.#route = this.#open();
    this.#leaving.add(old);
    const left = (): void => {
      this.#leaving.delete(old);
    };
    old.dispatcher.close().then(left, left);
  }
}

/**
 * One request and its answer. A call ends as `refused` where the request can't have left, and as `lost` where it may
 * have.
 */
class Exchange implements Dispatcher.DispatchHandler {
  readonly #route: Route;
  readonly #protocol: CallProtocol;
  readonly #settle: (end: CallEnd) => void;
  readonly #timer: NodeJS.Timeout;
  readonly #mayLeave: () => boolean;
  readonly #chunks: Buffer[] = [];
  #controller: Dispatcher.DispatchController | undefined;
  #bytes = 0;
  #httpStatus = 0;
  #body: BodyHeaders = NO_HEADERS;
  #retryAfterMs: number | undefined;
  #clockAheadMs: number | undefined;
  #target: string | undefined;
  #settled = false;

  constructor(
    route: Route,
    protocol: CallProtocol,
    timeoutMs: number,
    mayLeave: () => boolean,
    settle: (end: CallEnd) => void,
  ) {
    this.#route = route;
    this.#protocol = protocol;
    this.#mayLeave = mayLeave;
    this.#settle = settle;
    this.#timer = setTimeout(() => {
      this.#fail('time-out');
    }, timeoutMs);
  }

  /** undici calls this when a connection is ready and the request is about to be written. */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (!this.#mayLeave()) this.#finish({ kind: 'withheld' });
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
      const reason = inEnglish(refusal);
      this.#finish({ kind: 'refused', reason });
      controller.abort(new Error(reason));
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
    this.#finish(this.#answered() ?? this.#unreadable('not of the documented shape'));
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#fail(inEnglish(failureInWords(error, this.#route)));
  }

  #answered(): CallEnd | undefined {
    const answer = this.#protocol.readAnswer(Buffer.concat(this.#chunks), this.#body, this.#httpStatus);
    if (answer === undefined) return undefined;
    const { code, message, sessionId } = answer;
    return {
      kind: 'answered',
      code,
      message,
      sessionId,
      httpStatus: this.#httpStatus,
      retryAfterMs: this.#retryAfterMs,
      clockAheadMs: this.#clockAheadMs,
    };
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

  /**
   * A verdict whose bytes have all come was paid for, so it counts even if the length is wrong or the end is missing.
   */
  #fail(reason: string): void {
    const left = this.#controller !== undefined;
    this.#finish(this.#answered() ?? { kind: left ? 'lost' : 'refused', reason });
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
