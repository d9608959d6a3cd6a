// What the routes of signing in need besides: how often it may be tried, the provider of identities, and by which address a
// browser comes. It wires, and knows no route.

import { Oidc } from '../access/oidc.js';
import { SignInRate } from '../access/sign-in-rate.js';
import type { Config } from '../config.js';
import { proxiedFetch } from '../network/proxied-fetch.js';
import type { AccessParts } from './access-ports.js';
import type { ServeContext } from './serve-env.js';

export interface SignInPorts extends AccessParts {
  readonly dataDir: string;
  readonly rate: SignInRate;
  /** Undefined: people sign in by passwords alone. */
  readonly oidc: Oidc | undefined;
  /** Where a browser has come to, without a slash at the end. */
  readonly originOf: (context: ServeContext) => string;
}

interface Address {
  /** Where people reach the service through a proxy. */
  readonly origin?: URL | undefined;
  readonly isSecure: boolean;
}

export function signInPorts(
  { dataDir, oidc, proxy }: Pick<Config, 'dataDir' | 'oidc' | 'proxy'>,
  parts: AccessParts,
  { origin, isSecure }: Address,
): SignInPorts {
  return {
    ...parts,
    dataDir,
    rate: new SignInRate(dataDir),
    oidc: oidc && new Oidc({ settings: oidc, dataDirectory: dataDir, fetch: proxiedFetch(proxy) }),
    // The host is one of the service's own names: any other is refused before.
    originOf: ({ req }) =>
      origin?.origin ?? `${isSecure ? 'https' : 'http'}://${req.header('host') ?? 'localhost'}`,
  };
}
