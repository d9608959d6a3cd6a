// The demonstration: verifies fixtures/customers.csv against the pretend service, reconciles, says what came out and
// where it is, and leaves nothing running. It uses the built commands as anybody would, in a directory and with an
// environment of its own, so that neither a .env file nor the caller's settings reach it. Node built-ins only.
// Arguments: a new or empty directory for the data, instead of data/demo, which is made anew each time; `--provider faceid`
// for the living service instead of the one of old.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { packageRoot } from '../../src/redis/redis-program.mjs';

/** @typedef {import('node:child_process').ChildProcess} ChildProcess */
/** @typedef {{ rows: number, by_status: Record<string, number>, calls: number, duplicates: number, local: number }} Summary */

const program = join(packageRoot, 'dist', 'programs', 'rollcall.js');
const list = join(packageRoot, 'fixtures', 'customers.csv');
const BATCH = 'demo';
/** The pretend service answers slowly, so that there is time to see the progress bar. */
const LATENCY_MS = 40;
const ADDRESS_WITHIN_MS = 30_000;
/** Nothing else of the caller's environment is passed on, and above all no REDIS_URL, ROLLCALL_… or proxy. */
const PASSED_ON = ['PATH', 'HOME', 'LANG', 'TZ', 'TERM', 'TMPDIR', 'LD_LIBRARY_PATH', 'NO_COLOR'];
const EXIT_STOPPED = 5;
const ROWS_IN_ERROR = 2;

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { provider: { type: 'string', default: 'youtu' } },
});
const isOfOld = options.provider === 'youtu';

const MEANING = new Map([
  ['match', 'number and name belong together'],
  ['mismatch', 'the number belongs to another name'],
  ['invalid_id', 'there can be no such number'],
  ['bad_format', 'number or name is empty, damaged or malformed'],
  ['lookup_failed', 'the provider could not look the number up'],
  ['error', 'the provider answered with an error of its own'],
  ['unreadable', 'the record is broken'],
]);

/** Aborted by what stops the demonstration early: a signal, or the end of the pretend service. */
const stop = new AbortController();
class Signalled extends Error {}
/** @type {ChildProcess | undefined} the command that is waited for */
let current;

/** @param {string} text */
function say(text) {
  process.stdout.write(`${text}\n`);
}

/**
 * Starts a command of Rollcall in a process group of its own: Ctrl-C reaches only this process, which passes it on.
 *
 * @param {string} directory
 * @param {readonly string[]} args
 * @param {Record<string, string>} settings
 */
function start(directory, args, settings = {}) {
  /** @type {Record<string, string>} */
  const env = { ROLLCALL_DATA: directory, ...settings };
  for (const name of PASSED_ON) {
    const value = process.env[name];
    if (value !== undefined) env[name] = value;
  }
  const stdio = /** @type {['ignore', 'pipe', 'inherit']} */ (['ignore', 'pipe', 'inherit']);
  return spawn(process.execPath, [program, ...args], { cwd: directory, env, detached: true, stdio });
}

/**
 * Runs a command to its end.
 *
 * @param {string} directory
 * @param {readonly string[]} args
 * @param {Record<string, string>} settings
 * @param {readonly (number | null)[]} expected exit statuses
 */
async function command(directory, args, settings, expected) {
  stop.signal.throwIfAborted();
  const child = start(directory, args, settings);
  current = child;
  let output = '';
  child.stdout.on('data', (chunk) => (output += String(chunk)));
  await once(child, 'close');
  current = undefined;
  stop.signal.throwIfAborted();
  if (expected.includes(child.exitCode)) return;
  throw new Error(`${output}rollcall ${args[0]} ended with ${child.exitCode ?? child.signalCode}.`);
}

/**
 * @param {string} directory
 * @returns the pretend service's process, and the settings that it prints for Rollcall
 */
async function startService(directory) {
  const log = join(directory, 'provider-calls.ndjson');
  const args = [
    'simulate',
    '--provider',
    options.provider,
    '--port',
    '0',
    '--latency',
    String(LATENCY_MS),
    '--log',
    log,
  ];
  const service = start(directory, args);
  service.once('exit', (code, signal) => {
    stop.abort(new Error(`The pretend service has ended with ${code ?? signal}.`));
    current?.kill('SIGTERM');
  });
  const timer = setTimeout(() => service.kill('SIGKILL'), ADDRESS_WITHIN_MS);
  /** @type {Record<string, string>} */
  const settings = {};
  let url = '';
  for await (const line of createInterface({ input: service.stdout })) {
    if (line.startsWith('http:')) url = line;
    const setting = /^(ROLLCALL_\w+)=(.*)$/.exec(line);
    if (setting !== null) settings[setting[1] ?? ''] = setting[2] ?? '';
    if (settings['ROLLCALL_SECRET_KEY'] !== undefined) break;
  }
  clearTimeout(timer);
  if (url === '')
    throw new Error(`The pretend service gave no address within ${ADDRESS_WITHIN_MS / 1000} s.`);
  return { service, url, settings };
}

/** @param {ChildProcess} service */
async function stopService(service) {
  if (service.exitCode !== null || service.signalCode !== null) return;
  service.removeAllListeners('exit');
  service.kill('SIGTERM');
  await once(service, 'exit');
}

/**
 * A command that was killed leaves its private Redis running; the next one that needs it stops it when it is done.
 *
 * @param {string} directory
 * @returns whether nobody uses it any more
 */
async function stopLeftRedis(directory) {
  const pidFile = join(directory, 'redis', 'redis.pid');
  if (!existsSync(pidFile)) return true;
  const child = start(directory, ['status']);
  child.stdout.resume();
  await once(child, 'close');
  return !existsSync(pidFile);
}

/** @returns {Promise<string>} an empty directory */
async function makeDirectory() {
  const [asked] = positionals;
  const directory = asked === undefined ? join(packageRoot, 'data', 'demo') : resolve(asked);
  if (existsSync(directory) && readdirSync(directory).length > 0) {
    if (asked !== undefined) throw new Error(`${directory} is not empty. Name a new directory.`);
    if (!(await stopLeftRedis(directory))) {
      throw new Error(`Another demonstration runs in ${directory}. Try again when it has ended.`);
    }
    rmSync(directory, { recursive: true });
  }
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  return realpathSync(directory);
}

/**
 * The day in China, as the provider counts it.
 *
 * @param {number} ms
 */
function chinaDay(ms) {
  return new Date(ms + 8 * 3_600_000).toISOString().slice(0, 10);
}

/** @param {string} path */
function shown(path) {
  const short = relative(process.cwd(), path);
  return `  ${short.startsWith('..') ? path : short}`;
}

/**
 * @param {string} directory
 * @param {string} days
 */
function report(directory, days) {
  const batch = join(directory, 'batches', BATCH);
  const reconciliation = join(directory, 'reconciliations', days);
  const summary = /** @type {Summary} */ (JSON.parse(readFileSync(join(batch, 'summary.json'), 'utf8')));
  const counts = Object.entries(summary.by_status).filter(([, count]) => count > 0);
  const line = (/** @type {string} */ name, /** @type {number} */ count, meaning = '') =>
    `  ${name.padEnd(13)}  ${String(count).padStart(5)}  ${meaning}`.trimEnd();
  say('\nOutcomes');
  for (const [status, count] of counts) say(line(status, count, MEANING.get(status)));
  say(line('rows', summary.rows));
  say(
    `  ${summary.calls} calls; ${summary.local} rows were decided without one, ${summary.duplicates} repeat an earlier row`,
  );
  const { verdict } = /** @type {{ verdict: string }} */ (
    JSON.parse(readFileSync(join(reconciliation, 'report.json'), 'utf8'))
  );
  say(`\nReconciliation with the provider's ${isOfOld ? 'counts' : 'bill'}: ${verdict}`);
  say('\nFiles');
  const files = ['outcomes.csv', 'attempts.csv', 'summary.json'].map((name) => join(batch, name));
  files.push(...['report.json', 'report.csv', 'report.html'].map((name) => join(reconciliation, name)));
  for (const path of files.filter((name) => existsSync(name))) say(shown(path));
}

async function demonstrate() {
  const directory = await makeDirectory();
  say('Starting the pretend service: its answers are made up, and nobody is asked about anybody.');
  const { service, url, settings } = await startService(directory);
  try {
    say(`Verifying fixtures/customers.csv against ${url} …`);
    const from = chinaDay(Date.now());
    const run = ['run', list, '--batch', BATCH, '--label', 'demonstration'];
    await command(directory, run, settings, [0, ROWS_IN_ERROR]);
    const to = chinaDay(Date.now());
    await command(directory, ['reconcile', '--from', from, '--to', to], settings, [0]);
    report(directory, `${from}_${to}${isOfOld ? '' : `-${options.provider}`}`);
  } finally {
    await stopService(service);
    await stopLeftRedis(directory);
  }
}

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => {
    stop.abort(new Signalled(`Stopped by ${signal}. Nothing is left running.`));
    current?.kill('SIGTERM');
  });
}

try {
  await demonstrate();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof Signalled ? EXIT_STOPPED : 1;
}
