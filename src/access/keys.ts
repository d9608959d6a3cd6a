// Keys of programs: made, listed, revoked, found again by what a request says. A key is shown once and kept as its hash. It
// knows no request.

import { z } from 'zod';
import { UserError } from '../domain/user-error.js';
import { accessPaths } from './access-paths.js';
import { RecordFile } from './record-file.js';
import type { OnRecord } from './user-records.js';
import { rightsSchema, type Rights } from './rights.js';
import { newId, newSecret, ofSecret, secretHash } from './secret.js';

const keySchema = rightsSchema.extend({
  id: z.string(),
  name: z.string(),
  hash: z.string(),
  /** Unix milliseconds, as all times here. */
  createdAt: z.number(),
  /** The id of who made it. */
  createdBy: z.string(),
  /** The user who made it, whom it counts as; absent: made at the command line. */
  user: z.string().optional(),
  until: z.number().optional(),
  revokedAt: z.number().optional(),
});
export type Key = z.infer<typeof keySchema>;

const KEYS_VERSION = 1;
const keysSchema = z.object({ version: z.literal(KEYS_VERSION), keys: z.array(keySchema).readonly() });
type KeysForm = z.infer<typeof keysSchema>;

const PREFIX = 'rc_';
/** What a request's header has to say. */
export const KEY_PATTERN = /^rc_[A-Za-z0-9_-]{43}$/;
const NAME_MOST = 64;

export interface KeyRequest {
  readonly rights: Rights;
  readonly name?: string | undefined;
  /** How long it works, in milliseconds; absent: until it is revoked. */
  readonly expiresMs?: number | undefined;
  /** The id of who makes it, and the user whom it counts as. */
  readonly by: string;
  readonly user?: string | undefined;
}

export class Keys {
  readonly #file: RecordFile<KeysForm>;
  readonly #nowMs: () => number;

  constructor(dataDirectory: string, nowMs: () => number = Date.now) {
    this.#file = new RecordFile(accessPaths(dataDirectory).keys, keysSchema, {
      version: KEYS_VERSION,
      keys: [],
    });
    this.#nowMs = nowMs;
  }

  /** Those that work, and those that have ended, but for the revoked ones. */
  async list(): Promise<Key[]> {
    return (await this.#file.read()).keys.filter(({ revokedAt }) => revokedAt === undefined);
  }

  /** Also one that was revoked, as the record of who did what names it. */
  async named(id: string): Promise<Key | undefined> {
    return (await this.#file.read()).keys.find((key) => key.id === id);
  }

  /** @returns the key itself, which nobody can read again */
  async add(
    { rights, name = '', expiresMs, by, user }: KeyRequest,
    onRecord: OnRecord,
  ): Promise<{ key: Key; secret: string }> {
    if (name.length > NAME_MOST)
      throw new UserError('invalid-options', ({ access }) => access.longKeyName({ most: NAME_MOST }));
    const secret = `${PREFIX}${newSecret()}`;
    const createdAt = this.#nowMs();
    const key: Key = {
      id: newId('k'),
      name,
      ...rights,
      hash: secretHash(secret),
      createdAt,
      createdBy: by,
      ...(user === undefined ? {} : { user }),
      ...(expiresMs === undefined ? {} : { until: createdAt + expiresMs }),
    };
    return this.#file.update(async (now) => {
      await onRecord(key.id);
      return { next: { ...now, keys: [...now.keys, key] }, result: { key, secret } };
    });
  }

  /** @throws UserError where there is no such key */
  async revoke(id: string, onRecord: OnRecord): Promise<Key> {
    return this.#file.update(async (now) => {
      const found = now.keys.find((key) => key.id === id && key.revokedAt === undefined);
      if (found === undefined) throw new UserError('unknown-key', ({ access }) => access.unknownKey({ id }));
      await onRecord(id);
      const revoked = { ...found, revokedAt: this.#nowMs() };
      return {
        next: { ...now, keys: now.keys.map((key) => (key.id === id ? revoked : key)) },
        result: revoked,
      };
    });
  }

  /** The key that this is, as long as it works. */
  async find(secret: string): Promise<Key | undefined> {
    if (!KEY_PATTERN.test(secret)) return undefined;
    const key = ofSecret(secret, (await this.#file.read()).keys);
    if (key === undefined || key.revokedAt !== undefined) return undefined;
    return key.until !== undefined && key.until <= this.#nowMs() ? undefined : key;
  }
}
