// Which directory a data directory's id stands for at present, so that nobody works on one Redis in a directory and in its
// copy at a time: both would go on with the same batches, each without the other's calls. It knows nothing of batches.

import { stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { UserError } from '../domain/user-error.js';
import type { Redis } from '../redis/connection.js';
import { idPath } from './data-identity.js';
import { directoryKey } from './keys.js';

const holderSchema = z.object({
  host: z.string(),
  path: z.string(),
  /** Tells the directory from its copies, also where machines know it by other names. */
  file: z.string(),
});
type Holder = z.infer<typeof holderSchema>;

/** Longer than a process stands still by itself. */
const HOLDS_MS = 6_000;
const SAID_EVERY_MS = 2_000;
const LOOK_MS = 200;

/**
 * Waits at most for a lease's duration to see whether who has it is dead.
 *
 * @throws UserError where somebody alive works in another directory of that id
 */
export async function refuseOtherDirectory(
  redis: Redis,
  dataId: string,
  dataDirectory: string,
): Promise<void> {
  const own = await holderOf(dataDirectory);
  const key = directoryKey(dataId);
  let left = Infinity;
  for (;;) {
    const [other, now] = await Promise.all([readHolder(redis, key), redis.pttl(key)]);
    if (other === undefined || isSame(own, other)) return;
    if (now > left) throw otherWorks(own, other);
    left = now;
    await sleep(LOOK_MS);
  }
}

export class DirectoryLease {
  readonly #timer: NodeJS.Timeout;
  /** Resolves when somebody else has the id's lease: this process must do nothing more. */
  readonly lost: Promise<UserError>;

  private constructor(redis: Redis, dataId: string, own: Holder) {
    let lose: (error: UserError) => void = () => undefined;
    this.lost = new Promise((resolve) => (lose = resolve));
    this.#timer = setInterval(() => {
      // While Redis is away nobody else gets the lease either.
      take(redis, dataId, own).catch((error: unknown) => {
        if (error instanceof UserError) lose(error);
      });
    }, SAID_EVERY_MS).unref();
  }

  /** @throws UserError where somebody alive works in another directory of that id */
  static async hold(redis: Redis, dataId: string, dataDirectory: string): Promise<DirectoryLease> {
    const own = await holderOf(dataDirectory);
    // A full server refuses it until workers have freed space: it is said again soon.
    await take(redis, dataId, own).catch((error: unknown) => {
      if (error instanceof UserError) throw error;
    });
    return new DirectoryLease(redis, dataId, own);
  }

  /** The lease ends by itself, as others may have the same directory in hand. */
  release(): void {
    clearInterval(this.#timer);
  }
}

async function take(redis: Redis, dataId: string, own: Holder): Promise<void> {
  const key = directoryKey(dataId);
  const said = JSON.stringify(own);
  if ((await redis.set(key, said, 'PX', HOLDS_MS, 'NX')) === 'OK') return;
  const other = await readHolder(redis, key);
  if (other !== undefined && !isSame(own, other)) throw otherWorks(own, other);
  await redis.set(key, said, 'PX', HOLDS_MS);
}

async function readHolder(redis: Redis, key: string): Promise<Holder | undefined> {
  const text = await redis.get(key);
  return text === null ? undefined : holderSchema.parse(JSON.parse(text));
}

/** A copy has other files: their numbers tell, on the machine and on others that mount the same file system. */
async function holderOf(dataDirectory: string): Promise<Holder> {
  const { ino } = await stat(idPath(dataDirectory), { bigint: true });
  return { host: hostname(), path: dataDirectory, file: String(ino) };
}

function isSame(one: Holder, other: Holder): boolean {
  return one.file === other.file || (one.host === other.host && one.path === other.path);
}

function otherWorks({ path: own }: Holder, { path, host }: Holder): UserError {
  return new UserError('busy-data-directory', ({ looking }) => looking.copyAtWork({ own, path, host }));
}
