// `fetch` along the ways that the settings say, for a library that brings its own requests: through proxies, to whichever
// address of a name answers. It knows no request.

import { openRoute, type Route } from './route.js';
import type { ProxySettings } from './proxy.js';

export interface FetchOptions {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly signal?: AbortSignal | null | undefined;
}

const CONNECTIONS = 2;
const TIMEOUT_MS = 10_000;
/** Answers that have no body. */
const BODILESS: ReadonlySet<number> = new Set([204, 205, 304]);

/** Redirects are not followed. @throws UserError, at the first request, where the proxy's address can't be read */
export function proxiedFetch(
  proxy: ProxySettings,
): (url: string, options: FetchOptions) => Promise<Response> {
  const routes = new Map<string, Route>();
  const routeTo = (origin: string): Route => {
    const route =
      routes.get(origin) ??
      openRoute({ baseUrl: origin, proxy, timeoutMs: TIMEOUT_MS, connections: CONNECTIONS });
    routes.set(origin, route);
    return route;
  };
  return async (url, { method, headers, body, signal }) => {
    const { origin, pathname, search } = new URL(url);
    const route = routeTo(origin);
    const answer = await route.dispatcher.request({
      origin: route.origin,
      path: `${route.prefix}${pathname}${search}`,
      method,
      headers: { ...headers, ...route.headers },
      body: body instanceof URLSearchParams || typeof body === 'string' ? body.toString() : null,
      signal: signal ?? null,
    });
    const content = await answer.body.arrayBuffer();
    const given = Object.entries(answer.headers).flatMap(([name, value]) =>
      [value ?? []].flat().map((each): [string, string] => [name, each]),
    );
    const { statusCode: status } = answer;
    return new Response(BODILESS.has(status) ? null : content, { status, headers: given });
  };
}
