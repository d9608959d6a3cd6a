// Users: links that work once and for a time, passwords, who may go. Two of everything see the same, as two processes do.

import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Users } from '../../../src/access/users.js';

const COST = { n: 16, r: 1, p: 1 };
const HOUR_MS = 3_600_000;
const PASSWORD = 'four words in a row';

let data: string;
let nowMs: number;
let noted: string[];
const onRecord = (id: string): Promise<void> => {
  noted.push(id);
  return Promise.resolve();
};
const usersHere = (): Users => new Users(data, { nowMs: () => nowMs, cost: COST });

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'rollcall-users-'));
  nowMs = 1_764_547_200_000;
  noted = [];
});
afterEach(() => {
  rmSync(data, { recursive: true, force: true });
});

const add = (users: Users, name: string, role: 'operator' | 'admin' = 'operator') =>
  users.add(name, { role, labels: 'all' }, 'terminal', onRecord);

describe('a user', () => {
  it('sets a password by a link that works once, wherever it was made', async () => {
    const { user, secret } = await add(usersHere(), 'lin');
    expect(secret).toMatch(/^[\w-]{43}$/);
    const other = usersHere();
    expect(await other.linkIsFor(secret)).toMatchObject({ name: 'lin' });
    await other.redeem({ secret, password: PASSWORD }, onRecord);
    expect(await usersHere().withPassword('LIN', PASSWORD)).toMatchObject({ id: user.id });
    expect(await usersHere().withPassword('lin', `${PASSWORD}.`)).toBeUndefined();
    expect(await usersHere().withPassword('nobody', PASSWORD)).toBeUndefined();
    expect(await other.linkIsFor(secret)).toBeUndefined();
    await expect(other.redeem({ secret, password: PASSWORD }, onRecord)).rejects.toMatchObject({
      code: 'ended-link',
    });
    expect(noted).toEqual([user.id, user.id]);
  });

  it('has nothing on disk by which anybody could sign in', async () => {
    const users = usersHere();
    const { secret } = await add(users, 'lin');
    const path = join(data, 'access', 'users.json');
    expect(readFileSync(path, 'utf8')).not.toContain(secret);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    await users.redeem({ secret, password: PASSWORD }, onRecord);
    expect(readFileSync(path, 'utf8')).not.toContain(PASSWORD);
  });

  it('can’t use a link whose time is over', async () => {
    const { secret } = await add(usersHere(), 'lin');
    nowMs += 72 * HOUR_MS - 1;
    expect(await usersHere().linkIsFor(secret)).toBeDefined();
    nowMs += 1;
    expect(await usersHere().linkIsFor(secret)).toBeUndefined();
  });

  it('gets a new link, by which the old one, the password and the sessions end', async () => {
    const users = usersHere();
    const first = await add(users, 'lin');
    const { generation } = await users.redeem({ secret: first.secret, password: PASSWORD }, onRecord);
    const second = await users.link('Lin', onRecord);
    expect(second.user.generation).toBeGreaterThan(generation);
    expect(await users.withPassword('lin', PASSWORD)).toBeUndefined();
    const third = await users.link('lin', onRecord);
    expect(await users.linkIsFor(second.secret)).toBeUndefined();
    expect(await users.linkIsFor(third.secret)).toBeDefined();
    await expect(users.link('nobody', onRecord)).rejects.toMatchObject({ code: 'unknown-user' });
  });

  it('has a name that nobody else has, however it is typed', async () => {
    const users = usersHere();
    await add(users, 'Lin Wei');
    for (const name of ['lin wei', 'ＬＩＮ ＷＥＩ'])
      await expect(add(users, name)).rejects.toMatchObject({
        code: expect.stringMatching(/existing|invalid/) as string,
      });
    for (const name of ['', ' lin', '-x', 'a\nb', 'a'.repeat(65), '<b>'])
      await expect(add(users, name)).rejects.toMatchObject({ code: 'invalid-options' });
    await add(users, '王芳');
  });

  it('needs a password that is not easily found', async () => {
    const users = usersHere();
    const { secret } = await add(users, 'lin');
    for (const password of ['short', 'aaaaaaaaaaaaaaaa', 'x'.repeat(257), 'lin is my name'])
      await expect(users.redeem({ secret, password }, onRecord)).rejects.toMatchObject({
        code: 'weak-password',
      });
    expect(await users.linkIsFor(secret)).toBeDefined();
  });

  it('changes the password by the present one', async () => {
    const users = usersHere();
    const { user, secret } = await add(users, 'lin');
    await users.redeem({ secret, password: PASSWORD }, onRecord);
    const next = 'quite another one';
    await expect(users.changePassword(user.id, { password: 'wrong', next }, onRecord)).rejects.toMatchObject({
      code: 'refused-sign-in',
    });
    await users.changePassword(user.id, { password: PASSWORD, next }, onRecord);
    expect(await users.withPassword('lin', next)).toBeDefined();
  });

  it('whose password an administrator ends in the middle of its change has none', async () => {
    const users = usersHere();
    const { user, secret } = await add(users, 'lin');
    await users.redeem({ secret, password: PASSWORD }, onRecord);
    // The hash of the new one takes so long that the link is made before it is kept.
    const slow = new Users(data, { nowMs: () => nowMs, cost: { n: 2 ** 15, r: 8, p: 3 } });
    const next = 'quite another one';
    const changing = slow.changePassword(user.id, { password: PASSWORD, next }, onRecord);
    await users.link('lin', onRecord);
    await expect(changing).rejects.toMatchObject({ code: 'refused-sign-in' });
    expect(await users.withPassword('lin', next)).toBeUndefined();
  });

  it('who is removed signs in no more, and is still named by his id', async () => {
    const users = usersHere();
    const { user, secret } = await add(users, 'lin');
    await users.redeem({ secret, password: PASSWORD }, onRecord);
    await users.remove('lin', onRecord);
    expect(await usersHere().withPassword('lin', PASSWORD)).toBeUndefined();
    expect(await usersHere().active(user.id)).toBeUndefined();
    expect(await usersHere().named(user.id)).toMatchObject({ name: 'lin' });
    expect(JSON.stringify(await usersHere().named(user.id))).not.toContain('hash');
    const again = await add(users, 'lin');
    expect(again.user.id).not.toBe(user.id);
  });

  it('is not removed where nobody else administrates', async () => {
    const users = usersHere();
    await add(users, 'boss', 'admin');
    await add(users, 'lin');
    await expect(users.remove('boss', onRecord)).rejects.toMatchObject({ code: 'last-admin' });
    await users.remove('lin', onRecord);
    await users.remove('boss', onRecord);
    expect(await users.list()).toEqual([]);
  });

  it('is not made where it can’t be put on record', async () => {
    const users = usersHere();
    const refused = (): Promise<never> => Promise.reject(new Error('no disk'));
    await expect(users.add('lin', { role: 'admin', labels: 'all' }, 'x', refused)).rejects.toThrow('no disk');
    expect(await users.list()).toEqual([]);
  });
});

describe('the first administrator', () => {
  it('comes by a link that works once, for an hour, while there is no user', async () => {
    const users = usersHere();
    const secret = (await users.firstLink()) ?? '';
    expect(await users.linkIsFor(secret)).toBe('first-admin');
    nowMs += HOUR_MS;
    expect(await users.linkIsFor(secret)).toBeUndefined();
    const next = (await users.firstLink()) ?? '';
    await users.redeem({ secret: next, password: PASSWORD, name: 'boss' }, onRecord);
    expect(await users.list()).toMatchObject([{ name: 'boss', role: 'admin', labels: 'all' }]);
    expect(await users.linkIsFor(next)).toBeUndefined();
    expect(await users.firstLink()).toBeUndefined();
  });

  it('is one of those who have such a link, whoever comes first', async () => {
    const users = usersHere();
    const [one = '', other = ''] = [await users.firstLink(), await usersHere().firstLink()];
    const both = await Promise.allSettled([
      users.redeem({ secret: one, password: PASSWORD, name: 'a' }, onRecord),
      usersHere().redeem({ secret: other, password: PASSWORD, name: 'b' }, onRecord),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await users.list()).toHaveLength(1);
  });

  it('comes no more once somebody was made at the command line', async () => {
    const users = usersHere();
    const secret = (await users.firstLink()) ?? '';
    await add(users, 'lin');
    expect(await usersHere().linkIsFor(secret)).toBeUndefined();
  });
});

describe('who comes from a provider of identities', () => {
  const identity = { issuer: 'https://id.example', subject: '42' };
  const rights = { role: 'operator', labels: ['north'] } as const;

  it('is the same user each time, with what the provider says now', async () => {
    const users = usersHere();
    const first = await users.fromProvider(identity, 'lin', rights, onRecord);
    const again = await users.fromProvider(identity, 'renamed', { role: 'admin', labels: 'all' }, onRecord);
    expect(again).toMatchObject({ id: first.id, name: 'lin', role: 'admin', labels: 'all' });
    const other = await users.fromProvider({ ...identity, subject: '43' }, 'wei', rights, onRecord);
    expect(other.id).not.toBe(first.id);
  });

  it('does not come again once he was removed here, nor as somebody else', async () => {
    const users = usersHere();
    await users.fromProvider(identity, 'lin', rights, onRecord);
    await users.remove('lin', onRecord);
    await expect(users.fromProvider(identity, 'lin', rights, onRecord)).rejects.toMatchObject({
      code: 'refused-sign-in',
    });
    await add(users, 'wei');
    await expect(
      users.fromProvider({ ...identity, subject: '44' }, 'wei', rights, onRecord),
    ).rejects.toMatchObject({ code: 'existing-user' });
  });
});
