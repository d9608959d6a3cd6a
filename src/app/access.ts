// Users and keys as somebody manages them, each act on record before it is done. It knows no door.

import { dirname } from 'node:path';
import { z } from 'zod';
import { accessPaths } from '../access/access-paths.js';
import type { Role } from '../access/caller.js';
import { Keys, type Key } from '../access/keys.js';
import { rightsOf } from '../access/rights.js';
import type { User } from '../access/user-records.js';
import type { OnRecord } from '../access/user-records.js';
import { Users } from '../access/users.js';
import type { OperationId } from '../access/permissions.js';
import { makeDirectory, readFormIfThere, writeJson } from '../files/durable.js';
import type { App } from './app.js';
import { actorHere, putOnRecord, type Actor } from './on-record.js';

type Settings = Pick<App, 'config'>;

export interface Linked {
  readonly user: User;
  /** Where a password is set; it works once, and for a time. */
  readonly url: string;
}

function noting({ config }: Settings, actor: Actor, act: OperationId): OnRecord {
  return (about) => putOnRecord(config.dataDir, actor, { act, about });
}

/** @throws UserError where the name is taken, or the role has all labels */
export async function addUser(
  app: Settings,
  {
    name,
    role,
    labels,
  }: { readonly name: string; readonly role: Role; readonly labels?: readonly string[] | undefined },
  actor: Actor = actorHere(),
): Promise<Linked> {
  const users = new Users(app.config.dataDir);
  const rights = rightsOf(role, labels);
  const { user, secret } = await users.add(name, rights, actor.id, noting(app, actor, 'createUser'));
  return { user, url: await linkOf(app.config.dataDir, secret) };
}

/** @throws UserError where there is no such user */
export async function linkUser(app: Settings, name: string, actor: Actor = actorHere()): Promise<Linked> {
  const { user, secret } = await new Users(app.config.dataDir).link(name, noting(app, actor, 'linkUser'));
  return { user, url: await linkOf(app.config.dataDir, secret) };
}

/** @throws UserError where there is no such user, or nobody else administrates */
export async function removeUser(app: Settings, name: string, actor: Actor = actorHere()): Promise<User> {
  return new Users(app.config.dataDir).remove(name, noting(app, actor, 'deleteUser'));
}

export async function listUsers({ config }: Settings): Promise<User[]> {
  return new Users(config.dataDir).list();
}

export interface KeyAsked {
  readonly role: Role;
  readonly labels?: readonly string[] | undefined;
  readonly name?: string | undefined;
  readonly expiresMs?: number | undefined;
}

/**
 * A key that somebody makes who has signed in, or by a key of his, counts as him.
 *
 * @returns the key itself, which nobody can read again
 */
export async function addKey(
  app: Settings,
  { role, labels, name, expiresMs }: KeyAsked,
  actor: Actor = actorHere(),
): Promise<{ readonly key: Key; readonly secret: string }> {
  const { dataDir } = app.config;
  const user = (await new Users(dataDir).active(actor.id))?.id;
  const asked = { rights: rightsOf(role, labels), name, expiresMs, by: actor.id, user };
  return new Keys(dataDir).add(asked, noting(app, actor, 'createKey'));
}

/** @throws UserError where there is no such key */
export async function revokeKey(app: Settings, id: string, actor: Actor = actorHere()): Promise<Key> {
  return new Keys(app.config.dataDir).revoke(id, noting(app, actor, 'deleteKey'));
}

export async function listKeys({ config }: Settings): Promise<Key[]> {
  return new Keys(config.dataDir).list();
}

const originSchema = z.object({ origin: z.string() });
const USUAL_ORIGIN = 'http://127.0.0.1:8788';

/** For the start of `serve`: links that are made at the command line lead there. */
export async function noteOrigin(dataDirectory: string, origin: string): Promise<void> {
  const path = accessPaths(dataDirectory).origin;
  await makeDirectory(dirname(path));
  await writeJson(path, String(process.pid), { origin });
}

/** The secret stands behind the `#`, which no browser sends: so it is in no log of a proxy. */
async function linkOf(dataDirectory: string, secret: string): Promise<string> {
  const noted = await readFormIfThere(accessPaths(dataDirectory).origin, originSchema);
  return `${noted?.origin ?? USUAL_ORIGIN}/sign-in#${secret}`;
}
