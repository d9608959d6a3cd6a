// Preloaded into processes under test by `NODE_OPTIONS=--import …`, never part of a build: watches what the process
// does at its edges (commands to Redis, bytes of HTTP, files) and sends a signal at a chosen point. It knows Rollcall
// only by what can be seen from there: the digests of its scripts, its files' names, the service's path.
//
// CRASH_POINT `<subject>:<moment>`, CRASH_NTH which time (1), CRASH_BEHIND another point before which none counts,
// CRASH_IN `verify` or `main`: in which processes, CRASH_SIGNAL (SIGKILL), CRASH_TARGET `self`, `group` (the command and
// its workers) or `all` (also the private Redis), CRASH_MARK a file that gets a line before the signal is sent; where it
// is there, nothing more happens. CRASH_DIARY a file that gets a line for every slice that the process takes up or announces, and for every request.

import { appendFileSync, existsSync, promises, readFileSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { createRequire, syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import { join } from 'node:path';
import process from 'node:process';
import { workersOf } from './processes.mjs';

/**
 * @typedef {(this: unknown, ...args: unknown[]) => unknown} AnyFunction
 * @typedef {{ name: string, args: unknown[], promise: Promise<unknown> }} RedisCommand
 * @typedef {{ sendCommand: (command: RedisCommand, ...rest: unknown[]) => unknown }} Commander
 */

const require = createRequire(import.meta.url);
const {
  CRASH_POINT: point = '',
  CRASH_MARK: mark = '',
  CRASH_DIARY: diary = '',
  CRASH_DIST: dist = '',
} = process.env;
const nth = Number(process.env['CRASH_NTH'] ?? 1);
const signal = /** @type {NodeJS.Signals} */ (process.env['CRASH_SIGNAL'] ?? 'SIGKILL');
const target = process.env['CRASH_TARGET'] ?? 'self';
let behind = process.env['CRASH_BEHIND'] ?? '';
const inVerify = (process.argv[1] ?? '').endsWith(join('workers', 'verify.js'));
const chosen = point !== '' && (process.env['CRASH_IN'] === 'verify') === inVerify;

let seen = 0;
let struck = false;

/** @param {string} here */
function reach(here) {
  if (here === behind) behind = '';
  if (behind !== '') return;
  if (here !== point || struck) return;
  seen += 1;
  if (seen < nth) return;
  struck = true;
  if (existsSync(mark)) return;
  writeFileSync(mark, `${process.pid} ${here}\n`);
  if (target === 'all') send(redisPid());
  if (target !== 'self') {
    const root = inVerify ? process.ppid : process.pid;
    for (const pid of [root, ...workersOf(root)].filter((other) => other !== process.pid)) send(pid);
  }
  send(process.pid);
}

function redisPid() {
  return Number(readFileSync(join(process.env['ROLLCALL_DATA'] ?? '', 'redis', 'redis.pid'), 'utf8'));
}

/** @param {number} pid */
function send(pid) {
  try {
    process.kill(pid, signal);
  } catch {
    // It is gone already.
  }
}

/**
 * @param {string} subject
 * @param {unknown} work a promise
 */
async function after(subject, work) {
  const value = await work;
  reach(`${subject}:after`);
  return value;
}

/** @param {{ taken: number } | { announced: number } | { asked: string }} what */
function note(what) {
  if (diary !== '')
    appendFileSync(diary, `${JSON.stringify({ pid: process.pid, at: Date.now(), ...what })}\n`);
}

// ---- commands to Redis ----

/** @returns {Promise<Map<string, string>>} the scripts' names by digest and by text */
async function scripts() {
  const module = /** @type {Record<string, { text: string, digest: string }>} */ (
    await import(`file://${join(dist, 'src', 'journal', 'scripts.js')}`)
  );
  const named = Object.entries(module);
  return new Map(
    named.flatMap(([name, { text, digest }]) => [
      [digest, name],
      [text, name],
    ]),
  );
}

async function watchRedis() {
  const names = await scripts();
  const { Redis } = /** @type {{ Redis: { prototype: Commander } }} */ (require('ioredis'));
  const original = Redis.prototype.sendCommand;
  const known = new WeakSet();
  Redis.prototype.sendCommand = function (command, ...rest) {
    const subjects = subjectsOf(command, names);
    if (subjects.length === 0 || known.has(command)) return original.call(this, command, ...rest);
    known.add(command);
    for (const subject of subjects) reach(`${subject}:before`);
    if (subjects.includes('ANNOUNCE')) note({ announced: sliceOf(command) });
    command.promise.then(
      (reply) => replied(command, subjects, reply),
      () => undefined,
    );
    return original.call(this, command, ...rest);
  };
}

/**
 * Some are sent with the account's key, their first one, behind their text.
 *
 * @param {unknown[]} args
 * @param {Map<string, string>} names
 */
function nameOf([script, , key], names) {
  const known = names.get(String(script));
  if (known !== undefined || accounts.has(key)) return known;
  accounts.add(key);
  const before = new Map(names);
  for (const [text, name] of before) {
    const own = `${text}-- ${String(key)}\n`;
    names.set(own, name).set(createHash('sha1').update(own).digest('hex'), name);
  }
  return names.get(String(script));
}

/** Whose scripts are known. */
const accounts = new Set();

/**
 * @param {RedisCommand} command
 * @param {Map<string, string>} names
 */
function subjectsOf({ name, args }, names) {
  if (name === 'evalsha' || name === 'eval') {
    const script = nameOf(args, names);
    if (script === 'EXCHANGE') return exchangeSubjects(args);
    if (script !== undefined) return [script];
    // BullMQ adds a job by a script whose arguments hold the job's data.
    return args.some((arg) => typeof arg === 'string' && arg.startsWith(SLICE)) ? ['ADD'] : [];
  }
  return name === 'xread' ? ['XREAD'] : [];
}

/**
 * @param {RedisCommand} command
 * @param {string[]} subjects
 * @param {unknown} reply
 */
function replied(command, subjects, reply) {
  if (subjects.includes('TAKE') && isTaken(reply)) note({ taken: sliceOf(command) });
  for (const subject of subjects) reach(`${subject}:after`);
}

/** The first argument after the keys. */
function sliceOf(/** @type {RedisCommand} */ { args }) {
  return Number(args[2 + Number(args[1])]);
}

/** Otherwise it says why not. */
function isTaken(/** @type {unknown} */ reply) {
  return Array.isArray(reply) && reply[0] === 'taken';
}

/** One script records ends and permits calls; its sixth and seventh argument after the keys say how many of each. */
function exchangeSubjects(/** @type {unknown[]} */ args) {
  const first = 2 + Number(args[1]);
  const subjects = [];
  if (Number(args[first + 5]) > 0) subjects.push('RECORD');
  if (Number(args[first + 6]) > 0) subjects.push('PERMIT');
  return subjects;
}

// ---- bytes ----

const SLICE = '{"v":1,"name":';
/** So long is the text of several slices that are added at once. */
const SEVERAL_SLICES = 2000;

function watchSockets() {
  const socket = /** @type {{ write: AnyFunction, push: AnyFunction }} */ (
    /** @type {unknown} */ (net.Socket.prototype)
  );
  const { write, push } = socket;
  socket.write = function (...args) {
    const [chunk] = args;
    const text = typeof chunk === 'string' ? chunk : Buffer.isBuffer(chunk) ? chunk.toString('latin1') : '';
    const person = /"(?:idcard_number|IdCard)":"(\w+)"/.exec(text)?.[1];
    if (person !== undefined) {
      reach('request:before');
      note({ asked: person });
      // Called when the kernel has it.
      if (point === 'request:after' && !struck) return write.call(this, chunk, () => reach(point));
    }
    if (point === 'ADD:half' && !struck && text.length > SEVERAL_SLICES && text.includes(SLICE)) {
      return write.call(this, text.slice(0, Math.floor(text.length / 2)), 'latin1', () => reach(point));
    }
    return write.apply(this, args);
  };
  socket.push = function (...args) {
    if (Buffer.isBuffer(args[0]) && /"(?:session_id|RequestId)"/.test(args[0].toString('latin1')))
      reach('answer:before');
    return push.apply(this, args);
  };
}

// ---- files ----

/** Temporary names have who writes, and random characters. @type {readonly [RegExp, string][]} */
const FILES = [
  [/\/segments\/\d+\.csv$/, 'segment'],
  [/\/slices-\d+\.jsonl$/, 'slicelog'],
  [/\/aside-\d+\.jsonl$/, 'aside'],
  [/\/checkpoint-\d+\.json(\.\d+\.tmp)?$/, 'checkpoint'],
  [/\/attempts\.csv((\.[\w-]+){1,2}\.tmp)?$/, 'attempts'],
  [/\/outcomes\.csv((\.[\w-]+){1,2}\.tmp)?$/, 'outcomes'],
  [/\/summary\.json((\.[\w-]+){1,2}\.tmp)?$/, 'summary'],
  [/\/changes\.csv((\.[\w-]+){1,2}\.tmp)?$/, 'changes'],
  [/\/ledger\.json(\.\d+\.tmp)?$/, 'ledger'],
  [/\/batch\.json(\.\d+\.tmp)?$/, 'record'],
  [/\/list(\.\d+\.incoming)?$/, 'list'],
];
const STATE = /\/state(-\d+)?\.json$/;

/** @param {string} path */
function fileSubject(path) {
  return FILES.find(([pattern]) => pattern.test(path))?.[1];
}

/** Which state a draft of a batch's state holds. @param {string} draft */
function stateIn(draft) {
  const { state } = /** @type {{ state: string }} */ (JSON.parse(readFileSync(draft, 'utf8')));
  return `state-${state}`;
}

async function watchFiles() {
  /** @type {WeakMap<object, string>} */
  const subjects = new WeakMap();
  const { open, rename } = promises;
  promises.open = async (path, ...rest) => {
    const handle = await open(path, ...rest);
    const subject = fileSubject(String(path));
    if (subject !== undefined) subjects.set(handle, subject);
    return handle;
  };
  promises.rename = async (from, to) => {
    const subject = STATE.test(String(to)) ? stateIn(String(from)) : fileSubject(String(to));
    if (subject === undefined) return rename(from, to);
    reach(`${subject}-rename:before`);
    await after(`${subject}-rename`, rename(from, to));
  };
  syncBuiltinESMExports();
  const sample = await open(new URL(import.meta.url), 'r');
  const handles = /** @type {Record<string, AnyFunction>} */ (Object.getPrototypeOf(sample));
  await sample.close();
  for (const [method, deed] of HANDLE_METHODS) {
    const original = /** @type {AnyFunction} */ (handles[method]);
    handles[method] = function (...args) {
      const subject = subjects.get(/** @type {object} */ (this));
      if (subject === undefined) return original.apply(this, args);
      reach(`${subject}-${deed}:before`);
      return after(`${subject}-${deed}`, original.apply(this, args));
    };
  }
}

/** @type {readonly (readonly [string, string])[]} */
const HANDLE_METHODS = [
  ['write', 'write'],
  ['writeFile', 'write'],
  ['appendFile', 'write'],
  ['datasync', 'sync'],
  ['sync', 'sync'],
];

if (chosen) {
  await watchRedis();
  watchSockets();
  await watchFiles();
}
