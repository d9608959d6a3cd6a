// How requests get to a base URL: straight, through a tunnel of a proxy (https), or handed to the proxy as they are
// (http; a proxy as it is delivered opens tunnels to port 443 alone). Knows undici; nothing of what is asked.

import { Pool, ProxyAgent, type Dispatcher } from 'undici';
import { programVersion } from '../program-version.js';
import { connectorFor, type Lookup } from './connector.js';
import { proxyFor, type Proxy, type ProxySettings } from './proxy.js';

export interface RouteOptions {
  /** Without query; its path comes before that of every request. */
  readonly baseUrl: string;
  readonly proxy: ProxySettings;
  /** For a connection, and for a tunnel through the proxy. */
  readonly timeoutMs: number;
  readonly connections: number;
  readonly lookup?: Lookup | undefined;
}

export interface Route {
  readonly dispatcher: Dispatcher;
  /** What the dispatcher wants to be told as origin. */
  readonly origin: string;
  /** Stands before the path of every request. */
  readonly prefix: string;
  /** Belong to every request. */
  readonly headers: Readonly<Record<string, string>>;
  /** Host and port behind the route. */
  readonly target: string;
  readonly proxy: Proxy | undefined;
  /** Whether an answer may be the proxy's own: in a tunnel it can't. */
  readonly handedOver: boolean;
}

/** @throws UserError where the proxy's address is none */
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
      // A proxy that is silent about a tunnel would otherwise hold the connection for minutes.
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
