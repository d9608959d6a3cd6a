// Where the private Redis listens: a socket beside its data or, where that path is too long for the operating
// system, in a directory of its own under the temporary one. Knows files only.

import { chmodSync, lstatSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { undefinedIfMissing } from '../files/missing-file.js';

// A socket's address holds 108 bytes on Linux and 104 on macOS.
const MAX_PATH_BYTES = 100;
const SOCKET = 'redis.sock';
const ELSEWHERE = 'socket-directory';

/** The socket of a server that runs on `directory`. */
export function socketOf(directory: string): string {
  const beside = join(directory, SOCKET);
  return fits(beside) ? beside : join(readElsewhere(directory) ?? directory, SOCKET);
}

/** Chooses the socket of a server about to start: the one before, where it can be, for processes that use it. */
export function prepareSocket(directory: string): string {
  const beside = join(directory, SOCKET);
  if (fits(beside)) return cleared(beside);
  const known = readElsewhere(directory);
  if (known !== undefined && isOursAlone(known)) return cleared(join(known, SOCKET));
  const parent = fits(join(tmpdir(), 'rollcall-XXXXXX', SOCKET)) ? tmpdir() : '/tmp';
  const fresh = mkdtempSync(join(parent, 'rollcall-'));
  chmodSync(fresh, 0o700);
  writeFileSync(join(directory, ELSEWHERE), fresh, { mode: 0o600 });
  return join(fresh, SOCKET);
}

/** Removes what a stopped server leaves outside its directory. */
export function forgetSocket(directory: string): void {
  const known = readElsewhere(directory);
  if (known === undefined) return;
  if (isOursAlone(known)) rmSync(known, { recursive: true, force: true });
  rmSync(join(directory, ELSEWHERE), { force: true });
}

function fits(path: string): boolean {
  return Buffer.byteLength(path) <= MAX_PATH_BYTES;
}

function cleared(socketPath: string): string {
  rmSync(socketPath, { force: true });
  return socketPath;
}

function readElsewhere(directory: string): string | undefined {
  try {
    return readFileSync(join(directory, ELSEWHERE), 'utf8');
  } catch (error) {
    return undefinedIfMissing(error);
  }
}

/** After a restart of the machine anybody may have made a directory of that name. */
function isOursAlone(directory: string): boolean {
  const stats = lstatSync(directory, { throwIfNoEntry: false });
  return stats?.isDirectory() === true && stats.uid === process.getuid?.() && (stats.mode & 0o077) === 0;
}
