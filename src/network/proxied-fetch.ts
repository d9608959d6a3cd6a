// `fetch` through the proxies that are set, for libraries that bring their own HTTP on top of it. It knows no request.

import { fetch as fetchBy, ProxyAgent, type Dispatcher } from 'undici';
import { proxyFor, type ProxySettings } from './proxy.js';

type Fetch = (url: string, options: object) => Promise<Response>;

/** @throws UserError, at the first request, where the proxy's address can't be read */
export function proxiedFetch(settings: ProxySettings): Fetch {
  const agents = new Map<string, Dispatcher>();
  return async (url, options) => {
    const proxy = proxyFor(new URL(url), settings);
    if (proxy === undefined) return fetch(url, options);
    const { origin, authorization } = proxy;
    const agent =
      agents.get(origin) ??
      new ProxyAgent({ uri: origin, ...(authorization === undefined ? {} : { token: authorization }) });
    agents.set(origin, agent);
    return fetchBy(url, { ...options, dispatcher: agent });
  };
}
