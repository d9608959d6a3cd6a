// Who changes the reservation of a directory for results does it alone, and is told where that directory refuses. Knows
// locks and the directory, not what a reservation says.

import { createHash } from 'node:crypto';
import { readdir, realpath, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { hasNoLinks } from '../../files/durable.js';
import { UserError } from '../../domain/user-error.js';
import { machineFault } from '../../files/machine-fault.js';
import { withLock } from '../../redis/process-lock.js';
import { batchesDirectory } from '../paths.js';

export const RESERVATION = '.rollcall-batch';
const LOCK_DIGITS = 16;

/** Whose the directory is to be. */
export interface Claim {
  readonly batch: string;
  readonly outDirectory: string;
  readonly dataDirectory: string;
}

/**
 * Keeps out others who look at the reservation and change it: whatever their data directory, by a lock beside it. Where
 * the file system has no links, it keeps out those of the same data directory only, and the others' reservations are left alone.
 *
 * @param work `alone`: everybody is kept out
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

/** Of those who were killed: nobody else makes one now. */
async function removeDrafts(directory: string): Promise<void> {
  for (const name of await readdir(directory)) {
    if (DRAFT.test(name)) await rm(join(directory, name), { force: true });
  }
}

/** For file systems whose own can't hold a lock, which is a link. */
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
    `${directory} can't be written to: ${machineFault(cause, [directory]) ?? (cause as Error).message}.`,
    { cause },
  );
}

/** Whether the lock could not be made by the directory's fault, though links can be made there. */
function isRefused(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).syscall === 'symlink' && !hasNoLinks(error);
}
