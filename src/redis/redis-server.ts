// One redis-server process on one directory: its configuration, its start, whether it runs, its stop. Callers hold
// the directory's lock; who uses the server and for how long is not known here.

import { spawn, spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync, readlinkSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { UserError } from '../domain/user-error.js';
import { undefinedIfMissing } from '../files/missing-file.js';
import { within } from '../within.js';
import type { Say } from '../words/words.js';
import {
  findRedisProgram,
  isCheckout,
  packageRoot,
  redisEnvironment,
  type RedisProgram,
} from './redis-program.mjs';
import { identityOf, isAlive, type ProcessIdentity } from './process-identity.js';
import { redisConf, type ServerOptions } from './redis-conf.js';
import { forgetSocket, prepareSocket, socketOf } from './redis-socket.js';

const READY_WITHIN_MS = 60_000;
const SILENT_SECONDS = READY_WITHIN_MS / 1000;
const STOPPED_WITHIN_MS = 30_000;
// Neither a socket that is not there yet nor the end of somebody else's process can be waited for by a signal.
const LOOK_EVERY_MS = 10;
const LOG_MAX_BYTES = 1_048_576;
const LOG_TAIL_LINES = 12;

/** `ended`: the process is gone; `silent`: it lives and gave no answer in time. */
export type Readiness = 'ready' | 'ended' | 'silent';

/** The server that runs on `directory`, answering or not; undefined where none does. */
export function findServer(directory: string): ProcessIdentity | undefined {
  const pid = Number(readIfThere(join(directory, 'redis.pid')).trim());
  if (!Number.isSafeInteger(pid) || pid <= 0) return undefined;
  const server = identityOf(pid);
  return server !== undefined && worksOn(pid, directory) ? server : undefined;
}

/**
 * Starts a server where none runs; it is ready on return.
 *
 * @throws UserError where there is no program to start, or it doesn't come up
 */
export async function startServer(directory: string, options: ServerOptions): Promise<ProcessIdentity> {
  const program = findRedisProgram();
  if (program === undefined) throw noProgram();
  const log = join(directory, 'redis.log');
  if ((statSync(log, { throwIfNoEntry: false })?.size ?? 0) > LOG_MAX_BYTES) rmSync(log);
  rmSync(join(directory, 'redis.pid'), { force: true });
  const configuration = join(directory, 'redis.conf');
  rmSync(configuration, { force: true });
  const text = redisConf(directory, prepareSocket(directory), options);
  writeFileSync(configuration, text, { flag: 'wx', mode: 0o600 });

  const pid = spawnApart(program, configuration, log);
  const server = pid === undefined ? undefined : identityOf(pid);
  if (server === undefined)
    throw notStarted(directory, ({ privateRedis }) => privateRedis.cantRun({ program: program.path }));
  // The server writes the same file, but only later.
  writeFileSync(join(directory, 'redis.pid'), `${server.pid}\n`, { mode: 0o600 });
  const state = await readiness(directory, server);
  if (state === 'ready') return server;
  await stopServer(directory, server);
  throw notStarted(directory, ({ privateRedis }) =>
    state === 'ended' ? privateRedis.endedAtOnce : privateRedis.wasSilent({ seconds: SILENT_SECONDS }),
  );
}

/** @throws UserError where this machine has no program that could be started */
export function refuseWithoutProgram(): void {
  if (findRedisProgram() === undefined) throw noProgram();
}

/** Starts the program so that it outlives this process and the terminal's Ctrl-C. */
function spawnApart(program: RedisProgram, configuration: string, log: string): number | undefined {
  // Takes what the server says before it opens its log itself.
  const output = openSync(log, 'a', 0o600);
  const umask = process.umask(0o077);
  try {
    const child = spawn(program.path, [configuration], {
      cwd: dirname(configuration),
      detached: true,
      env: redisEnvironment(program),
      stdio: ['ignore', output, output],
    });
    child.on('error', () => {
      // A failed start shows by the missing pid.
    });
    child.unref();
    return child.pid;
  } finally {
    process.umask(umask);
    closeSync(output);
  }
}

/** Waits until the server has read its data and answers. */
export async function readiness(directory: string, server: ProcessIdentity): Promise<Readiness> {
  const redis = new Redis({
    path: socketOf(directory),
    maxRetriesPerRequest: null,
    maxLoadingRetryTime: 100,
    retryStrategy: () => (isAlive(server) ? LOOK_EVERY_MS : null),
  });
  redis.on('error', () => {
    // Not there yet: the retry strategy decides how long to go on.
  });
  const told = new Promise<Readiness>((resolve) => {
    redis.on('ready', () => resolve('ready'));
    redis.on('end', () => resolve('ended'));
  });
  try {
    return (await within(READY_WITHIN_MS, told)) ?? 'silent';
  } finally {
    redis.disconnect();
  }
}

export function hangs(directory: string, server: ProcessIdentity): UserError {
  return new UserError('unreachable-redis', ({ privateRedis }) =>
    privateRedis.hangs({ directory, pid: server.pid, seconds: SILENT_SECONDS }),
  );
}

/** Returns when the process is gone. */
export async function stopServer(directory: string, server: ProcessIdentity): Promise<void> {
  const deadline = Date.now() + STOPPED_WITHIN_MS;
  let signal: NodeJS.Signals | undefined = 'SIGTERM';
  while (isAlive(server)) {
    // What was acknowledged is synced, so that even a server that hangs can be killed without loss.
    if (Date.now() > deadline) signal = 'SIGKILL';
    if (signal !== undefined) send(signal, server.pid);
    signal = undefined;
    await sleep(LOOK_EVERY_MS);
  }
  forgetSocket(directory);
}

function send(signal: NodeJS.Signals, pid: number): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Tells our server from a process that was given the pid of one that is gone. */
function worksOn(pid: number, directory: string): boolean {
  if (process.platform !== 'linux') {
    const { stdout } = spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
    return stdout.includes(directory);
  }
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === directory;
  } catch {
    return false;
  }
}

function noProgram(): UserError {
  const command = isCheckout ? `npm run setup --prefix ${packageRoot}` : 'rollcall setup';
  return new UserError('missing-redis', ({ privateRedis }) => privateRedis.noProgram({ command }));
}

function notStarted(directory: string, reason: Say): UserError {
  const log = join(directory, 'redis.log');
  const tail = readIfThere(log).trimEnd().split('\n').slice(-LOG_TAIL_LINES).join('\n');
  return new UserError('unreachable-redis', (words) =>
    words.privateRedis.notStarted({ directory, reason: reason(words), log, tail }),
  );
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    return undefinedIfMissing(error) ?? '';
  }
}
