// Who may use `serve`: made, given a link by which a password is set, removed. All processes see the same. It knows no
// session and no request.

import { UserError } from '../domain/user-error.js';
import { accessPaths } from './access-paths.js';
import { isPassword, keepPassword, refuseWeakPassword, type ScryptCost } from './password.js';
import { RecordFile } from './record-file.js';
import type { Rights } from './rights.js';
import { newSecret, secretHash } from './secret.js';
import { endedLink, wrongPassword } from './sign-in-errors.js';
import {
  linkIn,
  newUser,
  provided,
  redeemed,
  refuseBadName,
  refuseTakenName,
  removedFrom,
  withFirstLink,
  withUser,
} from './user-changes.js';
import {
  isActive,
  sameName,
  usersSchema,
  USERS_VERSION,
  type NewLink,
  type OnRecord,
  type User,
  type UsersForm,
} from './user-records.js';

const LINK_MS = 72 * 3_600_000;

const EMPTY: UsersForm = { version: USERS_VERSION, users: [], first: [] };

type UsersParts = { readonly nowMs?: () => number; readonly cost?: ScryptCost };

export class Users {
  readonly #file: RecordFile<UsersForm>;
  readonly #nowMs: () => number;
  readonly #cost: ScryptCost | undefined;

  /** @param parts `cost`: lower for tests alone */
  constructor(dataDirectory: string, { nowMs = Date.now, cost }: UsersParts = {}) {
    this.#file = new RecordFile(accessPaths(dataDirectory).users, usersSchema, EMPTY);
    [this.#nowMs, this.#cost] = [nowMs, cost];
  }

  async list(): Promise<User[]> {
    return (await this.#file.read()).users.filter(isActive);
  }

  /** Also one that was removed, as the record of who did what names it. */
  async named(id: string): Promise<User | undefined> {
    return (await this.#file.read()).users.find((user) => user.id === id);
  }

  async active(id: string): Promise<User | undefined> {
    return (await this.list()).find((user) => user.id === id);
  }

  /** @throws UserError where the name can't be one, or is taken */
  async add(name: string, rights: Rights, by: string, onRecord: OnRecord): Promise<NewLink> {
    refuseBadName(name);
    return this.#file.update(async (now) => {
      refuseTakenName(now, name);
      const secret = newSecret();
      const link = { hash: secretHash(secret), until: this.#nowMs() + LINK_MS };
      const user = { ...newUser(this.#nowMs(), name, rights, by), link };
      await onRecord(user.id);
      return { next: withUser(now, user), result: { user, secret } };
    });
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
    return this.#change(user, onRecord, (found, now) => removedFrom(now, found, this.#nowMs()));
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
      return { next: withUser(now, changed), result: changed };
    });
  }

  /** A link for whoever administrates first; undefined where there is a user. */
  async firstLink(): Promise<string | undefined> {
    if ((await this.list()).length > 0) return undefined;
    return this.#file.update(async (now) => {
      if (now.users.some(isActive)) return { next: now, result: undefined };
      const secret = newSecret();
      return { next: withFirstLink(now, secretHash(secret), this.#nowMs()), result: secret };
    });
  }

  /** What the link is for, while it works; undefined where it doesn't. */
  async linkIsFor(secret: string): Promise<'first-admin' | User | undefined> {
    return linkIn(await this.#file.read(), secret, this.#nowMs());
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
    refuseBadName(named);
    refuseWeakPassword(password, named);
    const kept = await keepPassword(password, this.#cost);
    return this.#file.update(async (now) => {
      // Who came first with the same link has it.
      const found = linkIn(now, secret, this.#nowMs());
      if (found === undefined) throw endedLink();
      const user = redeemed(found, named, kept, this.#nowMs());
      await onRecord(user.id);
      return { next: withUser(now, user), result: user };
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
      const user = provided(now, identity, name, rights, this.#nowMs());
      if (now.users.includes(user)) return { next: now, result: user };
      await onRecord(user.id);
      return { next: withUser(now, user), result: user };
    });
  }
}
