// `rollcall serve` as a process of its own, with its worker and verify process inside, and an administrator who asks it.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../dist/programs/rollcall.js', import.meta.url));

/**
 * @typedef {object} Served
 * @property {string} url of the interface
 * @property {string} key an administrator's
 * @property {string} session the cookie of an administrator who has signed in with a browser
 * @property {number} pid
 * @property {string} directory the data directory
 */

/**
 * @template Result
 * @param {string} directory
 * @param {string} service its base URL
 * @param {(served: Served) => Promise<Result>} use
 */
export async function whileServed(directory, service, use) {
  const env = {
    PATH: process.env['PATH'],
    ROLLCALL_DATA: join(directory, 'data'),
    ROLLCALL_APPID: '1000001',
    ROLLCALL_BUCKET: 'bench',
    ROLLCALL_SECRET_ID: 'id',
    ROLLCALL_SECRET_KEY: 'key',
    ROLLCALL_AUTH_URL: service,
    ROLLCALL_REQUESTS_PER_MINUTE: '1000000',
    ROLLCALL_LOG_LEVEL: 'error',
    // So many as 500 calls a second take with answers after 50 ms, and some more.
    ROLLCALL_CONCURRENCY: '50',
  };
  const child = spawn(process.execPath, [PROGRAM, 'serve', '--port', '0', '--json'], {
    cwd: directory,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const [line] = /** @type {[Buffer]} */ (await once(child.stdout, 'data'));
    const { url } = /** @type {{ url: string }} */ (JSON.parse(String(line).split('\n')[0] ?? ''));
    const api = `${url}/api/v1`;
    const { key } = await told(['key', 'add', '--role', 'admin', '--json'], directory, env);
    const { link = '' } = await told(['user', 'add', 'bench', '--role', 'admin', '--json'], directory, env);
    const session = await signIn(api, link);
    const where = join(directory, 'data');
    return await use({ url: api, key: key ?? '', session, pid: child.pid ?? 0, directory: where });
  } finally {
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
  }
}

/**
 * @param {readonly string[]} args
 * @param {string} directory
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<Record<string, string>>} what the command says
 */
async function told(args, directory, env) {
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    cwd: directory,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  for await (const chunk of child.stdout) said += String(chunk);
  return /** @type {Record<string, string>} */ (JSON.parse(said));
}

/**
 * @param {string} api
 * @param {string} link with which somebody sets his password
 */
async function signIn(api, link) {
  const answer = await fetch(`${api}/sign-in/link`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: new URL(api).origin },
    body: JSON.stringify({ link: link.replace(/^.*[#/=]/, ''), password: 'a made-up password' }),
  });
  if (answer.status !== 200) throw new Error(`nobody signs in: ${answer.status} ${await answer.text()}`);
  return answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}

/**
 * A page, as a browser asks for it.
 *
 * @param {Served} served
 * @param {string} path
 */
export async function look({ url, session }, path) {
  const since = performance.now();
  const headers = { cookie: session, accept: 'text/html' };
  const response = await fetch(new URL(path, url), { headers, redirect: 'manual' });
  const text = await response.text();
  return { status: response.status, ms: performance.now() - since, bytes: text.length };
}

/**
 * @param {Served} served
 * @param {string} method
 * @param {string} path
 * @param {{ body?: string | ReadableStream, headers?: Record<string, string> }} [more]
 * @returns {Promise<{ status: number, json: Record<string, unknown>, ms: number }>}
 */
export async function ask({ url, key }, method, path, { body, headers = {} } = {}) {
  const since = performance.now();
  const response = await fetch(`${url}${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, ...headers },
    ...(body === undefined ? {} : { body, duplex: 'half' }),
  });
  const text = await response.text();
  const ms = performance.now() - since;
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  return {
    status: response.status,
    json: isJson ? /** @type {Record<string, unknown>} */ (JSON.parse(text)) : {},
    ms,
  };
}

/**
 * @param {Served} served
 * @param {string} list its path
 * @param {string} batch
 * @param {object} options
 */
export async function startBatch(served, list, batch, options) {
  const body = /** @type {ReadableStream} */ (Readable.toWeb(createReadStream(list)));
  const { json } = await ask(served, 'POST', '/lists?name=list.csv', { body });
  const made = JSON.stringify({ list: json['list'], batch, label: 'bench', start: true, options });
  const headers = { 'idempotency-key': batch, 'content-type': 'application/json' };
  const { status } = await ask(served, 'POST', '/batches', { body: made, headers });
  if (status !== 201) throw new Error(`no batch was made: ${status}`);
}

/** @param {number} pid */
export async function residentMb(pid) {
  const text = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(text)?.[1] ?? 0) / 1024);
}
