// How requests reach a base URL: directly, through a proxy's tunnel (https), or handed to the proxy (http, as proxies
// usually allow tunnels to port 443 only). It knows undici, and nothing of the requests.

import { Pool, ProxyAgent, type Dispatcher } from 'undici';
import { programVersion } from '../program-version.js';
import { connectorFor, type Lookup } from './connector.js';
import { proxyFor, type Proxy, type ProxySettings } from './proxy.js';

export interface RouteOptions {
  /** Has no query; its path is put before that of every request. */
  readonly baseUrl: string;
  readonly proxy: ProxySettings;
  /** The limit for a connection, and for a tunnel through the proxy. */
  readonly timeoutMs: number;
  readonly connections: number;
  readonly lookup?: Lookup | undefined;
}

export interface Route {
  readonly dispatcher: Dispatcher;
  /** The `origin` that the dispatcher expects. */
  readonly origin: string;
  /** Put before the path of every request. */
  readonly prefix: string;
  /** Headers that every request needs. */
  readonly headers: Readonly<Record<string, string>>;
  /** The host and port at the route's end. */
  readonly target: string;
  readonly proxy: Proxy | undefined;
  /** Whether an answer may come from the proxy itself, which a tunnel excludes. */
  readonly handedOver: boolean;
}

/** @throws UserError where the proxy's address can't be read */
export function openRoute({ baseUrl, proxy: settings, timeoutMs, connections, lookup }: RouteOptions): Route {
  const url = new URL(baseUrl);
  const proxy = proxyFor(url, settings);
  const path = url.pathname.replace(/\/$/, '');
  const headers = { 'user-agent': `rollcall/${programVersion()}` };
  const pool = { connections, pipelining: 1, connect: connectorFor(timeoutMs, lookup) };
  const common = { target: url.host, proxy };
  if (proxy === undefined) {
    const dispatcher = new Pool(url.origin, pool);
    return { ...common, dispatcher, origin: url.origin, prefix: path, headers, handedOver: false };
  }
  if (url.protocol === 'https:') {
    const dispatcher = new ProxyAgent({
      connections,
      pipelining: 1,
      uri: proxy.origin,
      ...(proxy.authorization === undefined ? {} : { token: proxy.authorization }),
      requestTls: { timeout: timeoutMs },
      // Without this limit a proxy that does not answer CONNECT would hold the connection for minutes.
      clientFactory: (address) => new Pool(address, { ...pool, headersTimeout: timeoutMs }),
    });
    return { ...common, dispatcher, origin: url.origin, prefix: path, headers, handedOver: false };
  }
  return {
    ...common,
    dispatcher: new Pool(proxy.origin, pool),
    origin: proxy.origin,
    prefix: `${url.origin}${path}`,
    headers: {
      ...headers,
      host: url.host,
      ...(proxy.authorization === undefined ? {} : { 'proxy-authorization': proxy.authorization }),
    },
    handedOver: true,
  };
}
