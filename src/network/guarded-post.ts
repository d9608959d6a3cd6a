// Sends one request to an address that somebody else has named, so that it can't reach into this network: the name is looked up
// once, each address it has is judged, and the connection goes to one of those. Redirects are not followed; time and what is
// read of the answer are limited. It knows HTTP, and nothing of what is sent.

import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import { isIP } from 'node:net';
import type { Dispatcher } from 'undici';
import { UserError } from '../domain/user-error.js';
import type { Say } from '../words/words.js';
import { kindOfAddress } from './address-kind.js';
import type { Lookup } from './connector.js';
import { failureInWords, refusedByProxy } from './failure.js';
import { isNamedHost } from './named-hosts.js';
import type { ProxySettings } from './proxy.js';
import { openRoute, type Route } from './route.js';

export interface PostRules {
  /** Hosts that may be reached over plain http, and inside of this network. */
  readonly namedHosts: readonly string[];
  readonly proxy: ProxySettings;
  /** From the look-up to the last byte that is read. */
  readonly timeoutMs: number;
  readonly lookup?: Lookup | undefined;
}

export interface PostRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** How many bytes of the answer's body are read; the rest is not waited for. */
  readonly readBytes: number;
  /** Ends it early. */
  readonly signal: AbortSignal;
}

export interface PostAnswer {
  readonly status: number;
  readonly retryAfter: string | undefined;
  readonly body: string;
}

/** Why no answer came. */
export type PostFailureKind = 'refused' | 'unreached' | 'timed-out' | 'ended';

export class PostFailure extends Error {
  override readonly name = 'PostFailure';
  constructor(
    /** `refused`: the address is not one to connect to; `ended`: by the signal. */
    readonly kind: PostFailureKind,
    readonly say: Say,
    cause?: unknown,
  ) {
    super(kind, { cause });
  }
}

/** @throws PostFailure where no answer came */
export async function guardedPost(rules: PostRules, request: PostRequest): Promise<PostAnswer> {
  const url = new URL(request.url);
  const guard = new Guard(url, rules);
  const timeout = AbortSignal.timeout(rules.timeoutMs);
  const signal = AbortSignal.any([request.signal, timeout]);
  guard.judgeUrl();
  const route = routeTo(url, guard.lookup, rules);
  try {
    // A proxy looks the name up itself, so what is found here is judged beforehand.
    if (route.proxy !== undefined) await guard.judgeFound(signal);
    return await post(route, url, request, signal);
  } catch (error) {
    throw failureOf(error, route, request.signal, timeout);
  } finally {
    await route.dispatcher.destroy();
  }
}

/** @throws PostFailure where the proxy's address can't be read */
function routeTo({ origin: baseUrl }: URL, lookup: Lookup, { proxy, timeoutMs }: PostRules): Route {
  try {
    return openRoute({ baseUrl, proxy, timeoutMs, connections: 1, lookup });
  } catch (error) {
    if (error instanceof UserError) throw new PostFailure('unreached', error.say, error);
    throw error;
  }
}

/**
 * Judges where an address leads without sending anything. A name that can't be looked up now is judged when something is sent.
 *
 * @throws PostFailure where it may not be reached
 */
export async function judgeAddress(rules: PostRules, address: string): Promise<void> {
  const guard = new Guard(new URL(address), rules);
  guard.judgeUrl();
  await guard.judgeFound(AbortSignal.timeout(rules.timeoutMs));
}

async function post(
  route: Route,
  url: URL,
  { headers, body, readBytes }: PostRequest,
  signal: AbortSignal,
): Promise<PostAnswer> {
  const answer = await route.dispatcher.request({
    origin: route.origin,
    path: `${route.prefix}${url.pathname}${url.search}`,
    method: 'POST',
    headers: { ...route.headers, ...headers },
    body,
    signal,
  });
  const refusal = refusedByProxy(route, answer.statusCode, answer.headers);
  if (refusal !== undefined) throw new PostFailure('unreached', refusal);
  const retryAfter = answer.headers['retry-after'];
  return {
    status: answer.statusCode,
    retryAfter: Array.isArray(retryAfter) ? retryAfter[0] : retryAfter,
    body: await beginningOf(answer.body, readBytes),
  };
}

async function beginningOf(body: Dispatcher.ResponseData['body'], bytes: number): Promise<string> {
  const read: Buffer[] = [];
  let left = bytes;
  // What is cut off, or aborted with the connection, is no fault: the answer's status counts.
  body.on('error', () => undefined);
  if (left > 0) {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      read.push(chunk.subarray(0, left));
      left -= chunk.length;
      if (left <= 0) break;
    }
  }
  body.destroy();
  return Buffer.concat(read).toString('utf8');
}

/** Judges where a URL leads to. */
class Guard {
  readonly #url: URL;
  readonly #isNamed: boolean;
  readonly #find: Lookup;

  constructor(url: URL, { namedHosts, lookup = systemLookup }: PostRules) {
    this.#url = url;
    this.#isNamed = isNamedHost(url, namedHosts);
    this.#find = lookup;
  }

  /** @throws PostFailure for another scheme, and for a host that is itself an address that may not be reached */
  judgeUrl(): void {
    const { protocol } = this.#url;
    if (protocol !== 'https:' && !(protocol === 'http:' && this.#isNamed))
      throw new PostFailure('refused', ({ webhooks }) => webhooks.problems.needsHttps);
    const host = this.#url.hostname.replace(/^\[|\]$/g, '');
    if (isIP(host) !== 0) this.#judge([{ address: host }]);
  }

  /** The connection goes to what this has found, and to nothing else. */
  readonly lookup: Lookup = (hostname, options, callback) => {
    this.#find(hostname, options, (error, addresses) => {
      if (error === null) {
        try {
          this.#judge(addresses);
        } catch (refusal) {
          callback(refusal as Error, []);
          return;
        }
      }
      callback(error, addresses);
    });
  };

  /** A name that can't be looked up here, as where only the proxy can, is let pass. */
  async judgeFound(signal: AbortSignal): Promise<void> {
    const { hostname } = this.#url;
    if (isIP(hostname.replace(/^\[|\]$/g, '')) !== 0) return;
    const found = await new Promise<LookupAddress[]>((resolve) => {
      const none = (): void => {
        resolve([]);
      };
      signal.addEventListener('abort', none, { once: true });
      this.#find(hostname, { all: true }, (error, addresses) => {
        resolve(error === null ? addresses : []);
      });
    });
    this.#judge(found);
  }

  #judge(addresses: readonly Pick<LookupAddress, 'address'>[]): void {
    for (const { address } of addresses) {
      const kind = kindOfAddress(address);
      if (kind === 'outside' || (kind === 'inside' && this.#isNamed)) continue;
      throw new PostFailure('refused', ({ webhooks }) => webhooks.problems.insideAddress);
    }
  }
}

function failureOf(error: unknown, route: Route, ended: AbortSignal, timeout: AbortSignal): PostFailure {
  const own = ownFailure(error);
  if (own !== undefined) return own;
  if (ended.aborted) return new PostFailure('ended', ({ webhooks }) => webhooks.problems.ended, error);
  if (timeout.aborted) return new PostFailure('timed-out', ({ service }) => service.noAnswerInTime, error);
  return new PostFailure('unreached', failureInWords(error, route), error);
}

/** Undici may wrap what the look-up has thrown. */
function ownFailure(error: unknown): PostFailure | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof PostFailure) return cause;
  }
  return undefined;
}
