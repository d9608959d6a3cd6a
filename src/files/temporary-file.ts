// Files under a name that nobody can know beforehand, beside the one they become. In a directory that others may write to
// nothing planted there is opened, followed or overwritten. It knows names and flags, not what is written.

import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';

export const FILE_MODE = 0o600;
const RANDOM_BYTES = 8;

const { O_CREAT, O_EXCL, O_NOFOLLOW, O_RDONLY, O_RDWR } = constants;
/** A file that is there already is an error, be it a link to nowhere. */
export const NEW_FILE = O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW;
export const OWN_FILE = O_RDONLY | O_NOFOLLOW;

/** @param writer who writes: what it leaves when it is killed is recognised by that */
export function temporaryName(path: string, writer: string): string {
  return `${path}.${writer}.${randomBytes(RANDOM_BYTES).toString('hex')}.tmp`;
}

/** What `temporaryName` puts between the writer and the end, as a pattern; earlier versions put nothing. */
export const RANDOM_PART = `(?:\\.[0-9a-f]{${2 * RANDOM_BYTES}})?`;

/** @throws where something has that name */
export function openNew(path: string): Promise<FileHandle> {
  return open(path, NEW_FILE, FILE_MODE);
}
