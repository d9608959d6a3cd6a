// Who may use `serve`: made, given a link by which a password is set, removed. All processes see the same. It knows no
// session and no request.

import { UserError } from '../domain/user-error.js';
import { accessPaths } from './access-paths.js';
import { isPassword, keepPassword, refuseWeakPassword, type ScryptCost } from './password.js';
import { RecordFile } from './record-file.js';
import { sameRights, type Rights } from './rights.js';
import { isSecret, newId, newSecret, ofSecret, secretHash } from './secret.js';
import { isActive, sameName, usersSchema, USERS_VERSION, type User, type UsersForm } from './user-records.js';

const LINK_MS = 72 * 3_600_000;
const FIRST_LINK_MS = 3_600_000;
/** Each start of `serve` makes one while there is no user. */
const FIRST_LINKS_MOST = 10;
const NAME = /^[\p{L}\p{N}][\p{L}\p{N} ._@+-]{0,63}$/u;

const EMPTY: UsersForm = { version: USERS_VERSION, users: [], first: [] };

export interface NewLink {
  readonly user: User;
  /** It works once; nobody can read it again. */
  readonly secret: string;
}

/**
 * Called with the id of whom it is about once nothing refuses the change any more, and before it is made: so nothing changes
 * that is not on record.
 */
export type OnRecord = (id: string) => Promise<unknown>;

export interface UsersParts {
  readonly nowMs?: () => number;
  /** Lower for tests alone. */
  readonly cost?: ScryptCost;
}

export class Users {
  readonly #file: RecordFile<UsersForm>;
  readonly #nowMs: () => number;
  readonly #cost: ScryptCost | undefined;

  constructor(dataDirectory: string, { nowMs = Date.now, cost }: UsersParts = {}) {
    this.#file = new RecordFile(accessPaths(dataDirectory).users, usersSchema, EMPTY);
    this.#nowMs = nowMs;
    this.#cost = cost;
  }

  async list(): Promise<User[]> {
    return (await this.#file.read()).users.filter(isActive);
  }

  /** Also one that was removed, as the record of who did what names it. */
  async named(id: string): Promise<User | undefined> {
    return (await this.#file.read()).users.find((user) => user.id === id);
  }

  async active(id: string): Promise<User | undefined> {
    const user = await this.named(id);
    return user !== undefined && isActive(user) ? user : undefined;
  }

  /** @throws UserError where the name can't be one, or is taken */
  async add(name: string, rights: Rights, by: string, onRecord: OnRecord): Promise<NewLink> {
    if (!NAME.test(name)) throw new UserError('invalid-options', ({ access }) => access.badUserName);
    return this.#file.update(async (now) => {
      refuseTakenName(now, name);
      const secret = newSecret();
      const link = { hash: secretHash(secret), until: this.#nowMs() + LINK_MS };
      const user = { ...this.#made(name, rights, by), link };
      await onRecord(user.id);
      return { next: { ...now, users: [...now.users, user], first: [] }, result: { user, secret } };
    });
  }

  #made(name: string, rights: Rights, by: string): User {
    return { id: newId('u'), name, ...rights, createdAt: this.#nowMs(), createdBy: by, generation: 1 };
  }

  /**
   * A new link, which ends the old one, the password and all sessions.
   *
   * @param user the name or the id
   * @throws UserError where there is no such user
   */
  async link(user: string, onRecord: OnRecord): Promise<NewLink> {
    const secret = newSecret();
    const link = { hash: secretHash(secret), until: this.#nowMs() + LINK_MS };
    const changed = await this.#change(user, onRecord, (found) => {
      const { password: _, ...kept } = found;
      return { ...kept, link, generation: found.generation + 1 };
    });
    return { user: changed, secret };
  }

  /** @throws UserError where there is no such user, or it is the last administrator */
  async remove(user: string, onRecord: OnRecord): Promise<User> {
    return this.#change(user, onRecord, (found, { users }) => {
      const others = users.filter((each) => each.id !== found.id && isActive(each));
      const isNeeded = others.length > 0 && !others.some(({ role }) => role === 'admin');
      if (found.role === 'admin' && isNeeded)
        throw new UserError('last-admin', ({ access }) => access.lastAdmin({ name: found.name }));
      const { password: _, link: __, ...kept } = found;
      return { ...kept, generation: found.generation + 1, removedAt: this.#nowMs() };
    });
  }

  async #change(
    named: string,
    onRecord: OnRecord,
    change: (found: User, now: UsersForm) => User,
  ): Promise<User> {
    return this.#file.update(async (now) => {
      const found = now.users.find(
        (user) => isActive(user) && (user.id === named || sameName(user.name, named)),
      );
      if (found === undefined)
        throw new UserError('unknown-user', ({ access }) => access.unknownUser({ name: named }));
      const changed = change(found, now);
      await onRecord(found.id);
      return { next: replaced(now, changed), result: changed };
    });
  }

  /** A link for whoever administrates first; undefined where there is a user. */
  async firstLink(): Promise<string | undefined> {
    if ((await this.list()).length > 0) return undefined;
    return this.#file.update(async (now) => {
      if (now.users.some(isActive)) return { next: now, result: undefined };
      const secret = newSecret();
      const made = { hash: secretHash(secret), until: this.#nowMs() + FIRST_LINK_MS };
      const alive = now.first.filter(({ until }) => until > this.#nowMs());
      return { next: { ...now, first: [...alive, made].slice(-FIRST_LINKS_MOST) }, result: secret };
    });
  }

  /** What the link is for, while it works; undefined where it doesn't. */
  async linkIsFor(secret: string): Promise<'first-admin' | User | undefined> {
    return this.#linkIn(await this.#file.read(), secret);
  }

  #linkIn(now: UsersForm, secret: string): 'first-admin' | User | undefined {
    const isAlive = ({ until }: { until: number }): boolean => until > this.#nowMs();
    const linked = now.users.filter(
      (user) => isActive(user) && user.link !== undefined && isAlive(user.link),
    );
    const user = linked.find(({ link }) => link !== undefined && isSecret(secret, link.hash));
    if (user !== undefined || now.users.some(isActive)) return user;
    return ofSecret(secret, now.first.filter(isAlive)) === undefined ? undefined : 'first-admin';
  }

  /**
   * Sets the password of whom the link is for; of the first administrator the name, too. It works once.
   *
   * @throws UserError where the link doesn't work, or works no more, or the password is weak
   */
  async redeem(
    { secret, password, name }: { secret: string; password: string; name?: string | undefined },
    onRecord: OnRecord,
  ): Promise<User> {
    const before = await this.linkIsFor(secret);
    if (before === undefined) throw endedLink();
    const named = before === 'first-admin' ? (name ?? '') : before.name;
    if (!NAME.test(named)) throw new UserError('invalid-options', ({ access }) => access.badUserName);
    refuseWeakPassword(password, named);
    const kept = await keepPassword(password, this.#cost);
    return this.#file.update(async (now) => {
      // Who came first with the same link has it.
      const found = this.#linkIn(now, secret);
      if (found === undefined) throw endedLink();
      if (found === 'first-admin') {
        const user = { ...this.#made(named, { role: 'admin', labels: 'all' }, 'rollcall'), password: kept };
        await onRecord(user.id);
        return { next: { ...now, users: [...now.users, user], first: [] }, result: user };
      }
      await onRecord(found.id);
      const { link: _, ...rest } = found;
      const user = { ...rest, password: kept, generation: found.generation + 1 };
      return { next: replaced(now, user), result: user };
    });
  }

  /**
   * Ends all sessions, too.
   *
   * @throws UserError where the present password is another one, or the new one is weak
   */
  async changePassword(
    id: string,
    { password, next }: { readonly password: string; readonly next: string },
    onRecord: OnRecord,
  ): Promise<User> {
    const user = await this.active(id);
    if (user === undefined || !(await isPassword(password, user.password, this.#cost))) throw wrongPassword();
    refuseWeakPassword(next, user.name);
    const kept = await keepPassword(next, this.#cost);
    return this.#change(id, onRecord, (found) => {
      // Since it was tried, an administrator may have ended it, or another browser have set another one.
      if (found.generation !== user.generation) throw wrongPassword();
      return { ...found, password: kept, generation: found.generation + 1 };
    });
  }

  /** Takes as long where nobody has that name. */
  async withPassword(name: string, password: string): Promise<User | undefined> {
    const user = (await this.list()).find((each) => sameName(each.name, name));
    return (await isPassword(password, user?.password, this.#cost)) ? user : undefined;
  }

  /**
   * Who comes from a provider of identities, with what that says of him now; made where he is new.
   *
   * @throws UserError where he was removed here, or his name is taken by somebody else
   */
  async fromProvider(
    identity: NonNullable<User['oidc']>,
    name: string,
    rights: Rights,
    onRecord: OnRecord,
  ): Promise<User> {
    return this.#file.update(async (now) => {
      const { issuer, subject } = identity;
      const found = now.users.find(({ oidc }) => oidc?.issuer === issuer && oidc.subject === subject);
      if (found === undefined) {
        refuseTakenName(now, name);
        const user = { ...this.#made(name, rights, 'rollcall'), oidc: identity };
        await onRecord(user.id);
        return { next: { ...now, users: [...now.users, user], first: [] }, result: user };
      }
      if (!isActive(found)) throw new UserError('refused-sign-in', ({ access }) => access.removedHere);
      if (sameRights(found, rights)) return { next: now, result: found };
      await onRecord(found.id);
      const user = { ...found, ...rights };
      return { next: replaced(now, user), result: user };
    });
  }
}

function replaced(now: UsersForm, user: User): UsersForm {
  return { ...now, users: now.users.map((each) => (each.id === user.id ? user : each)) };
}

function refuseTakenName({ users }: UsersForm, name: string): void {
  if (users.some((user) => isActive(user) && sameName(user.name, name)))
    throw new UserError('existing-user', ({ access }) => access.existingUser({ name }));
}

export function wrongPassword(): UserError {
  return new UserError('refused-sign-in', ({ access }) => access.wrongPassword);
}

export function endedLink(): UserError {
  return new UserError('ended-link', ({ access }) => access.endedLink);
}
