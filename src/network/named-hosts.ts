// Hosts that the operator has named, each with a port or with any: `hooks.lan`, `10.0.0.5:8080`, `[fd00::5]`. It knows names as
// they are written, and looks nothing up.

import { isIPv6 } from 'node:net';

/** What a setting may name. */
const ENTRY = /^(?<host>\[[\da-f:.]+\]|[\p{L}\d._-]+)(?::(?<port>\d{1,5}))?$/iu;
const PORTS: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' };

/** Undefined where the text names no host. */
export function parseNamedHost(text: string): string | undefined {
  const bare = isIPv6(text) ? `[${text}]` : text;
  const { host = '', port } = ENTRY.exec(bare)?.groups ?? {};
  // As a URL writes it: in lower case, other scripts as punycode, addresses in their usual form.
  const url = `http://${host}/`;
  if (host === '' || !URL.canParse(url)) return undefined;
  return port === undefined ? hostOf(new URL(url)) : `${hostOf(new URL(url))}:${Number(port)}`;
}

/** @param named each as `parseNamedHost` gives it */
export function isNamedHost(url: URL, named: readonly string[]): boolean {
  const host = hostOf(url);
  const port = url.port === '' ? PORTS[url.protocol] : url.port;
  return named.includes(host) || named.includes(`${host}:${port}`);
}

function hostOf({ hostname }: URL): string {
  return hostname.replace(/\.$/, '');
}
