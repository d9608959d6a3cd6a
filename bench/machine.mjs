// Where and when something was measured.

import { execFileSync } from 'node:child_process';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { built } from './built.mjs';

const { findRedisProgram, redisEnvironment } =
  /** @type {typeof import('../src/redis/redis-program.mjs')} */ (await built('redis/redis-program.mjs'));

/** @returns {{ date: string, machine: string, versions: string }} */
export function machine() {
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`;
  return {
    date: new Date().toISOString().slice(0, 16).replace('T', ' ') + ' UTC',
    machine: `${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), ${memory}`,
    versions: `Node ${process.version}, ${redisVersion()}`,
  };
}

function redisVersion() {
  const program = findRedisProgram();
  if (program === undefined) return 'no Redis';
  const said = execFileSync(program.path, ['--version'], {
    env: redisEnvironment(program),
    encoding: 'utf8',
  });
  return `Redis ${/v=(\S+)/.exec(said)?.[1] ?? 'unknown'}`;
}
