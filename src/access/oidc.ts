// Signing in through a provider of identities, by OpenID Connect with PKCE. What is under way is kept on disk, so that whichever
// `serve` gets the answer can go on with it. It knows no request and no user.

import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as client from 'openid-client';
import { z } from 'zod';
import { UserError } from '../domain/user-error.js';
import { makeDirectory, readFormIfThere, writeJson } from '../files/durable.js';
import { undefinedIfMissing } from '../files/missing-file.js';
import type { FetchOptions } from '../network/proxied-fetch.js';
import { accessPaths } from './access-paths.js';
import { claimedRights, nameIn, type ClaimNames } from './oidc-claims.js';
import type { Rights } from './rights.js';
import { isSecret, newSecret, secretHash } from './secret.js';

export interface OidcParts {
  readonly settings: ClaimNames & {
    readonly issuer: string;
    readonly clientId: string;
    readonly clientSecret: string | undefined;
    readonly scope: string;
  };
  readonly dataDirectory: string;
  /** Of this machine's own way out. */
  readonly fetch: (url: string, options: FetchOptions) => Promise<Response>;
  readonly nowMs?: () => number;
}

export interface Identity {
  readonly issuer: string;
  readonly subject: string;
  readonly name: string;
  readonly rights: Rights;
}

const SIGN_IN_MS = 10 * 60_000;
const TIMEOUT_S = 10;
const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

const signInSchema = z.object({
  verifier: z.string(),
  nonce: z.string(),
  /** The hash of what the browser has that began it. */
  browser: z.string(),
  /** Unix milliseconds. */
  until: z.number(),
});

export class Oidc {
  readonly #parts: OidcParts;
  readonly #directory: string;
  readonly #nowMs: () => number;
  #provider: Promise<client.Configuration> | undefined;
  #sweptAt = -Infinity;

  constructor(parts: OidcParts) {
    this.#parts = parts;
    this.#directory = accessPaths(parts.dataDirectory).signIns;
    this.#nowMs = parts.nowMs ?? Date.now;
  }

  /**
   * @param redirectUri where the provider sends the browser back to
   * @returns where the browser goes, and what it keeps until it is back
   * @throws UserError where the provider can't be asked
   */
  async start(redirectUri: string): Promise<{ readonly url: string; readonly browser: string }> {
    const provider = await this.#discovered();
    const [verifier, nonce, state, browser] = [
      client.randomPKCECodeVerifier(),
      client.randomNonce(),
      client.randomState(),
      newSecret(),
    ];
    const until = this.#nowMs() + SIGN_IN_MS;
    await makeDirectory(this.#directory);
    await this.#sweep();
    const kept = { verifier, nonce, browser: secretHash(browser), until };
    await writeJson(this.#path(state), String(process.pid), kept);
    const url = client.buildAuthorizationUrl(provider, {
      redirect_uri: redirectUri,
      scope: this.#parts.settings.scope,
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      nonce,
      state,
    });
    return { url: url.href, browser };
  }

  /**
   * @param back the address to which the provider has sent the browser, with its query
   * @param browser what the browser has kept
   * @throws UserError where it is not the browser that began it, or the provider does not confirm who it is
   */
  async finish(back: URL, browser: string | undefined): Promise<Identity> {
    const state = back.searchParams.get('state') ?? '';
    const begun = await this.#take(state);
    if (begun === undefined || browser === undefined || !isSecret(browser, begun.browser)) throw noIdentity();
    const provider = await this.#discovered();
    try {
      const tokens = await client.authorizationCodeGrant(provider, back, {
        pkceCodeVerifier: begun.verifier,
        expectedNonce: begun.nonce,
        expectedState: state,
        idTokenExpected: true,
      });
      return await this.#identityOf(provider, tokens);
    } catch (error) {
      throw error instanceof UserError ? error : noIdentity(error);
    }
  }

  async #identityOf(
    provider: client.Configuration,
    tokens: Awaited<ReturnType<typeof client.authorizationCodeGrant>>,
  ): Promise<Identity> {
    const idToken = tokens.claims();
    if (idToken === undefined) throw noIdentity();
    const { iss: issuer, sub: subject } = idToken;
    const { roleClaim } = this.#parts.settings;
    // Many providers give what is not asked for at every sign-in only here.
    const asked =
      idToken[roleClaim] === undefined && provider.serverMetadata().userinfo_endpoint !== undefined
        ? await client.fetchUserInfo(provider, tokens.access_token, subject)
        : {};
    const claims: Readonly<Record<string, unknown>> = { ...asked, ...idToken };
    const rights = claimedRights(claims, this.#parts.settings);
    return { issuer, subject, name: nameIn(claims, subject), rights };
  }

  /** What is under way can be ended once. */
  async #take(state: string): Promise<z.infer<typeof signInSchema> | undefined> {
    const path = this.#path(state);
    const begun = await readFormIfThere(path, signInSchema);
    if (begun === undefined) return undefined;
    const isOurs = await rm(path).then(() => true, undefinedIfMissing);
    return isOurs && begun.until > this.#nowMs() ? begun : undefined;
  }

  #path(state: string): string {
    return join(this.#directory, `${secretHash(state)}.json`);
  }

  /** Now and then: anybody may begin, as often as he likes. */
  async #sweep(): Promise<void> {
    const now = this.#nowMs();
    if (now - this.#sweptAt < SIGN_IN_MS) return;
    this.#sweptAt = now;
    for (const name of await readdir(this.#directory)) {
      const path = join(this.#directory, name);
      const about = await stat(path).catch(undefinedIfMissing);
      if (about !== undefined && now - about.mtimeMs > 2 * SIGN_IN_MS) await rm(path, { force: true });
    }
  }

  /** Asked once; after a failure the next sign-in asks again. */
  #discovered(): Promise<client.Configuration> {
    this.#provider ??= this.#discover().catch((error: unknown) => {
      this.#provider = undefined;
      throw error;
    });
    return this.#provider;
  }

  async #discover(): Promise<client.Configuration> {
    const { settings, fetch } = this.#parts;
    const issuer = new URL(settings.issuer);
    const isPlain = issuer.protocol === 'http:' && LOOPBACK.test(issuer.hostname);
    const { clientId, clientSecret } = settings;
    try {
      const found = await client.discovery(issuer, clientId, undefined, client.None(), {
        [client.customFetch]: fetch,
        timeout: TIMEOUT_S,
        execute: isPlain ? [client.allowInsecureRequests] : [],
      });
      if (clientSecret === undefined) return found;
      const provider = new client.Configuration(
        found.serverMetadata(),
        clientId,
        undefined,
        authenticationBy(clientSecret, found.serverMetadata().token_endpoint_auth_methods_supported),
      );
      provider[client.customFetch] = fetch;
      provider.timeout = TIMEOUT_S;
      if (isPlain) client.allowInsecureRequests(provider);
      return provider;
    } catch (error) {
      throw new UserError('unreachable-identities', ({ access }) => access.providerAway, { cause: error });
    }
  }
}

/** A provider that says nothing takes the first way alone. */
function authenticationBy(
  secret: string,
  ways: readonly string[] = ['client_secret_basic'],
): client.ClientAuth {
  return ways.includes('client_secret_basic')
    ? client.ClientSecretBasic(secret)
    : client.ClientSecretPost(secret);
}

function noIdentity(cause?: unknown): UserError {
  return new UserError('refused-sign-in', ({ access }) => access.noIdentity, { cause });
}
