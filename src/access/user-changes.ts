// How what is kept of users changes: a new one, one in another's place, one that is removed, whom a link is for. Pure but for the ids of new
// ones; it knows no file.

import { UserError } from '../domain/user-error.js';
import { sameRights, type Rights } from './rights.js';
import { isSecret, newId, ofSecret } from './secret.js';
import { isActive, sameName, type User, type UsersForm } from './user-records.js';

const NAME = /^[\p{L}\p{N}][\p{L}\p{N} ._@+-]{0,63}$/u;
const FIRST_LINK_MS = 3_600_000;
/** Each start of `serve` makes one while there is no user. */
const FIRST_LINKS_MOST = 10;

export function refuseBadName(name: string): void {
  if (!NAME.test(name)) throw new UserError('invalid-options', ({ access }) => access.badUserName);
}

export function withFirstLink(now: UsersForm, hash: string, nowMs: number): UsersForm {
  const alive = now.first.filter(({ until }) => until > nowMs);
  return { ...now, first: [...alive, { hash, until: nowMs + FIRST_LINK_MS }].slice(-FIRST_LINKS_MOST) };
}

export function newUser(nowMs: number, name: string, rights: Rights, by: string): User {
  return { id: newId('u'), name, ...rights, createdAt: nowMs, createdBy: by, generation: 1 };
}

/** The user in his own place, or as a new one: links for the first administrator end with the first user. */
export function withUser(now: UsersForm, user: User): UsersForm {
  const isKnown = now.users.some(({ id }) => id === user.id);
  if (isKnown) return { ...now, users: now.users.map((each) => (each.id === user.id ? user : each)) };
  return { ...now, users: [...now.users, user], first: [] };
}

/** Whom a link is for, with the password that he has set. */
export function redeemed(
  found: 'first-admin' | User,
  name: string,
  password: NonNullable<User['password']>,
  nowMs: number,
): User {
  if (found === 'first-admin')
    return { ...newUser(nowMs, name, { role: 'admin', labels: 'all' }, 'rollcall'), password };
  const { link: _, ...rest } = found;
  return { ...rest, password, generation: found.generation + 1 };
}

export function refuseTakenName({ users }: UsersForm, name: string): void {
  if (users.some((user) => isActive(user) && sameName(user.name, name)))
    throw new UserError('existing-user', ({ access }) => access.existingUser({ name }));
}

/** @throws UserError where it is the last administrator, and others are there */
export function removedFrom({ users }: UsersForm, found: User, nowMs: number): User {
  const others = users.filter((each) => each.id !== found.id && isActive(each));
  const isNeeded = others.length > 0 && !others.some(({ role }) => role === 'admin');
  if (found.role === 'admin' && isNeeded)
    throw new UserError('last-admin', ({ access }) => access.lastAdmin({ name: found.name }));
  const { password: _, link: __, ...kept } = found;
  return { ...kept, generation: found.generation + 1, removedAt: nowMs };
}

/** What a link is for, while it works; undefined where it doesn't. */
export function linkIn(now: UsersForm, secret: string, nowMs: number): 'first-admin' | User | undefined {
  const isAlive = ({ until }: { until: number }): boolean => until > nowMs;
  const linked = now.users.filter((user) => isActive(user) && user.link !== undefined && isAlive(user.link));
  const user = linked.find(({ link }) => link !== undefined && isSecret(secret, link.hash));
  if (user !== undefined || now.users.some(isActive)) return user;
  return ofSecret(secret, now.first.filter(isAlive)) === undefined ? undefined : 'first-admin';
}

/**
 * Who comes from a provider of identities: the same object where nothing has changed.
 *
 * @throws UserError where he was removed here, or his name is taken by somebody else
 */
export function provided(
  now: UsersForm,
  identity: NonNullable<User['oidc']>,
  name: string,
  rights: Rights,
  nowMs: number,
): User {
  const { issuer, subject } = identity;
  const found = now.users.find(({ oidc }) => oidc?.issuer === issuer && oidc.subject === subject);
  if (found === undefined) {
    refuseTakenName(now, name);
    return { ...newUser(nowMs, name, rights, 'rollcall'), oidc: identity };
  }
  if (!isActive(found)) throw new UserError('refused-sign-in', ({ access }) => access.removedHere);
  return sameRights(found, rights) ? found : { ...found, ...rights };
}
