// Chooses the proxy for a URL: HTTP_PROXY, HTTPS_PROXY and NO_PROXY are written as for curl. Unlike with curl, the
// proxy for http also serves https where none is set for https. It knows no request and opens no connection.

import { BlockList, isIP } from 'node:net';
import { UserError } from '../domain/user-error.js';

/** The values of the variables; the first two may contain a login. */
export interface ProxySettings {
  readonly httpProxy?: string;
  readonly httpsProxy?: string;
  readonly noProxy?: string;
}

export interface Proxy {
  /** Scheme, host and port, without secrets. */
  readonly origin: string;
  /** The value of `Proxy-Authorization`; undefined where no login is set. */
  readonly authorization: string | undefined;
}

/**
 * @returns undefined where the URL needs no proxy
 * @throws UserError that says what the address must be, without repeating it
 */
export function proxyFor(target: URL, { httpProxy, httpsProxy, noProxy }: ProxySettings): Proxy | undefined {
  const address = target.protocol === 'https:' ? (httpsProxy ?? httpProxy) : httpProxy;
  if (address === undefined || needsNone(target, noProxy ?? '')) return undefined;
  return parseProxy(address.trim());
}

const SCHEME = /^(?<scheme>[a-z][a-z\d+.-]*):\/\//i;
function parseProxy(address: string): Proxy {
  const scheme = SCHEME.exec(address)?.groups?.['scheme']?.toLowerCase() ?? 'http';
  if (scheme.startsWith('socks')) {
    throw new UserError('invalid-settings', ({ settings }) => settings.proxySocks);
  }
  const text = SCHEME.test(address) ? address : `http://${address}`;
  if (!URL.canParse(text) || (scheme !== 'http' && scheme !== 'https')) throw malformedProxy();
  const url = new URL(text);
  // An unencoded slash or number sign in a password ends the host, so what follows is neither path nor fragment.
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') throw malformedProxy();
  return { origin: url.origin, authorization: authorizationOf(url) };
}

function malformedProxy(): UserError {
  return new UserError('invalid-settings', ({ settings }) => settings.proxyForm);
}

function authorizationOf({ username, password }: URL): string | undefined {
  if (username === '' && password === '') return undefined;
  return `Basic ${Buffer.from(`${decoded(username)}:${decoded(password)}`).toString('base64')}`;
}

/** A percent sign that encodes nothing is kept as it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const PORTS: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 };

function needsNone(target: URL, noProxy: string): boolean {
  const host = withoutBrackets(target.hostname).replace(/\.$/, '');
  const port = target.port === '' ? PORTS[target.protocol] : Number(target.port);
  return noProxy
    .split(/[,\s]+/)
    .filter((entry) => entry !== '')
    .some((entry) => covers(entry.toLowerCase(), host, port));
}

const HOST_PORT = /^(?<host>\[[^\]]+\]|[^:]+):(?<port>\d+)$/;

function covers(entry: string, host: string, port: number | undefined): boolean {
  if (entry === '*') return true;
  const parts = HOST_PORT.exec(entry)?.groups;
  if (parts !== undefined && Number(parts['port']) !== port) return false;
  const name = (parts?.['host'] ?? entry).replace(/^\*?\./, '').replace(/\.$/, '');
  if (isIP(host) !== 0) return coversAddress(name, host);
  return host === name || host.endsWith(`.${name}`);
}

/** @param name an address, or a range such as 10.0.0.0/8; IPv6 with brackets or without */
function coversAddress(name: string, host: string): boolean {
  const [base = '', bits] = name.replace(/[[\]]/g, '').split('/');
  const family = isIP(base) === 6 ? 'ipv6' : 'ipv4';
  const longest = family === 'ipv6' ? 128 : 32;
  const prefix = bits === undefined ? longest : Number(bits);
  if (isIP(base) === 0 || !Number.isInteger(prefix) || prefix < 0 || prefix > longest) return false;
  const range = new BlockList();
  range.addSubnet(base, prefix, family);
  return range.check(host, isIP(host) === 6 ? 'ipv6' : 'ipv4');
}

function withoutBrackets(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '');
}
