// Runs the tools of the set-up and says what is done. A tool's own words are shown only where it fails.
// Node built-ins only.

import { spawnSync } from 'node:child_process';
import { words } from './words.mjs';

const OUTPUT_TAIL_LINES = 25;

/** A fault that the user can mend: only its message is shown. */
export class SetupError extends Error {}

/** @param {string} sentence */
export function say(sentence) {
  process.stderr.write(`${sentence}\n`);
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {string} what it wrote on standard output
 * @throws {SetupError} with the end of what it said
 */
export function run(command, args, options = {}) {
  const { status, signal, error, stdout, stderr } = spawnSync(command, args, {
    ...options,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status === 0) return stdout;
  const how = error?.message ?? (signal === null ? words.exitStatus(status) : words.endedBy(signal));
  const said = `${stdout ?? ''}${stderr ?? ''}`.trimEnd().split('\n').slice(-OUTPUT_TAIL_LINES).join('\n');
  throw new SetupError(`${words.failed([command, ...args].join(' '), how)}\n${said}`);
}
