// The private Redis of a data directory: started by the first process that needs it, shared with those that come,
// stopped by the last that lets go. Knows who uses it; how a server is started and stopped is not known here.

import { randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../domain/user-error.js';
import {
  formatIdentity,
  isAlive,
  ownIdentity,
  parseIdentity,
  type ProcessIdentity,
} from './process-identity.js';
import { withLock } from './process-lock.js';
import type { ServerOptions } from './redis-conf.js';
import { findServer, hangs, readiness, startServer, stopServer } from './redis-server.js';
import { socketOf } from './redis-socket.js';

// If a process is killed after it started a server and before it recorded its pid, the server itself writes its pid
// within this time.
const ORPHAN_SHOWS_WITHIN_MS = 2000;
const LOOK_EVERY_MS = 20;

export interface PrivateRedis {
  readonly socketPath: string;
  /**
   * Ends this use of the server; resolves when the server is stopped, or when another process still uses it. May be
   * called again.
   */
  release(): Promise<void>;
}

/**
 * Uses the Redis server of a data directory, which is started where it doesn't run.
 *
 * @param dataDir made where it is missing; belongs to processes of one user on one machine
 * @param options heeded where this call starts the server
 * @param mayStart false for whoever only serves a process that has it started: it must not outlive that one
 * @throws UserError where there is no server to start, it doesn't come up, or the directory can't be used
 */
export async function usePrivateRedis(
  dataDir: string,
  options: ServerOptions = { maxmemoryBytes: 0 },
  mayStart = true,
): Promise<PrivateRedis> {
  const directory = prepareDirectory(dataDir);
  return withLock(join(directory, 'lock'), async (interrupted) => {
    const user = register(directory);
    try {
      const server = await ensureServer(directory, mayStart ? options : undefined, interrupted);
      let released: Promise<void> | undefined;
      return {
        socketPath: socketOf(directory),
        release: () => (released ??= release(directory, user, server)),
      };
    } catch (error) {
      rmSync(user, { force: true });
      throw error;
    }
  });
}

/**
 * The socket of a data directory's server that runs now; undefined where none does. For whoever only looks: nothing is
 * made, and the server may be stopped at any time.
 */
export function runningSocket(dataDir: string): string | undefined {
  const beside = join(dataDir, 'redis');
  if (!existsSync(beside)) return undefined;
  const directory = realpathSync(beside);
  return findServer(directory) === undefined ? undefined : socketOf(directory);
}

async function release(directory: string, user: string, server: ProcessIdentity): Promise<void> {
  // If the data directory was removed meanwhile, no other user can be found and nothing has to be kept.
  if (!existsSync(directory)) return stopServer(directory, server);
  await withLock(join(directory, 'lock'), async () => {
    rmSync(user, { force: true });
    if (anyUser(directory)) return;
    const running = findServer(directory);
    if (running !== undefined) await stopServer(directory, running);
  });
}

async function ensureServer(
  directory: string,
  options: ServerOptions | undefined,
  interrupted: boolean,
): Promise<ProcessIdentity> {
  const running = findServer(directory) ?? (interrupted ? await orphan(directory) : undefined);
  const state = running === undefined ? 'ended' : await readiness(directory, running);
  if (running === undefined || state === 'ended') {
    if (options === undefined)
      throw new UserError('unreachable-redis', ({ privateRedis }) => privateRedis.gone({ directory }));
    return startServer(directory, options);
  }
  if (state === 'silent') throw hangs(directory, running);
  return running;
}

async function orphan(directory: string): Promise<ProcessIdentity | undefined> {
  const deadline = Date.now() + ORPHAN_SHOWS_WITHIN_MS;
  while (Date.now() < deadline) {
    const server = findServer(directory);
    if (server !== undefined) return server;
    await sleep(LOOK_EVERY_MS);
  }
  return undefined;
}

function prepareDirectory(dataDir: string): string {
  try {
    mkdirSync(join(dataDir, 'redis', 'users'), { recursive: true, mode: 0o700 });
    return realpathSync(join(dataDir, 'redis'));
  } catch (error) {
    const why = (error as Error).message;
    throw new UserError(
      'unusable-data-directory',
      ({ privateRedis }) => privateRedis.dataDirectory({ directory: dataDir, why }),
      { cause: error },
    );
  }
}

function register(directory: string): string {
  const path = join(directory, 'users', `${process.pid}-${randomBytes(6).toString('hex')}`);
  writeFileSync(path, formatIdentity(ownIdentity()), { flag: 'wx', mode: 0o600 });
  return path;
}

/** Whether a live process uses the server. Those that were killed are struck off. */
function anyUser(directory: string): boolean {
  const users = join(directory, 'users');
  for (const name of readdirSync(users)) {
    // Written under the lock, so that what is not whole was written by a process that died.
    const identity = parseIdentity(readFileSync(join(users, name), 'utf8'));
    if (identity !== undefined && isAlive(identity)) continue;
    rmSync(join(users, name), { force: true });
  }
  return readdirSync(users).length > 0;
}
