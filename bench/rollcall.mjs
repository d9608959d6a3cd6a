// Rollcall whole, as a user runs it: a process, measured from outside by what it leaves.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../dist/programs/rollcall.js', import.meta.url));
const BATCH = 'bench';

/**
 * @typedef {object} Run
 * @property {string} list
 * @property {string} url the service's, without `/auth/idcard`
 * @property {string} directory of its own; the data directory is `data` in it
 * @property {readonly string[]} options
 * @property {Readonly<Record<string, string>>} [settings] variables over the usual ones
 */

/**
 * @param {Run} run
 * @param {(pid: number) => Promise<void>} [watch] told of the process, before it ends
 * @returns {Promise<{ startedMs: number, endedMs: number }>}
 */
export async function runRollcall({ list, url, directory, options, settings }, watch) {
  const startedMs = Date.now();
  const child = spawn(process.execPath, [PROGRAM, 'run', list, '--batch', BATCH, '--no-ping', ...options], {
    cwd: directory,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      ROLLCALL_DATA: join(directory, 'data'),
      ROLLCALL_APPID: '1000001',
      ROLLCALL_BUCKET: 'bench',
      ROLLCALL_SECRET_ID: 'id',
      ROLLCALL_SECRET_KEY: 'key',
      ROLLCALL_AUTH_URL: url,
      ...settings,
    },
  });
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += String(chunk);
  });
  const exited = once(child, 'exit');
  if (watch !== undefined && child.pid !== undefined) await watch(child.pid);
  const [status] = /** @type {[number | null]} */ (await exited);
  if (status !== 0) throw new Error(`rollcall run ended with ${status}: ${said}`);
  return { startedMs, endedMs: Date.now() };
}

/** @param {string} directory that `runRollcall` was given */
function attemptsPath(directory) {
  return join(directory, 'data', 'batches', BATCH, 'attempts.csv');
}

/** @param {string} directory */
export async function* attemptsOf(directory) {
  const input = createReadStream(attemptsPath(directory));
  let header = true;
  for await (const line of createInterface({ input })) {
    const [, , startedAt = '', finishedAt = '', , code] = line.split(',');
    if (!header) yield { startedMs: Date.parse(startedAt), finishedMs: Date.parse(finishedAt), code };
    header = false;
  }
}

/** The first calls end among the first. */
const FIRST_LINES = 1000;

/** @param {string} directory */
export async function firstCall(directory) {
  let first = Infinity;
  let lines = 0;
  for await (const { startedMs } of attemptsOf(directory)) {
    first = Math.min(first, startedMs);
    if ((lines += 1) === FIRST_LINES) break;
  }
  return first;
}

/**
 * When the last of the batch's files was synced, renamed or removed.
 *
 * @param {string} directory
 */
export async function lastSync(directory) {
  const batch = join(directory, 'data', 'batches', BATCH);
  const names = await readdir(batch, { recursive: true });
  const times = await Promise.all(['.', ...names].map((name) => stat(join(batch, name))));
  return Math.max(...times.map(({ ctimeMs }) => ctimeMs));
}
