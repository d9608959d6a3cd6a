// A short exclusive lock between processes of one machine, as a file. It outlives no holder: a lock whose holder
// was killed is taken over. Knows files and processes, nothing of what it guards.

import { randomBytes } from 'node:crypto';
import { readdirSync, readlinkSync, renameSync, symlinkSync, unlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../domain/user-error.js';
import { isMissing, undefinedIfMissing } from '../files/missing-file.js';
import {
  formatIdentity,
  isAlive,
  ownIdentity,
  parseIdentity,
  type ProcessIdentity,
} from './process-identity.js';

// A killed holder sends no signal to those who wait, so they have to look.
const LOOK_EVERY_MS = 20;
const PATIENCE_MS = 180_000;

interface Holder extends ProcessIdentity {
  /** Distinguishes this holding of the lock from every other. */
  readonly token: string;
}

/**
 * @param path of the lock; its directory exists
 * @param work `interrupted`: the holder before was killed in the middle of its work
 */
export async function withLock<T>(path: string, work: (interrupted: boolean) => Promise<T>): Promise<T> {
  const own: Holder = { ...ownIdentity(), token: randomBytes(6).toString('hex') };
  const interrupted = await acquire(path, own);
  try {
    return await work(interrupted);
  } finally {
    removeIfThere(path);
  }
}

/** Whether somebody alive has it now. */
export function isHeld(path: string): boolean {
  const holder = read(path);
  return holder !== undefined && isAlive(holder);
}

async function acquire(path: string, own: Holder): Promise<boolean> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    if (create(path, own)) return false;
    const holder = read(path);
    if (holder === undefined) continue;
    if (!isAlive(holder)) {
      if (await takeOver(path, holder, own)) return true;
    } else if (performance.now() > deadline) {
      throw new UserError('busy-data-directory', ({ privateRedis }) =>
        privateRedis.lockHeld({ path, pid: holder.pid, seconds: PATIENCE_MS / 1000 }),
      );
    } else {
      await sleep(LOOK_EVERY_MS);
    }
  }
}

/** Of all processes that see the same dead holder, the one that gets this second lock may replace it. */
async function takeOver(path: string, dead: Holder, own: Holder): Promise<boolean> {
  return withLock(`${path}.${dead.token}`, async () => {
    if (read(path)?.token !== dead.token) return false;
    const draft = `${path}.${own.token}`;
    create(draft, own);
    renameSync(draft, path);
    sweep(path);
    return true;
  });
}

/** Removes what processes left that were killed while taking over. It is of no use once the lock has a new holder. */
function sweep(path: string): void {
  for (const name of readdirSync(dirname(path))) {
    if (!name.startsWith(`${basename(path)}.`)) continue;
    const left = join(dirname(path), name);
    const holder = read(left);
    if (holder !== undefined && !isAlive(holder)) removeIfThere(left);
  }
}

/** A symbolic link, because it comes into being with its content in one step. */
function create(path: string, holder: Holder): boolean {
  try {
    symlinkSync(`${formatIdentity(holder)}/${holder.token}`, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function read(path: string): Holder | undefined {
  try {
    const [identity, token] = readlinkSync(path).split('/');
    const holder = parseIdentity(identity ?? '');
    if (holder !== undefined && token !== undefined) return { ...holder, token };
  } catch (error) {
    return undefinedIfMissing(error);
  }
  throw new UserError('busy-data-directory', ({ privateRedis }) => privateRedis.noLock({ path }));
}

function removeIfThere(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}
