// Signing in, users, keys and the record of who did what, through HTTP in the test's own process.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { auditPath } from '../../../src/audit/audit-log.js';
import { verifyAudit } from '../../../src/audit/read-audit.js';
import { addKey } from '../../../src/app/access.js';
import type { Role } from '../../../src/access/caller.js';
import { loadConfig } from '../../../src/config.js';
import { createLog } from '../../../src/log.js';
import { accessPorts, accessParts, type AccessParts } from '../../../src/serve/access-ports.js';
import { signInPorts } from '../../../src/serve/sign-in-ports.js';
import { Users } from '../../../src/access/users.js';
import { httpApp } from '../../../src/serve/http-app.js';
import { RequestRates } from '../../../src/serve/request-rates.js';
import { auditRoutes } from '../../../src/serve/routes/audit.js';
import { keyRoutes } from '../../../src/serve/routes/keys.js';
import { oidcRoutes } from '../../../src/serve/routes/oidc.js';
import { signInRoutes } from '../../../src/serve/routes/sign-in.js';
import { userRoutes } from '../../../src/serve/routes/users.js';
import type { Api } from '../../../src/serve/serve-env.js';
import { CLIENT, IdentityProvider, signInAt } from '../../support/identity-provider.js';

const ORIGIN = 'http://127.0.0.1:8788';
const BACK = `${ORIGIN}/api/v1/sign-in/oidc/back`;
const PASSWORD = 'four words in a row';
const COST = { n: 16, r: 1, p: 1 };

let data: string;
let parts: AccessParts;
let api: Api;

function begin(environment: Readonly<Record<string, string>> = {}): void {
  const config = loadConfig({ ROLLCALL_DATA: data, ...environment }, data);
  parts = { ...accessParts(data), users: new Users(data, { cost: COST }) };
  const ports = signInPorts(config, parts, { isSecure: false });
  api = httpApp({
    access: accessPorts(data, parts),
    rules: { isOurs: (name) => name === '127.0.0.1', isProxy: () => false, isSecure: false },
    rates: new RequestRates(10_000),
    routes: [
      (each) => signInRoutes(each, ports),
      (each) => oidcRoutes(each, ports),
      (each) => userRoutes(each, { config }),
      (each) => keyRoutes(each, { config }),
      (each) => auditRoutes(each, { config }),
    ],
    log: createLog('silent'),
  });
}

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'rollcall-serve-'));
  begin();
});
afterEach(() => {
  rmSync(data, { recursive: true, force: true });
});

type Body = Readonly<Record<string, unknown>>;

interface Asked {
  readonly cookie?: string;
  readonly key?: string;
  readonly body?: Body;
  readonly origin?: string | null;
}

async function ask(method: string, path: string, { cookie, key, body, origin = ORIGIN }: Asked = {}) {
  const headers = new Headers({ host: '127.0.0.1:8788' });
  if (cookie !== undefined) headers.set('cookie', cookie);
  if (key !== undefined) headers.set('authorization', `Bearer ${key}`);
  if (origin !== null && method !== 'GET') headers.set('origin', origin);
  if (body !== undefined) headers.set('content-type', 'application/json');
  const response = await api.request(`/api/v1${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const cookies = response.headers.getSetCookie();
  return {
    status: response.status,
    body: (text === '' || !text.startsWith('{') ? {} : JSON.parse(text)) as Body,
    cookies,
    /** As a browser would send it back. */
    cookie: cookies.map((each) => each.split(';')[0]).join('; '),
    location: response.headers.get('location'),
  };
}

const secretIn = (link: unknown): string => String(link).split('#')[1] ?? '';

/** The first administrator, who has signed in. */
async function administrator(): Promise<string> {
  const link = (await parts.users.firstLink()) ?? '';
  const { cookie } = await ask('POST', '/sign-in/link', { body: { link, password: PASSWORD, name: 'boss' } });
  return cookie;
}

async function keyOf(role: Role): Promise<string> {
  const config = loadConfig({ ROLLCALL_DATA: data }, data);
  return (await addKey({ config }, { role })).secret;
}

describe('signing in', () => {
  it('begins with the link of the first administrator, once', async () => {
    const link = (await parts.users.firstLink()) ?? '';
    const read = await ask('POST', '/sign-in/link/read', { body: { link } });
    expect([read.status, read.body]).toEqual([200, { first_admin: true, name: null }]);
    const body = { link, password: PASSWORD, name: 'boss' };
    const redeemed = await ask('POST', '/sign-in/link', { body });
    expect([redeemed.status, redeemed.body]).toMatchObject([
      200,
      { name: 'boss', role: 'admin', labels: 'all' },
    ]);
    expect(redeemed.cookies).toEqual([
      expect.stringMatching(/^__Host-rollcall=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Lax$/),
    ]);
    expect((await ask('GET', '/session', { cookie: redeemed.cookie })).body).toMatchObject({ by: 'session' });
    expect((await ask('POST', '/sign-in/link', { body })).body).toMatchObject({
      type: 'urn:rollcall:problem:ended-link',
    });
    expect((await ask('POST', '/sign-in/link/read', { body: { link } })).status).toBe(410);
  });

  it('is by name and password, and ends by signing out', async () => {
    await administrator();
    expect((await ask('GET', '/sign-in')).body).toEqual({ password: true, oidc: false });
    const wrong = await ask('POST', '/sign-in', { body: { name: 'boss', password: 'another' } });
    const nobody = await ask('POST', '/sign-in', { body: { name: 'nobody', password: 'another' } });
    expect([wrong.status, nobody.status]).toEqual([401, 401]);
    expect(wrong.body).toEqual(nobody.body);
    // Both are on record: of a name that is nobody's not even the name, as it may be a password.
    const record = readFileSync(auditPath(data), 'utf8');
    expect(record.match(/"act":"refusedSignIn"/g)).toHaveLength(2);
    expect(record).toMatch(/"who":"unknown","by":"session","act":"refusedSignIn"/);
    expect(record).not.toContain('nobody');
    const { cookie, status } = await ask('POST', '/sign-in', { body: { name: 'Boss', password: PASSWORD } });
    expect(status).toBe(200);
    const out = await ask('POST', '/sign-out', { cookie });
    expect([out.status, out.cookies]).toEqual([204, [expect.stringContaining('Max-Age=0')]]);
    expect((await ask('GET', '/session', { cookie })).status).toBe(401);
  });

  it('is limited in rate, and says when it may be tried again', async () => {
    await administrator();
    const guess = () => ask('POST', '/sign-in', { body: { name: 'boss', password: 'a guess' } });
    for (let count = 0; count < 10; count += 1) expect((await guess()).status).toBe(401);
    const headers = new Headers({ host: '127.0.0.1:8788', 'content-type': 'application/json' });
    const body = JSON.stringify({ name: 'boss', password: PASSWORD });
    const refused = await api.request('/api/v1/sign-in', { method: 'POST', headers, body });
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(600);
  });

  it('and whatever else writes is refused to another page', async () => {
    const cookie = await administrator();
    const origin = 'https://evil.example';
    const body = { name: 'boss', password: PASSWORD };
    expect((await ask('POST', '/sign-in', { body, origin })).status).toBe(403);
    expect((await ask('POST', '/keys', { cookie, origin, body: { role: 'admin' } })).status).toBe(403);
    expect((await ask('POST', '/keys', { cookie, origin: null, body: { role: 'admin' } })).status).toBe(403);
    expect((await ask('POST', '/sign-out', { cookie, origin })).status).toBe(403);
    expect((await ask('GET', '/keys', { cookie })).body).toMatchObject({ data: [] });
  });

  it('lets a password be changed by the present one, which ends other sessions', async () => {
    const cookie = await administrator();
    const next = 'quite another one';
    const wrong = await ask('POST', '/session/password', { cookie, body: { password: 'wrong', next } });
    expect(wrong.status).toBe(401);
    const changed = await ask('POST', '/session/password', { cookie, body: { password: PASSWORD, next } });
    expect(changed.status).toBe(204);
    expect((await ask('GET', '/session', { cookie })).status).toBe(401);
    expect((await ask('GET', '/session', { cookie: changed.cookie })).status).toBe(200);
  });

  it('through a provider of identities ends with a session of its user', async () => {
    const people = { lin: { preferred_username: 'lin', rollcall_role: 'viewer', rollcall_labels: 'north' } };
    const provider = await IdentityProvider.start(people, BACK);
    try {
      begin({
        ROLLCALL_OIDC_ISSUER: provider.issuer,
        ROLLCALL_OIDC_CLIENT_ID: CLIENT.clientId,
        ROLLCALL_OIDC_CLIENT_SECRET: CLIENT.clientSecret,
      });
      expect((await ask('GET', '/sign-in')).body).toEqual({ password: true, oidc: true });
      const started = await ask('GET', '/sign-in/oidc');
      expect(started.status).toBe(302);
      const back = new URL(await signInAt(started.location ?? '', 'lin', BACK));
      const path = `/sign-in/oidc/back${back.search}`;
      expect((await ask('GET', path)).status).toBe(401);
      const again = await ask('GET', '/sign-in/oidc');
      const second = new URL(await signInAt(again.location ?? '', 'lin', BACK));
      const ended = await ask('GET', `/sign-in/oidc/back${second.search}`, { cookie: again.cookie });
      expect([ended.status, ended.location]).toEqual([302, '/']);
      const cookie = ended.cookies[0]?.split(';')[0] ?? '';
      expect((await ask('GET', '/session', { cookie })).body).toMatchObject({
        name: 'lin',
        role: 'viewer',
        labels: ['north'],
      });
    } finally {
      await provider.close();
    }
  });

  it('through a provider is not there where none is set', async () => {
    expect((await ask('GET', '/sign-in/oidc')).status).toBe(404);
    expect((await ask('GET', '/sign-in/oidc/back?state=1&code=2')).status).toBe(404);
  });
});

describe('users', () => {
  it('are made with a link, given another, and removed, with their keys', async () => {
    const cookie = await administrator();
    const made = await ask('POST', '/users', { cookie, body: { name: 'lin', role: 'admin' } });
    expect(made.status).toBe(201);
    expect(made.body['link']).toMatch(/^http:\/\/127\.0\.0\.1:8788\/sign-in#[\w-]{43}$/);
    const redeemed = await ask('POST', '/sign-in/link', {
      body: { link: secretIn(made.body['link']), password: PASSWORD },
    });
    const session = { cookie: redeemed.cookie };
    const key = await ask('POST', '/keys', { ...session, body: { role: 'viewer', name: 'nightly' } });
    expect([key.status, key.body]).toMatchObject([201, { user: redeemed.body['id'], expires_at: null }]);
    expect((await ask('GET', '/session', { key: String(key.body['key']) })).body).toMatchObject({
      id: redeemed.body['id'],
      role: 'viewer',
      by: 'key',
    });
    const linked = await ask('POST', `/users/${String(made.body['id'])}/link`, { cookie });
    expect(linked.status).toBe(201);
    expect((await ask('GET', '/session', session)).status).toBe(401);
    expect((await ask('DELETE', '/users/lin', { cookie })).status).toBe(204);
    expect((await ask('GET', '/session', { key: String(key.body['key']) })).status).toBe(401);
    expect((await ask('DELETE', '/users/lin', { cookie })).status).toBe(404);
    expect((await ask('GET', '/users', { cookie })).body).toMatchObject({
      data: [{ name: 'boss' }],
      next: null,
    });
  });

  it('can’t be made as they can’t be', async () => {
    const cookie = await administrator();
    const make = async (body: Body): Promise<number> =>
      (await ask('POST', '/users', { cookie, body })).status;
    expect(await make({ name: 'boss', role: 'viewer' })).toBe(409);
    expect(await make({ name: 'x', role: 'root' })).toBe(422);
    expect(await make({ name: 'x', role: 'admin', labels: ['north'] })).toBe(422);
    expect(await make({ name: 'x', role: 'viewer', path: '/etc' })).toBe(422);
  });
});

describe('keys', () => {
  it('are told once, listed without themselves, and revoked', async () => {
    const cookie = await administrator();
    const body = { role: 'operator', labels: ['north'], expires_in_seconds: 3600 };
    const made = await ask('POST', '/keys', { cookie, body });
    const key = String(made.body['key']);
    expect(key).toMatch(/^rc_[\w-]{43}$/);
    const listed = await ask('GET', '/keys', { cookie });
    expect(listed.body).toMatchObject({ data: [{ id: made.body['id'], labels: ['north'] }] });
    expect(JSON.stringify(listed.body)).not.toContain(key);
    expect((await ask('DELETE', `/keys/${String(made.body['id'])}`, { cookie })).status).toBe(204);
    expect((await ask('GET', '/session', { key })).status).toBe(401);
  });

  it.each(['operator', 'viewer', 'approver', 'accountant'] as const)(
    'of a %s administrate nothing',
    async (role) => {
      const key = await keyOf(role);
      for (const path of ['/users', '/keys', '/audit'])
        expect((await ask('GET', path, { key })).status).toBe(403);
      expect((await ask('POST', '/keys', { key, body: { role: 'admin' } })).status).toBe(403);
      expect((await ask('GET', '/users')).status).toBe(401);
    },
  );
});

describe('the record', () => {
  it('has every act with who it was and from where, and no secret', async () => {
    const cookie = await administrator();
    const made = await ask('POST', '/users', { cookie, body: { name: 'zhang.lin.7', role: 'viewer' } });
    await ask('POST', '/sign-out', { cookie });
    const key = await keyOf('admin');
    const page = await ask('GET', '/audit?limit=3', { key });
    expect(page.body).toMatchObject({
      data: [
        { act: 'createKey', by: 'terminal', stated: true, from: 'terminal' },
        { act: 'signOut', by: 'session', name: 'boss' },
        { act: 'createUser', by: 'session', name: 'boss', about: made.body['id'], from: '127.0.0.1' },
      ],
    });
    const next = await ask('GET', `/audit?limit=3&after=${String(page.body['next'])}`, { key });
    expect(next.body).toMatchObject({ data: [{ act: 'redeemLink', seq: 1 }], next: null });
    expect(await verifyAudit(data)).toMatchObject({ lines: 4 });
    const text = readFileSync(auditPath(data), 'utf8');
    for (const secret of [key, secretIn(made.body['link']), PASSWORD, 'zhang.lin.7', 'boss'])
      expect(text).not.toContain(secret);
  });
});
