// What the system refuses a program for reasons of the machine (a full disk, a right that lacks), in words that say where and
// what to do. Knows error codes and disks, not what was to be written.

import { statfsSync } from 'node:fs';

/** A disk with less than this free counts as full. */
const LITTLE_BYTES = 64 * 1024;

const FULL = 'ENOSPC';
const WORDS: Readonly<Record<string, string>> = {
  EACCES: 'this user may not do that there',
  EPERM: 'this user may not do that there',
  EROFS: 'that disk is mounted read-only',
  EIO: 'that disk reports a fault',
  EDQUOT: "this user's quota of disk space is used up",
  EMFILE: 'this process may not open more files (ulimit -n)',
  ENFILE: 'this machine has too many files open',
};

/**
 * @param error from the system, or with such a one among its causes
 * @param directories where the disk may be full, as the system doesn't say which
 * @returns undefined where the error is none of these
 */
export function machineFault(error: unknown, directories: readonly string[] = []): string | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const { code = '', path } = cause as NodeJS.ErrnoException;
    if (code === FULL) {
      const which = path === undefined ? 'that was written to' : `of ${path}`;
      return fullDisk(directories) ?? `The disk ${which} is full`;
    }
    const words = WORDS[code];
    if (words !== undefined) return `${cause.message}: ${words}`;
  }
  return undefined;
}

/** @returns in words which of these directories is on a full disk; undefined where none is */
export function fullDisk(directories: readonly string[]): string | undefined {
  for (const directory of directories) {
    const left = leftOn(directory);
    if (left === undefined) continue;
    if (left.files === 0) return `The disk of ${directory} has no room for another file`;
    if (left.bytes < LITTLE_BYTES) return `The disk of ${directory} is full`;
  }
  return undefined;
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
