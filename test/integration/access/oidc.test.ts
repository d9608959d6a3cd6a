// Signing in through a real provider of identities: code flow with PKCE, state and nonce; begun by one server and ended by
// another, once, by the browser that began it.

import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessPaths } from '../../../src/access/access-paths.js';
import { Oidc, type OidcParts } from '../../../src/access/oidc.js';
import { proxiedFetch } from '../../../src/network/proxied-fetch.js';
import { CLIENT, IdentityProvider, signInAt } from '../../support/identity-provider.js';

const BACK = 'http://127.0.0.1:8788/api/v1/sign-in/oidc/back';
const PEOPLE = {
  lin: { preferred_username: 'lin', rollcall_role: 'operator', rollcall_labels: ['north'] },
  wei: { preferred_username: 'wei', rollcall_role: ['staff', 'admin'] },
  guest: { preferred_username: 'guest', rollcall_role: 'guest' },
};

let data: string;
let provider: IdentityProvider;
let nowMs = Date.now();

beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'rollcall-oidc-'));
  provider = await IdentityProvider.start(PEOPLE, BACK);
});
afterAll(async () => {
  await provider.close();
  rmSync(data, { recursive: true, force: true });
});

function server(over: Partial<OidcParts['settings']> = {}): Oidc {
  return new Oidc({
    settings: {
      issuer: provider.issuer,
      ...CLIENT,
      scope: 'openid profile',
      roleClaim: 'rollcall_role',
      labelsClaim: 'rollcall_labels',
      ...over,
    },
    dataDirectory: data,
    fetch: proxiedFetch({}),
    nowMs: () => nowMs,
  });
}

async function signedIn(who: string, by = server()) {
  const { url, browser } = await by.start(BACK);
  return { back: new URL(await signInAt(url, who, BACK)), browser, url: new URL(url) };
}

describe('signing in through a provider of identities', () => {
  it('tells who it is, in which role, whichever server gets the answer', async () => {
    const { back, browser, url } = await signedIn('lin');
    expect(url.searchParams.get('code_challenge_method')).toBe('S256');
    expect(url.searchParams.get('nonce')).toMatch(/.{20}/);
    expect(await server().finish(back, browser)).toEqual({
      issuer: provider.issuer,
      subject: 'lin',
      name: 'lin',
      rights: { role: 'operator', labels: ['north'] },
    });
    const admin = await signedIn('wei');
    expect((await server().finish(admin.back, admin.browser)).rights).toEqual({
      role: 'admin',
      labels: 'all',
    });
  });

  it('works once', async () => {
    const { back, browser } = await signedIn('lin');
    await server().finish(back, browser);
    await expect(server().finish(back, browser)).rejects.toMatchObject({ code: 'refused-sign-in' });
  });

  it('is ended by the browser that began it, and no other', async () => {
    const { back } = await signedIn('lin');
    const other = await signedIn('wei');
    await expect(server().finish(back, other.browser)).rejects.toMatchObject({ code: 'refused-sign-in' });
    await expect(server().finish(other.back, undefined)).rejects.toMatchObject({ code: 'refused-sign-in' });
  });

  it('is refused with another code, another state, an error, or too late', async () => {
    const first = await signedIn('lin');
    first.back.searchParams.set('code', 'made-up');
    await expect(server().finish(first.back, first.browser)).rejects.toMatchObject({
      code: 'refused-sign-in',
    });
    const second = await signedIn('lin');
    second.back.searchParams.set('state', 'made-up');
    await expect(server().finish(second.back, second.browser)).rejects.toMatchObject({
      code: 'refused-sign-in',
    });
    const third = await signedIn('lin');
    third.back.searchParams.delete('code');
    third.back.searchParams.set('error', 'access_denied');
    await expect(server().finish(third.back, third.browser)).rejects.toMatchObject({
      code: 'refused-sign-in',
    });
    const fourth = await signedIn('lin');
    nowMs += 10 * 60_000;
    await expect(server().finish(fourth.back, fourth.browser)).rejects.toMatchObject({
      code: 'refused-sign-in',
    });
  });

  it('is forgotten where nobody came back, by a look at what lies there now and then', async () => {
    const by = server();
    const { signIns } = accessPaths(data);
    const old = join(signIns, 'left.json');
    const leave = (): void => {
      writeFileSync(old, '{}');
      const longAgo = (nowMs - 60 * 60_000) / 1000;
      utimesSync(old, longAgo, longAgo);
    };
    await by.start(BACK);
    leave();
    await by.start(BACK);
    expect(existsSync(old)).toBe(true);
    nowMs += 10 * 60_000;
    await by.start(BACK);
    expect(existsSync(old)).toBe(false);
  });

  it('lets nobody in whose role is not known here', async () => {
    const { back, browser } = await signedIn('guest');
    await expect(server().finish(back, browser)).rejects.toThrow('no role that is known here');
  });

  it('is refused where the secret is another one', async () => {
    const { back, browser } = await signedIn('lin');
    await expect(server({ clientSecret: 'another' }).finish(back, browser)).rejects.toMatchObject({
      code: 'refused-sign-in',
    });
  });

  it('says that the provider is away where it is, and asks again the next time', async () => {
    const away = server({ issuer: 'http://127.0.0.1:9' });
    await expect(away.start(BACK)).rejects.toMatchObject({ code: 'unreachable-identities' });
    await expect(away.start(BACK)).rejects.toMatchObject({ code: 'unreachable-identities' });
    // Over a network plain http tells anybody who listens.
    await expect(server({ issuer: 'http://id.example.org' }).start(BACK)).rejects.toMatchObject({
      code: 'unreachable-identities',
    });
  });
});
