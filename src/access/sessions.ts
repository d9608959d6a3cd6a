// Sessions of people who have signed in, kept on the server's disk: a file each, named by the hash of what the browser has.
// They end by themselves, by signing out, and with the user's generation. It knows no cookie.

import { readdir, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { makeDirectory, readFormIfThere, writeJson } from '../files/durable.js';
import { undefinedIfMissing } from '../files/missing-file.js';
import { accessPaths } from './access-paths.js';
import { newSecret, secretHash } from './secret.js';

const LASTS_MS = 12 * 3_600_000;
/** Without a request for so long it ends. */
const IDLE_MS = 2 * 3_600_000;
/** That somebody was here is noted no more often. */
const NOTED_EVERY_MS = 5 * 60_000;
const SWEPT_EVERY_MS = 3_600_000;
const SECRET = /^[A-Za-z0-9_-]{43}$/;

const sessionSchema = z.object({
  user: z.string(),
  /** The user's at the time: with a later one the session has ended. */
  generation: z.number().int(),
  /** Unix milliseconds. */
  createdAt: z.number(),
});

export interface Session extends z.infer<typeof sessionSchema> {
  /** Names it without being of any use to whoever reads it. */
  readonly id: string;
}

export class Sessions {
  readonly #directory: string;
  readonly #nowMs: () => number;
  #sweptAt = -Infinity;

  constructor(dataDirectory: string, nowMs: () => number = Date.now) {
    this.#directory = accessPaths(dataDirectory).sessions;
    this.#nowMs = nowMs;
  }

  /** @returns what the browser gets, and nobody can read again */
  async begin({ id, generation }: { readonly id: string; readonly generation: number }): Promise<string> {
    const secret = newSecret();
    await makeDirectory(this.#directory);
    const path = this.#path(secret);
    const session = { user: id, generation, createdAt: this.#nowMs() };
    await writeJson(path, String(process.pid), session);
    await this.#noteUse(path);
    void this.#sweep().catch(() => undefined);
    return secret;
  }

  /**
   * The session, unless it has ended.
   *
   * @param as `look`: it goes on no longer for that
   */
  async find(secret: string, as: 'request' | 'look' = 'request'): Promise<Session | undefined> {
    if (!SECRET.test(secret)) return undefined;
    const path = this.#path(secret);
    const about = await stat(path).catch(undefinedIfMissing);
    if (about === undefined) return undefined;
    const session = await readFormIfThere(path, sessionSchema);
    const nowMs = this.#nowMs();
    if (session === undefined || this.#hasEnded(session.createdAt, about.mtimeMs)) return undefined;
    if (as === 'request' && nowMs - about.mtimeMs > NOTED_EVERY_MS)
      await this.#noteUse(path).catch(undefinedIfMissing);
    return { ...session, id: `s_${secretHash(secret).slice(0, 12)}` };
  }

  async end(secret: string): Promise<void> {
    if (SECRET.test(secret)) await rm(this.#path(secret), { force: true });
  }

  #path(secret: string): string {
    return join(this.#directory, `${secretHash(secret)}.json`);
  }

  async #noteUse(path: string): Promise<void> {
    const at = this.#nowMs() / 1000;
    await utimes(path, at, at);
  }

  #hasEnded(createdAt: number, usedAt: number): boolean {
    const nowMs = this.#nowMs();
    return nowMs - createdAt >= LASTS_MS || nowMs - usedAt >= IDLE_MS;
  }

  /** Removes what has ended long ago. */
  async #sweep(): Promise<void> {
    const nowMs = this.#nowMs();
    if (nowMs - this.#sweptAt < SWEPT_EVERY_MS) return;
    this.#sweptAt = nowMs;
    for (const name of await readdir(this.#directory)) {
      const path = join(this.#directory, name);
      const about = await stat(path).catch(undefinedIfMissing);
      if (about !== undefined && nowMs - about.mtimeMs >= IDLE_MS) await rm(path, { force: true });
    }
  }
}
