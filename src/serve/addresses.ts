// Under which names the service is known, whose word is taken for where a request came from, and to which addresses it may be bound.
// It knows names and addresses, no request.

import { X509Certificate } from 'node:crypto';
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { UserError } from '../domain/user-error.js';
import type { AdmissionRules } from './admission.js';

export interface AddressOptions {
  readonly host: string;
  /** The certificate's own bytes. */
  readonly cert?: Buffer | undefined;
  /** Where people reach the service, through a proxy that ends TLS. */
  readonly origin?: URL | undefined;
  /** Addresses, or ranges of them, of that proxy. */
  readonly proxies: readonly string[];
}

const LOOPBACK_NAMES: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

export function isLoopback(host: string): boolean {
  return host === 'localhost' || (isIP(host) !== 0 && ipaddr.process(host).range() === 'loopback');
}

/** @throws UserError where passwords would travel in the clear */
export function refuseUnsafe({ host, cert, origin }: AddressOptions): void {
  if (origin !== undefined && origin.protocol !== 'https:' && !isLoopback(origin.hostname))
    throw new UserError('invalid-options', ({ serving }) => serving.originIsHttps);
  if (cert === undefined && origin === undefined && !isLoopback(host))
    throw new UserError('invalid-options', ({ serving }) => serving.needsTls({ host }));
}

/** @throws UserError where a range of addresses is none */
export async function admissionRules(options: AddressOptions): Promise<AdmissionRules> {
  const { cert, origin } = options;
  const certificate = cert && new X509Certificate(cert);
  const names = new Set(LOOPBACK_NAMES);
  if (origin !== undefined) names.add(origin.hostname);
  const { host } = options;
  if (isIP(host) !== 0 && ipaddr.process(host).range() !== 'unspecified') names.add(bracketed(host));
  const isProxy = origin === undefined ? () => false : await proxiesOf(origin, options.proxies);
  return {
    isOurs: (name) => names.has(name) || (certificate !== undefined && isNamedBy(certificate, name)),
    isProxy,
    isSecure: cert !== undefined || origin?.protocol === 'https:',
  };
}

/** The name by which people reach it, where it listens on all addresses: the first that the certificate has. */
export function reachableHost({ host, cert }: Pick<AddressOptions, 'host' | 'cert'>): string | undefined {
  if (isIP(host) === 0 || ipaddr.process(host).range() !== 'unspecified') return undefined;
  const names = cert === undefined ? undefined : new X509Certificate(cert).subjectAltName;
  return /DNS:([\w.-]+)/.exec(names ?? '')?.[1] ?? '127.0.0.1';
}

function isNamedBy(certificate: X509Certificate, name: string): boolean {
  const bare = name.replace(/^\[|\]$/g, '');
  if (bare === '') return false;
  return (isIP(bare) === 0 ? certificate.checkHost(bare) : certificate.checkIP(bare)) !== undefined;
}

function bracketed(host: string): string {
  return isIP(host) === 6 ? `[${host}]` : host;
}

/** The named ones, those of this machine, and those that the origin's name stands for. */
async function proxiesOf(origin: URL, named: readonly string[]): Promise<(address: string) => boolean> {
  const looked = await lookup(origin.hostname, { all: true }).catch(() => []);
  const ranges = [...named, '127.0.0.0/8', '::1/128', ...looked.map(({ address }) => address)].map(rangeOf);
  return (address) => {
    if (isIP(address) === 0) return false;
    const asked = ipaddr.process(address);
    return ranges.some(([range, bits]) => range.kind() === asked.kind() && asked.match(range, bits));
  };
}

function rangeOf(text: string): [ipaddr.IPv4 | ipaddr.IPv6, number] {
  try {
    if (text.includes('/')) return ipaddr.parseCIDR(text);
    const address = ipaddr.process(text);
    return [address, address.kind() === 'ipv4' ? 32 : 128];
  } catch (error) {
    throw new UserError('invalid-options', ({ serving }) => serving.badRange({ text }), { cause: error });
  }
}
