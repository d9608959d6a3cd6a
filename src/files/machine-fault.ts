// What the system refuses a program for reasons of the machine (a full disk, a right that lacks), in words that say where and
// what to do. Knows error codes and disks, not what was to be written.

import { statfsSync } from 'node:fs';
import { UserError } from '../domain/user-error.js';
import type { Say } from '../words/words.js';

/** A disk with less than this free counts as full. */
const LITTLE_BYTES = 64 * 1024;

const FULL = 'ENOSPC';
const REFUSALS = ['EACCES', 'EPERM', 'EROFS', 'EIO', 'EDQUOT', 'EMFILE', 'ENFILE'] as const;

/**
 * @param error from the system, or with such a one among its causes
 * @param directories where the disk may be full, as the system doesn't say which
 * @returns undefined where the error is none of these
 */
export function machineFault(error: unknown, directories: readonly string[] = []): Say | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const { code = '', path, message: said } = cause as NodeJS.ErrnoException;
    if (code === FULL) return fullDisk(directories) ?? someFullDisk(path);
    const refusal = REFUSALS.find((known) => known === code);
    if (refusal !== undefined) return ({ faults }) => faults.refused({ said, why: faults.refusals[refusal] });
  }
  return undefined;
}

/** What went wrong, also where it is no fault of the machine: then as the error says it. */
export function whatWentWrong(error: unknown, directories: readonly string[] = []): Say {
  const own = error instanceof UserError ? error.say : () => (error as Error).message;
  return machineFault(error, directories) ?? own;
}

/** @returns which of these directories is on a full disk; undefined where none is */
export function fullDisk(directories: readonly string[]): Say | undefined {
  for (const directory of directories) {
    const left = leftOn(directory);
    if (left === undefined) continue;
    if (left.files === 0) return ({ faults }) => faults.diskWithoutFiles({ directory });
    if (left.bytes < LITTLE_BYTES) return ({ faults }) => faults.diskFull({ directory });
  }
  return undefined;
}

function someFullDisk(directory: string | undefined): Say {
  return ({ faults }) => (directory === undefined ? faults.someDiskFull : faults.diskFull({ directory }));
}

function leftOn(directory: string): { bytes: number; files: number } | undefined {
  try {
    const { bavail, bsize, ffree, files } = statfsSync(directory);
    // Some file systems count no files.
    return { bytes: bavail * bsize, files: files === 0 ? Infinity : ffree };
  } catch {
    return undefined;
  }
}
