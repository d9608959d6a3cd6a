// What a request passes before anybody is asked who he is: the name by which the service is known, and where the request came
// from. It knows no caller and no route.

import { isIP } from 'node:net';
import type { MiddlewareHandler } from 'hono';
import { languageFor } from './language.js';
import { Problem } from './problem.js';
import type { ServeEnv } from './serve-env.js';

export interface AdmissionRules {
  /** Whether this is a name of the service. A page that has another name look up to this address gets nothing. */
  readonly isOurs: (hostname: string) => boolean;
  /** Whether the address is that of the proxy that was named, whose word for where a request came from is taken. */
  readonly isProxy: (address: string) => boolean;
  /** Whether people reach the service through TLS alone. */
  readonly isSecure: boolean;
}

/** Monitors ask by whatever address they have. */
const FOR_MONITORS: ReadonlySet<string> = new Set(['/healthz', '/readyz']);

export function admission({ isOurs, isProxy }: AdmissionRules): MiddlewareHandler<ServeEnv> {
  return async (context, next) => {
    const { req, env } = context;
    if (!FOR_MONITORS.has(req.path) && !isOurs(hostnameOf(req.header('host')))) {
      throw new Problem(421, 'unknown-host');
    }
    const peer = plain(env?.peer ?? env?.incoming?.socket.remoteAddress ?? '127.0.0.1');
    context.set('from', isProxy(peer) ? forwardedFor(req.header('x-forwarded-for'), isProxy, peer) : peer);
    context.set('language', languageFor(req.raw.headers));
    await next();
  };
}

/** Without its port; empty where there is none that could be one. */
function hostnameOf(host: string | undefined): string {
  return /^(\[[\d:a-f.]+\]|[\w.-]+)(?::\d{1,5})?$/i.exec(host ?? '')?.[1]?.toLowerCase() ?? '';
}

/** The nearest address that is no proxy's: what stands before it anybody can have written. */
function forwardedFor(
  header: string | undefined,
  isProxy: (address: string) => boolean,
  peer: string,
): string {
  const named = (header ?? '').split(',').map((each) => plain(bare(each.trim())));
  const nearest = named.toReversed().find((address) => !isProxy(address));
  return nearest === undefined || isIP(nearest) === 0 ? peer : nearest;
}

/** Some proxies write the port behind the address, and one of IPv6 in brackets then. */
function bare(address: string): string {
  return /^(?:\[([^\]]+)\]|([\d.]+))(?::\d{1,5})?$/.exec(address)?.slice(1).find(Boolean) ?? address;
}

/** An address of IPv4 as such, though the socket is one of IPv6. */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '');
}
