// Where a Redis server's program is to be found: on PATH, or a copy of Rollcall's own. The one place that knows;
// shared by the set-up, which runs before node_modules exists, and by the private Redis. Node built-ins only.

import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {object} RedisProgram
 * @property {string} path
 * @property {string} [libraries] directory of the shared libraries that came with it
 */

/** The directory of package.json, whether this file runs from `src` or from `dist`. */
export const packageRoot = findPackageRoot(dirname(fileURLToPath(import.meta.url)));

const SERVER_NAMES = ['redis-server', 'valkey-server'];

/** Sources are in a checkout alone: an installed package has what was built of them. */
export const isCheckout = existsSync(join(packageRoot, 'tsconfig.json'));

const privateDirectory = isCheckout ? join(packageRoot, '.redis') : join(userData(), 'rollcall', 'redis');

/** Rollcall's own copy, as the set-up makes it. An installed package has it outside, where updates don't remove it. */
export const privateCopy = {
  directory: privateDirectory,
  path: join(privateDirectory, 'bin', 'redis-server'),
  libraries: join(privateDirectory, 'lib'),
};

/**
 * What was found, and where it was looked for: trying a program costs the start of a process.
 *
 * @type {{ path: string | undefined, program: RedisProgram } | undefined}
 */
let last;

/**
 * The first server that runs and is no older than 6.2, the oldest that Rollcall works with.
 *
 * @returns {RedisProgram | undefined}
 */
export function findRedisProgram() {
  const path = process.env['PATH'];
  if (last !== undefined && last.path === path && isExecutable(last.program.path)) return last.program;
  const program = candidates().find(runs);
  last = program && { path, program };
  return program;
}

/**
 * @param {string} name
 * @returns {string | undefined} the program's path
 */
export function findOnPath(name) {
  const directories = (process.env['PATH'] ?? '').split(delimiter).filter((directory) => directory !== '');
  return directories.map((directory) => join(directory, name)).find(isExecutable);
}

/**
 * All that a server needs of the environment: it is not to inherit our secrets.
 *
 * @param {RedisProgram} program
 * @returns {Record<string, string>}
 */
export function redisEnvironment(program) {
  /** @type {Record<string, string>} */
  const environment = {};
  for (const name of ['PATH', 'TZ', 'LANG', 'LD_LIBRARY_PATH']) {
    const value = process.env[name];
    if (value !== undefined) environment[name] = value;
  }
  if (program.libraries !== undefined) {
    const inherited = environment['LD_LIBRARY_PATH'];
    environment['LD_LIBRARY_PATH'] =
      inherited === undefined ? program.libraries : `${program.libraries}${delimiter}${inherited}`;
  }
  return environment;
}

/** @returns {RedisProgram[]} */
function candidates() {
  const onPath = SERVER_NAMES.flatMap((name) => findOnPath(name) ?? []).map((path) => ({ path }));
  if (!isExecutable(privateCopy.path)) return onPath;
  const { path, libraries } = privateCopy;
  return [...onPath, existsSync(libraries) ? { path, libraries } : { path }];
}

/** @param {RedisProgram} program */
function runs(program) {
  const { status, stdout } = spawnSync(program.path, ['--version'], {
    encoding: 'utf8',
    env: redisEnvironment(program),
    timeout: 10_000,
  });
  const version = /\bv=(\d+)\.(\d+)/.exec(stdout ?? '');
  if (status !== 0 || version === null) return false;
  const [major, minor] = [Number(version[1]), Number(version[2])];
  return major > 6 || (major === 6 && minor >= 2);
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/**
 * @param {string} start
 * @returns {string}
 */
function findPackageRoot(start) {
  if (existsSync(join(start, 'package.json'))) return start;
  const parent = dirname(start);
  if (parent === start) throw new Error('No package.json above this file.');
  return findPackageRoot(parent);
}

/** Where a user's programs keep what they need (XDG Base Directory Specification). */
function userData() {
  const { XDG_DATA_HOME: named = '' } = process.env;
  return isAbsolute(named) ? named : join(homedir(), '.local', 'share');
}
