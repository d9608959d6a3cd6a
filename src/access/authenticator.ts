// Finds out who a request is from: by the key in its header, or by the session of its cookie. What he may do is not asked
// here.

import { UserError } from '../domain/user-error.js';
import type { Caller } from './caller.js';
import { KEY_PATTERN, type Key, type Keys } from './keys.js';
import { withinRights } from './rights.js';
import { cookieIn, SESSION_COOKIE } from './session-cookie.js';
import type { Sessions } from './sessions.js';
import type { Users } from './users.js';

export interface AuthenticatorParts {
  readonly users: Pick<Users, 'active'>;
  readonly keys: Pick<Keys, 'find'>;
  readonly sessions: Pick<Sessions, 'find'>;
  /** Origins of the service besides the one whose host the request names. */
  readonly origins?: readonly string[];
  /** Whether people reach the service by TLS alone. */
  readonly isSecure?: boolean;
}

/** Methods that change nothing. */
const READING: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

export class Authenticator {
  readonly #parts: AuthenticatorParts;

  constructor(parts: AuthenticatorParts) {
    this.#parts = parts;
  }

  /**
   * @param as `look`: the session is only looked at, and ends as if nobody had asked
   * @returns undefined where the request has neither a key nor a session that is good
   * @throws UserError where another page lets the browser write in the name of who has signed in here
   */
  async authenticate(
    { headers, method }: Pick<Request, 'headers' | 'method'>,
    as: 'request' | 'look' = 'request',
  ): Promise<Caller | undefined> {
    const authorization = headers.get('authorization');
    if (authorization !== null) return this.#byKey(authorization);
    const secret = cookieIn(headers.get('cookie'), SESSION_COOKIE);
    if (secret === undefined) return undefined;
    const caller = await this.#bySession(secret, as);
    if (caller !== undefined && !READING.has(method)) this.refuseOtherPage(headers);
    return caller;
  }

  /**
   * For requests before anybody is known: a program says nothing of a page.
   *
   * @throws UserError where the browser says that another page made the request
   */
  refuseSaidOtherPage(headers: Pick<Headers, 'get'>): void {
    const isBrowsers = headers.get('origin') !== null || headers.get('sec-fetch-site') !== null;
    if (isBrowsers) this.refuseOtherPage(headers);
  }

  /** @throws UserError where the browser says that another page made the request, or says nothing */
  refuseOtherPage(headers: Pick<Headers, 'get'>): void {
    const origin = headers.get('origin');
    const isOwn =
      origin === null
        ? headers.get('sec-fetch-site') === 'same-origin'
        : this.#isOwn(origin, headers.get('host') ?? '');
    if (!isOwn) throw new UserError('other-page', ({ access }) => access.otherPage);
  }

  #isOwn(origin: string, host: string): boolean {
    const { origins = [], isSecure = false } = this.#parts;
    if (origins.includes(origin)) return true;
    if (!URL.canParse(origin)) return false;
    const url = new URL(origin);
    // What came in the clear may be anybody's on the way, whatever host it names.
    return url.host === host.toLowerCase() && (!isSecure || url.protocol === 'https:');
  }

  async #byKey(authorization: string): Promise<Caller | undefined> {
    const [, secret = ''] = /^Bearer +(\S+) *$/i.exec(authorization) ?? [];
    if (!KEY_PATTERN.test(secret)) return undefined;
    const key = await this.#parts.keys.find(secret);
    return key && this.#ofKey(key);
  }

  /** A key that a user made counts as that user, and ends with him. */
  async #ofKey(key: Key): Promise<Caller | undefined> {
    const user = key.user === undefined ? undefined : await this.#parts.users.active(key.user);
    if (key.user !== undefined && user === undefined) return undefined;
    const rights = withinRights(key, user);
    return (
      rights && {
        id: user?.id ?? key.id,
        name: user?.name ?? key.name,
        role: rights.role,
        labels: rights.labels,
        by: 'key',
        credential: key.id,
      }
    );
  }

  async #bySession(secret: string, as: 'request' | 'look'): Promise<Caller | undefined> {
    const session = await this.#parts.sessions.find(secret, as);
    const user = session && (await this.#parts.users.active(session.user));
    if (user === undefined || session?.generation !== user.generation) return undefined;
    const { id, name, role, labels } = user;
    return { id, name, role, labels, by: 'session', credential: session.id };
  }
}
