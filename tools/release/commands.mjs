// Runs git and npm for a release, one at a time, and heeds signals in between. Node built-ins only.

import { spawn } from 'node:child_process';
import { once } from 'node:events';

const OUTPUT_TAIL_LINES = 25;

/** What the user can mend: shown as its message alone. */
export class ReleaseError extends Error {}

/** @type {NodeJS.Signals | undefined} */
let stoppedBy;
/** @type {import('node:child_process').ChildProcess | undefined} */
let current;

/** From here on a signal ends the command under way, and the release with an error: what was changed is put back. */
export function heedSignals() {
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => {
      stoppedBy = signal;
      // Always SIGTERM: shells that npm starts don't end on every SIGINT.
      if (current?.pid !== undefined) process.kill(-current.pid, 'SIGTERM');
    });
  }
}

/** What was done is there to stay: from here on a signal changes nothing. Also for putting things back. */
export function ignoreSignals() {
  stoppedBy = undefined;
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.removeAllListeners(signal);
    process.on(signal, () => {});
  }
}

/**
 * @param {string} root where it runs
 * @param {string} command
 * @param {readonly string[]} args
 * @returns {Promise<string | undefined>} what it wrote on standard output; undefined where it ended with another status than 0
 */
export async function ask(root, command, args) {
  const { status, stdout } = await output(root, command, args);
  return status === 0 ? stdout.trimEnd() : undefined;
}

/**
 * @param {string} root
 * @param {string} command
 * @param {readonly string[]} args
 * @returns {Promise<string>}
 * @throws {ReleaseError} with the end of what it said
 */
export async function run(root, command, args) {
  const { status, how, stdout, stderr } = await output(root, command, args);
  if (stoppedBy !== undefined) throw new ReleaseError(`Stopped by ${stoppedBy}.`);
  if (status === 0) return stdout.trimEnd();
  const said = `${stdout}${stderr}`.trimEnd().split('\n').slice(-OUTPUT_TAIL_LINES).join('\n');
  throw new ReleaseError(`${[command, ...args].join(' ')} failed (${how}):\n${said}`);
}

/** @param {string} root @param {string} command @param {readonly string[]} args */
async function output(root, command, args) {
  // A process group of its own: Ctrl-C reaches this process alone, so that putting back is not interrupted.
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  current = child;
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
  try {
    await once(child, 'close');
  } catch (error) {
    return { status: -1, how: error instanceof Error ? error.message : String(error), stdout, stderr };
  } finally {
    current = undefined;
  }
  const { exitCode, signalCode } = child;
  const how = signalCode === null ? `exit status ${exitCode}` : `ended by ${signalCode}`;
  return { status: exitCode, how, stdout, stderr };
}
