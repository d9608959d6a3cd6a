// Who a request is from: keys, sessions, and what ends them.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Authenticator } from '../../../src/access/authenticator.js';
import type { Caller, Role } from '../../../src/access/caller.js';
import { Keys, type KeyRequest } from '../../../src/access/keys.js';
import { rightsOf } from '../../../src/access/rights.js';
import { SESSION_COOKIE } from '../../../src/access/session-cookie.js';
import { Sessions } from '../../../src/access/sessions.js';
import { Users } from '../../../src/access/users.js';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const onRecord = (): Promise<void> => Promise.resolve();

let data: string;
let nowMs: number;
let users: Users;
let keys: Keys;
let sessions: Sessions;

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'rollcall-access-'));
  nowMs = Date.now();
  const clock = (): number => nowMs;
  users = new Users(data, { nowMs: clock, cost: { n: 16, r: 1, p: 1 } });
  keys = new Keys(data, clock);
  sessions = new Sessions(data, clock);
});
afterEach(() => {
  rmSync(data, { recursive: true, force: true });
});

function asked(headers: Readonly<Record<string, string>>, method = 'GET'): Promise<Caller | undefined> {
  const authenticator = new Authenticator({ users, keys, sessions, origins: ['https://rollcall.example'] });
  return authenticator.authenticate(new Request('http://127.0.0.1:8788/', { headers, method }));
}
const byKey = (key: string): Promise<Caller | undefined> => asked({ authorization: `Bearer ${key}` });
/** `Request` lets nobody set a cookie, as a browser does that itself. */
function bySession(secret: string, more: Readonly<Record<string, string>> = {}, method = 'GET') {
  const authenticator = new Authenticator({ users, keys, sessions, origins: ['https://rollcall.example'] });
  const headers = new Map(Object.entries({ cookie: `other=1; ${SESSION_COOKIE}=${secret}`, ...more }));
  const get = (name: string): string | null => headers.get(name) ?? null;
  return authenticator.authenticate({ method, headers: { get } as unknown as Headers });
}
const makeKey = (over: Partial<KeyRequest> = {}) =>
  keys.add({ rights: rightsOf('operator', ['north']), name: 'nightly', by: 'terminal', ...over }, onRecord);
async function makeUser(name: string, role: Role = 'operator', labels: readonly string[] = []) {
  return (await users.add(name, rightsOf(role, labels), 'terminal', onRecord)).user;
}

describe('a key', () => {
  it('is recognised by every process, and is nowhere on disk', async () => {
    const { key, secret } = await makeKey();
    expect(secret).toMatch(/^rc_[\w-]{43}$/);
    expect(readFileSync(join(data, 'access', 'keys.json'), 'utf8')).not.toContain(secret.slice(3));
    keys = new Keys(data);
    expect(await byKey(secret)).toEqual({
      id: key.id,
      name: 'nightly',
      role: 'operator',
      labels: ['north'],
      by: 'key',
      credential: key.id,
    });
  });

  it('that is not one, or not all of one, is nobody’s', async () => {
    const { secret } = await makeKey();
    for (const wrong of [
      '',
      'rc_',
      secret.slice(0, -1),
      `${secret}x`,
      secret.toUpperCase(),
      `rc_${'a'.repeat(43)}`,
    ])
      expect(await byKey(wrong)).toBeUndefined();
    expect(await asked({ authorization: `Basic ${secret}` })).toBeUndefined();
    expect(await asked({})).toBeUndefined();
    expect(await asked({ authorization: `bearer  ${secret}` })).toBeDefined();
  });

  it('ends with its time, and when it is revoked by whomever', async () => {
    const { secret } = await makeKey({ expiresMs: 90 * DAY_MS });
    nowMs += 90 * DAY_MS - 1;
    expect(await byKey(secret)).toBeDefined();
    nowMs += 1;
    expect(await byKey(secret)).toBeUndefined();
    const other = await makeKey();
    expect(await byKey(other.secret)).toBeDefined();
    await new Keys(data).revoke(other.key.id, onRecord);
    expect(await byKey(other.secret)).toBeUndefined();
    await expect(keys.revoke(other.key.id, onRecord)).rejects.toMatchObject({ code: 'unknown-key' });
  });

  it('that a user made counts as that user, and ends with him', async () => {
    const boss = await makeUser('boss', 'admin');
    const { key, secret } = await makeKey({ by: boss.id, user: boss.id });
    expect(await byKey(secret)).toMatchObject({
      id: boss.id,
      name: 'boss',
      role: 'operator',
      credential: key.id,
    });
    await users.remove('boss', onRecord);
    expect(await byKey(secret)).toBeUndefined();
  });

  it('is worth no more than the user who made it is now', async () => {
    const identity = { issuer: 'https://id.example', subject: '1' };
    const admin = await users.fromProvider(identity, 'lin', rightsOf('admin'), onRecord);
    const operators = await makeKey({ rights: rightsOf('operator', ['north', 'south']), user: admin.id });
    const admins = await makeKey({ rights: rightsOf('admin'), user: admin.id });
    await users.fromProvider(identity, 'lin', rightsOf('operator', ['south']), onRecord);
    expect(await byKey(admins.secret)).toBeUndefined();
    expect(await byKey(operators.secret)).toMatchObject({ role: 'operator', labels: ['south'] });
    await users.fromProvider(identity, 'lin', rightsOf('viewer'), onRecord);
    expect(await byKey(operators.secret)).toBeUndefined();
  });
});

describe('a session', () => {
  it('is of its user as he is now, on whichever server', async () => {
    const user = await makeUser('lin', 'operator', ['north']);
    const secret = await sessions.begin(user);
    sessions = new Sessions(data, () => nowMs);
    const caller = await bySession(secret);
    expect(caller).toMatchObject({ id: user.id, role: 'operator', labels: ['north'], by: 'session' });
    expect(secret).not.toContain(caller?.credential.slice(2));
    expect(await bySession(`${secret.slice(0, -1)}!`)).toBeUndefined();
    expect(await bySession('../../keys')).toBeUndefined();
  });

  it('ends by signing out, by a new link, and when the user is removed', async () => {
    const user = await makeUser('lin');
    const secret = await sessions.begin(user);
    await sessions.end(secret);
    expect(await bySession(secret)).toBeUndefined();
    const second = await sessions.begin(user);
    await users.link('lin', onRecord);
    expect(await bySession(second)).toBeUndefined();
    const third = await sessions.begin((await users.active(user.id)) ?? user);
    expect(await bySession(third)).toBeDefined();
    await users.remove('lin', onRecord);
    expect(await bySession(third)).toBeUndefined();
  });

  it('ends after twelve hours, and after two without a request', async () => {
    const user = await makeUser('lin');
    const used = await sessions.begin(user);
    const idle = await sessions.begin(user);
    for (let hour = 1; hour < 12; hour += 1) {
      nowMs += HOUR_MS;
      expect(await bySession(used)).toBeDefined();
    }
    expect(await bySession(idle)).toBeUndefined();
    nowMs += HOUR_MS;
    expect(await bySession(used)).toBeUndefined();
  });

  it('goes on no longer where it is only looked at, as for a stream that was left open', async () => {
    const user = await makeUser('lin');
    const secret = await sessions.begin(user);
    for (const minutes of [60, 59]) {
      nowMs += minutes * 60_000;
      expect(await sessions.find(secret, 'look')).toBeDefined();
    }
    nowMs += 60_000;
    expect(await sessions.find(secret, 'look')).toBeUndefined();
  });

  it('writes nothing for another page', async () => {
    const user = await makeUser('lin');
    const secret = await sessions.begin(user);
    const host = '127.0.0.1:8788';
    const write = (headers: Readonly<Record<string, string>>) =>
      bySession(secret, { host, ...headers }, 'POST');
    expect(await write({ origin: 'http://127.0.0.1:8788' })).toBeDefined();
    expect(await write({ origin: 'https://rollcall.example' })).toBeDefined();
    expect(await write({ 'sec-fetch-site': 'same-origin' })).toBeDefined();
    for (const headers of [
      { origin: 'http://127.0.0.1:8789' },
      { origin: 'https://evil.example' },
      { origin: 'https://rollcall.example.evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      {},
    ])
      await expect(write(headers)).rejects.toMatchObject({ code: 'other-page' });
    // Reading is what links do, and a page of another origin can't read the answer.
    expect(await bySession(secret, { host, origin: 'https://evil.example' })).toBeDefined();
    // A key is in no browser by itself.
    const { secret: key } = await makeKey();
    expect(
      await asked({ authorization: `Bearer ${key}`, origin: 'https://evil.example' }, 'POST'),
    ).toBeDefined();
  });
});

describe('rights', () => {
  it('of an accountant and an admin are for all labels', () => {
    expect(() => rightsOf('admin', ['north'])).toThrow('all labels');
    expect(() => rightsOf('accountant', ['north'])).toThrow('all labels');
    expect(rightsOf('operator', ['north', 'north'])).toEqual({ role: 'operator', labels: ['north'] });
    expect(rightsOf('approver')).toEqual({ role: 'approver', labels: 'all' });
  });
});

describe('a page’s own origin', () => {
  const refused = (origin: string, isSecure: boolean): boolean => {
    const authenticator = new Authenticator({ users, keys, sessions, isSecure });
    const headers = new Headers({ origin, host: 'rollcall.example' });
    try {
      authenticator.refuseOtherPage(headers);
      return false;
    } catch (error) {
      expect(error).toMatchObject({ code: 'other-page' });
      return true;
    }
  };

  it('is one by TLS where people reach the service so: anybody on the way can write another', () => {
    expect(refused('https://rollcall.example', true)).toBe(false);
    expect(refused('http://rollcall.example', true)).toBe(true);
    expect(refused('http://rollcall.example', false)).toBe(false);
    expect(refused('https://other.example', true)).toBe(true);
  });
});
