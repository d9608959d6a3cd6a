// Locks a directory for results while its reservation is changed, and explains what the directory refuses. Knows locks
// and the directory, not what a reservation says.

import { createHash } from 'node:crypto';
import { readdir, realpath, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { hasNoLinks } from '../../files/durable.js';
import { UserError } from '../../domain/user-error.js';
import { whatWentWrong } from '../../files/machine-fault.js';
import { withLock } from '../../redis/process-lock.js';
import { batchesDirectory } from '../paths.js';

export const RESERVATION = '.rollcall-batch';
const LOCK_DIGITS = 16;

/** Which batch claims the directory. */
export interface Claim {
  readonly batch: string;
  readonly outDirectory: string;
  readonly dataDirectory: string;
}

/**
 * Keeps other processes from reading and changing the reservation, whatever their data directory, by a lock beside it.
 * Where the file system has no links, only processes of the same data directory are kept out, and reservations of
 * others are left alone.
 *
 * @param work `alone`: whether all others are kept out
 */
export async function withDirectory(claim: Claim, work: (alone: boolean) => Promise<void>): Promise<void> {
  const { outDirectory } = claim;
  try {
    await withLock(join(outDirectory, `${RESERVATION}.lock`), async () => {
      await removeDrafts(outDirectory);
      await work(true);
    });
  } catch (error) {
    if (isRefused(error)) throw cannotWrite(outDirectory, error);
    if (!hasNoLinks(error)) throw error;
    await withLock(await lockOf(claim), () => work(false));
  }
}

const DRAFT = /^\.rollcall-batch\..*\.tmp$/;

/** Under the lock no other process writes a draft, so drafts that are there were left by processes that were killed. */
async function removeDrafts(directory: string): Promise<void> {
  for (const name of await readdir(directory)) {
    if (DRAFT.test(name)) await rm(join(directory, name), { force: true });
  }
}

/** The lock is a link; for file systems without links it lies in the data directory. */
async function lockOf({ outDirectory, dataDirectory }: Claim): Promise<string> {
  const name = createHash('sha256')
    .update(await realPath(outDirectory))
    .digest('hex')
    .slice(0, LOCK_DIGITS);
  return join(batchesDirectory(dataDirectory), `.out-${name}`);
}

export async function realPath(path: string): Promise<string> {
  return realpath(path).catch(() => resolve(path));
}

/** @throws UserError where the directory for the results refuses */
export async function saying<Result>(directory: string, change: () => Promise<Result>): Promise<Result> {
  try {
    return await change();
  } catch (error) {
    throw cannotWrite(directory, error);
  }
}

function cannotWrite(directory: string, cause: unknown): UserError {
  return new UserError(
    'unusable-output-directory',
    (words) => {
      const why = whatWentWrong(cause, [directory])(words);
      return words.outErrors.unwritable({ directory, why });
    },
    { cause },
  );
}

/** Whether the directory refused the lock, though its file system has links. */
function isRefused(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).syscall === 'symlink' && !hasNoLinks(error);
}
