// A list of a gigabyte that is sent to `rollcall serve` in pieces, its connection cut three times: whether it arrives as it was,
// and what memory that takes, while it comes and while it is surveyed.

import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { appendFile, readFile, stat } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pipeline } from 'node:stream/promises';
import { CLEAN, writeList } from './long-lists.mjs';
import { ask, residentMb, whileServed } from './served.mjs';
import { startService } from './service.mjs';
import { inTemporaryDirectory } from './temporary.mjs';

/** @typedef {import('./served.mjs').Served} Served */

const BYTES = 1_000_000_000;
const QUICK_BYTES = 5_000_000;
const BLOCK_ROWS = 200_000;
const CUTS = 3;
const TUS = { 'tus-resumable': '1.0.0' };
const MB = 1_000_000;

/** @param {import('./bench.mjs').Options} options */
export async function bench({ quick, say }) {
  const bytes = quick ? QUICK_BYTES : BYTES;
  return inTemporaryDirectory(async (directory) => {
    const list = join(directory, 'list.csv');
    const sha256 = await writeLong(list, bytes);
    const { size } = await stat(list);
    const service = await startService();
    try {
      return await whileServed(directory, `${service.url}/late`, async (served) => {
        say(`Upload: ${Math.round(size / MB)} MB, cut ${CUTS} times`);
        return [await measure(served, list, size, sha256)];
      });
    } finally {
      await service.stop();
    }
  });
}

/**
 * The same people again and again, below one header.
 *
 * @param {string} path
 * @param {number} bytes at least
 * @returns {Promise<string>} its SHA-256
 */
async function writeLong(path, bytes) {
  await writeList(path, BLOCK_ROWS, CLEAN);
  const first = await readFile(path);
  const rows = first.subarray(first.indexOf('\n') + 1);
  const hash = createHash('sha256').update(first);
  for (let written = first.length; written < bytes; written += rows.length) {
    await appendFile(path, rows);
    hash.update(rows);
  }
  return hash.digest('hex');
}

/**
 * @param {Served} served
 * @param {string} list
 * @param {number} size
 * @param {string} sha256
 * @returns {Promise<import('./table.mjs').Table>}
 */
async function measure(served, list, size, sha256) {
  const before = await residentMb(served.pid);
  const memory = watchMemory(served.pid);
  const upload = await begin(served, size);
  let since = performance.now();
  let cuts = 0;
  for (let offset = 0; offset < size; offset = await offsetOf(served, upload)) {
    const until = cuts < CUTS ? Math.round((size * (cuts + 1)) / (CUTS + 1)) : size;
    const isCut = await send(served, upload, list, offset, until, size);
    if (isCut) cuts += 1;
  }
  const sentIn = (performance.now() - since) / 1000;
  const whileSent = memory.most();
  const { json } = await ask(served, 'GET', `/lists?upload=${upload}`);
  if (json['sha256'] !== sha256) throw new Error(`another list arrived: ${String(json['sha256'])}`);
  since = performance.now();
  const check = `/lists/${String(json['list'])}/check`;
  const first = await ask(served, 'GET', check);
  while ((await ask(served, 'GET', check)).json['complete'] !== true) await sleep(500);
  const surveyedIn = (performance.now() - since) / 1000;
  const whileSurveyed = memory.most();
  memory.stop();
  return {
    title: 'A list that is sent in pieces',
    notes: [
      `cut ${cuts} times, each in the middle of a request; the list arrived with the SHA-256 with which it left`,
      `the first answer of its check came after ${Math.round(first.ms)} ms, of its beginning`,
    ],
    lines: [
      { during: 'before', s: undefined, 'MB a second': undefined, 'MB of memory at most': before },
      { during: 'upload', s: sentIn, 'MB a second': size / MB / sentIn, 'MB of memory at most': whileSent },
      {
        during: 'check',
        s: surveyedIn,
        'MB a second': size / MB / surveyedIn,
        'MB of memory at most': whileSurveyed,
      },
    ],
  };
}

/** @param {number} pid */
function watchMemory(pid) {
  let most = 0;
  const look = async () => {
    most = Math.max(most, await residentMb(pid));
  };
  const timer = setInterval(() => void look(), 200);
  return {
    /** Since the last time that it was asked. */
    most: () => {
      const found = most;
      most = 0;
      return found;
    },
    stop: () => clearInterval(timer),
  };
}

/**
 * @param {Served} served
 * @param {number} size
 */
async function begin({ url, key }, size) {
  const name = Buffer.from('list.csv').toString('base64');
  const headers = {
    ...TUS,
    authorization: `Bearer ${key}`,
    'upload-length': String(size),
    'upload-metadata': `filename ${name}`,
  };
  const answer = await fetch(`${url}/uploads`, { method: 'POST', headers });
  const upload = answer.headers.get('location')?.split('/').at(-1);
  if (answer.status !== 201 || upload === undefined) throw new Error(`no upload: ${answer.status}`);
  return upload;
}

/**
 * @param {Served} served
 * @param {string} upload
 */
async function offsetOf({ url, key }, upload) {
  const headers = { ...TUS, authorization: `Bearer ${key}` };
  const answer = await fetch(`${url}/uploads/${upload}`, { method: 'HEAD', headers });
  return Number(answer.headers.get('upload-offset'));
}

/**
 * Says that it sends all that is left, and cuts the connection at `until` where that comes before the end.
 *
 * @param {Served} served
 * @param {string} upload
 * @param {string} list
 * @param {number} offset
 * @param {number} until
 * @param {number} size
 */
async function send({ url, key }, upload, list, offset, until, size) {
  const sending = request(`${url}/uploads/${upload}`, {
    method: 'PATCH',
    headers: {
      ...TUS,
      authorization: `Bearer ${key}`,
      'upload-offset': String(offset),
      'content-type': 'application/offset+octet-stream',
      'content-length': String(size - offset),
    },
  });
  const answered = once(sending, 'response');
  answered.catch(() => undefined);
  const isCut = until < size;
  await pipeline(createReadStream(list, { start: offset, end: until - 1 }), sending, { end: !isCut });
  if (isCut) {
    sending.destroy();
    return true;
  }
  const [response] = /** @type {[import('node:http').IncomingMessage]} */ (await answered);
  response.resume();
  if (response.statusCode !== 204) throw new Error(`not taken: ${response.statusCode}`);
  return false;
}
