// How often somebody may try to sign in, by the name that he gives and by the address that he comes from: counted on disk, for all
// processes that serve the same data directory. Names and addresses stand there as keyed hashes alone.

import { createHmac, randomBytes } from 'node:crypto';
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { z } from 'zod';
import { makeDirectory, readFormIfThere, writeJsonFirst } from '../files/durable.js';
import { undefinedIfMissing } from '../files/missing-file.js';
import { FILE_MODE } from '../files/temporary-file.js';
import { withLock } from '../redis/process-lock.js';
import { accessPaths } from './access-paths.js';

const WINDOW_MS = 15 * 60_000;
const REMEMBERED = 10_000;
const SWEEP_MS = 60_000;

interface Limit {
  readonly most: number;
  readonly of: (name: string, from: string) => string;
}

/** Who has forgotten his password, at his desk. */
const AT_DESK: Limit = { most: 10, of: (name, from) => `both ${from} ${name}` };
const LIMITS: readonly Limit[] = [
  AT_DESK,
  // Who tries many names.
  { most: 50, of: (_, from) => `from ${from}` },
  // Many who try one name; it keeps its owner out for a while, too, which is the lesser harm.
  { most: 100, of: (name) => `name ${name}` },
];

const saltSchema = z.object({ salt: z.string() });
const triesSchema = z.array(z.number());

export class SignInRate {
  readonly #directory: string;
  readonly #nowMs: () => number;
  readonly #remembered: number;
  /** Within this process nobody has to look whether the lock is free. */
  readonly #one = pLimit(1);
  #salt: string | undefined;
  #sweptAt = -Infinity;

  constructor(
    dataDirectory: string,
    { nowMs = Date.now, remembered = REMEMBERED }: { nowMs?: () => number; remembered?: number } = {},
  ) {
    this.#directory = accessPaths(dataDirectory).tries;
    [this.#nowMs, this.#remembered] = [nowMs, remembered];
  }

  /** @returns undefined where it may be tried, which counts; else in how many seconds it may */
  async take(name: string, from: string): Promise<number | undefined> {
    return this.#locked(async () => {
      const nowMs = this.#nowMs();
      const known = await Promise.all(
        LIMITS.map(async ({ most, of }) => {
          const path = await this.#path(of(keyOf(name), from));
          return { most, path, tries: await recentIn(path, nowMs) };
        }),
      );
      const waits = known.map(({ most, tries }) => (tries.at(-most) ?? -Infinity) + WINDOW_MS - nowMs);
      const waitMs = Math.max(...waits);
      if (waitMs > 0) return Math.ceil(waitMs / 1000);
      for (const { most, path, tries } of known)
        await writeFile(path, JSON.stringify([...tries, nowMs].slice(-most)), { mode: FILE_MODE });
      await this.#sweep(nowMs);
      return undefined;
    });
  }

  /** Who has signed in has not guessed his own password; other names he may have. */
  async succeeded(name: string, from: string): Promise<void> {
    await this.#locked(async () => rm(await this.#path(AT_DESK.of(keyOf(name), from)), { force: true }));
  }

  async #locked<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.#one(async () => {
      await makeDirectory(this.#directory);
      return withLock(join(this.#directory, 'lock'), work);
    });
  }

  async #path(what: string): Promise<string> {
    this.#salt ??= await this.#saltOnDisk();
    return join(this.#directory, `${createHmac('sha256', this.#salt).update(what).digest('hex')}.json`);
  }

  async #saltOnDisk(): Promise<string> {
    const path = join(this.#directory, 'salt');
    await writeJsonFirst(path, String(process.pid), { salt: randomBytes(32).toString('hex') });
    return (await readFormIfThere(path, saltSchema))?.salt ?? '';
  }

  /** Tries that are over go; of too many the longest untouched. */
  async #sweep(nowMs: number): Promise<void> {
    if (nowMs - this.#sweptAt < SWEEP_MS) return;
    this.#sweptAt = nowMs;
    const names = (await readdir(this.#directory)).filter((name) => name.endsWith('.json'));
    const found = await Promise.all(
      names.map(async (name) => {
        const path = join(this.#directory, name);
        return { path, at: (await stat(path).catch(undefinedIfMissing))?.mtimeMs ?? 0 };
      }),
    );
    const kept = found.filter(({ at }) => nowMs - at < WINDOW_MS).toSorted((one, other) => other.at - one.at);
    const alive = new Set(kept.slice(0, this.#remembered).map(({ path }) => path));
    for (const { path } of found) if (!alive.has(path)) await rm(path, { force: true });
  }
}

/** A file that a kill has left torn counts as none. */
async function recentIn(path: string, nowMs: number): Promise<readonly number[]> {
  const text = await readFile(path, 'utf8').catch(undefinedIfMissing);
  try {
    return triesSchema.parse(JSON.parse(text ?? '[]')).filter((at) => at > nowMs - WINDOW_MS);
  } catch {
    return [];
  }
}

/** As much of it as tells names apart. */
function keyOf(name: string): string {
  return name.normalize('NFKC').toLowerCase().slice(0, 64);
}
