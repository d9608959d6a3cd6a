// `rollcall serve`, asked from outside as its pages and programs ask it: how long answers take with ten thousand batches and with a
// batch of ten million rows, and what two hundred requests a second do to it beside a running batch.

import { createWriteStream } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CLEAN, writeList } from './long-lists.mjs';
import { ask, look, residentMb, startBatch, whileServed } from './served.mjs';
import { LATENCY_MS, startService } from './service.mjs';
import { inTemporaryDirectory } from './temporary.mjs';

const REQUESTS_A_SECOND = 200;
const CALLS_A_SECOND = 50;
const SECONDS = 600;
const BATCHES = 10_000;
const ROWS = 10_000_000;
const QUICK = { seconds: 3, batches: 50, rows: 5_000 };
const SEED_ROWS = 200;

/** @typedef {import('./served.mjs').Served} Served */

/** @param {import('./bench.mjs').Options} options */
export async function bench({ quick, rows = quick ? QUICK.rows : ROWS, seconds, say }) {
  const [batches, length] = quick ? [QUICK.batches, seconds ?? QUICK.seconds] : [BATCHES, seconds ?? SECONDS];
  return inTemporaryDirectory(async (directory) => {
    const service = await startService();
    try {
      return await whileServed(directory, `${service.url}/late`, async (served) => {
        await seed(served);
        say(`Serve: ${batches} batches, one of ${rows} rows`);
        await makeBatches(served, batches);
        await makeRows(served, rows);
        const size = await sizes(served, batches, rows);
        const seen = await pages(served, batches, rows);
        say(`Serve: ${REQUESTS_A_SECOND} requests a second for ${length} s beside a batch`);
        return [size, seen, await load(served, length)];
      });
    } finally {
      await service.stop();
    }
  });
}

/** @param {Served} served */
async function seed(served) {
  const list = join(served.directory, '..', 'seed.csv');
  await writeList(list, SEED_ROWS, { ...CLEAN, mix: 'fixture' });
  await startBatch(served, list, 'seed', {});
  for (;;) {
    const { json } = await ask(served, 'GET', '/batches/seed');
    if (json['state'] === 'completed') return;
    await sleep(100);
  }
}

/**
 * Batches that have ended, as the first one has.
 *
 * @param {Served} served
 * @param {number} count
 */
async function makeBatches({ directory }, count) {
  const home = join(directory, 'batches');
  const texts = await Promise.all(
    ['work/batch.json', 'work/state-1.json', 'work/ledger.json', 'summary.json'].map(
      async (name) => /** @type {const} */ ([name, await readFile(join(home, 'seed', name), 'utf8')]),
    ),
  );
  for (let at = 0; at < count; at += 1) {
    const batch = `made-${String(at).padStart(5, '0')}`;
    await mkdir(join(home, batch, 'work'), { recursive: true });
    for (const [name, text] of texts) {
      const own = text
        .replaceAll('"seed"', `"${batch}"`)
        .replaceAll('/batches/seed"', `/batches/${batch}"`)
        .replace('"label": "bench"', `"label": "label-${at % 20}"`)
        .replace(/"createdAt": (\d+)/, (_, ms) => `"createdAt": ${Number(ms) - at}`);
      await writeFile(join(home, batch, name), own);
    }
  }
}

/**
 * One of them gets as many rows: those of the first again and again, each with its number; the last has a status of its own.
 *
 * @param {Served} served
 * @param {number} count
 */
async function makeRows({ directory }, count) {
  const home = join(directory, 'batches');
  const text = await readFile(join(home, 'seed', 'outcomes.csv'), 'utf8');
  const [header = '', ...lines] = text.trimEnd().split('\n');
  const plain = lines.filter((line) => !line.includes('"'));
  const target = join(home, 'made-00000', 'outcomes.csv');
  await rm(join(home, 'made-00000', 'work', 'rows.json'), { force: true });
  await pipeline(
    Readable.from(
      (function* () {
        yield `${header}\n`;
        for (let row = 1; row <= count;) {
          let chunk = '';
          for (let at = 0; at < 1000 && row <= count; at += 1, row += 1) {
            const line = plain[row % plain.length] ?? '';
            const numbered = line.replace(/,\d+,\d+$/, `,${row},${row + 1}`);
            chunk += `${row === count ? numbered.replace(/,(match|mismatch|bad_format|invalid_id),/, ',in_doubt,') : numbered}\n`;
          }
          yield chunk;
        }
      })(),
    ),
    createWriteStream(target, { mode: 0o600 }),
  );
}

/**
 * @param {Served} served
 * @param {number} batches
 * @param {number} rows
 */
async function sizes(served, batches, rows) {
  // The first question reads all of them once; after that only what has changed.
  const first = await ask(served, 'GET', '/batches?limit=1');
  const rowPath = '/batches/made-00000/rows';
  const beginning = await ask(served, 'GET', `${rowPath}?status=in_doubt`);
  const since = performance.now();
  while ((await ask(served, 'GET', '/batches/made-00000/reasons')).json['complete'] !== true)
    await sleep(250);
  const indexed = performance.now() - since;
  const asked = [
    '/batches',
    '/batches?limit=200',
    '/batches?q=09999',
    '/batches?label=label-7&state=completed',
    '/batches?state=halted',
    '/batches?by=me',
    '/nights?label=label-7',
    '/labels',
    '/batches/made-00000/timeline',
    `/batches/made-00000/compare?with=made-00001`,
    rowPath,
    `${rowPath}?after=${Math.floor(rows / 2)}`,
    `${rowPath}?status=mismatch&limit=200`,
    `${rowPath}?status=in_doubt`,
    `${rowPath}?status=not_sent`,
  ];
  /** @type {import('./table.mjs').Line[]} */
  const lines = [];
  for (const path of asked) {
    const times = [];
    let found = 0;
    for (let round = 0; round < 7; round += 1) {
      const { ms, json, status } = await ask(served, 'GET', path);
      if (status !== 200) throw new Error(`${path}: ${status}`);
      times.push(ms);
      found = Array.isArray(json['data']) ? json['data'].length : 0;
    }
    lines.push({ asked: path, found, 'median ms': quantile(times, 0.5), 'most ms': quantile(times, 1) });
  }
  const notes = [
    `${batches} batches that have ended; one has ${rows} rows; seven times each, one after the other`,
    `the first question after they were made: ${Math.round(first.ms)} ms`,
    `rows of a status before they are indexed: a page after ${Math.round(beginning.ms)} ms, with more to come; indexed in the background in ${Math.round(indexed / 100) / 10} s`,
  ];
  return { title: 'Answers of serve with many batches and rows', notes, lines };
}

/** Each asks the interface for all that it shows. */
const PAGES = [
  '/batches',
  '/batches?q=09999',
  '/batches?label=label-7&state=completed',
  '/batches/made-00000',
  '/batches/made-00000/rows',
  '/batches/made-00000/rows?status=mismatch',
  '/batches/made-00000/correct',
  '/compare?batch=made-00000&with=made-00001',
  '/lists/new',
  '/schedules',
  '/approvals',
  '/reconciliation',
  '/months',
  '/budgets',
  '/prices',
  '/users',
  '/keys',
  '/webhooks',
  '/audit',
  '/retention',
  '/person',
  '/welcome',
];

/**
 * @param {Served} served
 * @param {number} batches
 * @param {number} rows
 * @returns {Promise<import('./table.mjs').Table>}
 */
async function pages(served, batches, rows) {
  const lines = [];
  for (const page of PAGES) {
    const times = [];
    let bytes = 0;
    for (let round = 0; round < 7; round += 1) {
      const { status, ms, ...seen } = await look(served, page);
      if (status !== 200) throw new Error(`${page}: ${status}`);
      times.push(ms);
      bytes = seen.bytes;
    }
    lines.push({ page, kB: bytes / 1000, 'median ms': quantile(times, 0.5), 'most ms': quantile(times, 1) });
  }
  const notes = [
    `${batches} batches, one has ${rows} rows; from the request to the last byte, seven times each, one after the other`,
  ];
  return { title: 'Pages with many batches and rows', notes, lines };
}

/** What pages and programs ask for most. */
const MIXTURE = [
  '/batches/running',
  '/batches/running',
  '/batches/running',
  '/batches/running/timeline',
  '/batches?limit=20',
  '/batches/seed/rows?limit=50',
  '/batches/seed/files',
  '/accounts',
  '/session',
  '/labels',
];

/**
 * @param {Served} served
 * @param {number} seconds
 */
async function load(served, seconds) {
  const list = join(served.directory, '..', 'running.csv');
  await writeList(list, CALLS_A_SECOND * (seconds + 120), CLEAN);
  await startBatch(served, list, 'running', { rate: CALLS_A_SECOND });
  /** @type {number[]} */
  const times = [];
  /** @type {Map<number, number>} */
  const statuses = new Map();
  /** @type {number[]} */
  const memory = [];
  const before = await ask(served, 'GET', '/batches/running');
  const since = performance.now();
  /** @type {Set<Promise<void>>} */
  const open = new Set();
  let [sent, most] = [0, 0];
  while (performance.now() - since < seconds * 1000) {
    const due = Math.floor(((performance.now() - since) / 1000) * REQUESTS_A_SECOND);
    for (; sent < due; sent += 1) {
      const asked = ask(served, 'GET', MIXTURE[sent % MIXTURE.length] ?? '')
        .catch(() => ({ status: 0, ms: undefined }))
        .then(({ status, ms }) => {
          if (ms !== undefined) times.push(ms);
          statuses.set(status, (statuses.get(status) ?? 0) + 1);
          return undefined;
        })
        .finally(() => open.delete(asked));
      open.add(asked);
    }
    most = Math.max(most, open.size);
    if (memory.length < (performance.now() - since) / 5_000) memory.push(await residentMb(served.pid));
    await sleep(5);
  }
  await Promise.all(open);
  const took = (performance.now() - since) / 1000;
  const after = await ask(served, 'GET', '/batches/running');
  await ask(served, 'POST', '/batches/running/cancel');
  const calls = (Number(after.json['calls']) - Number(before.json['calls'])) / took;
  const line = {
    'requests a second': times.length / took,
    'median ms': quantile(times, 0.5),
    '99 % ms': quantile(times, 0.99),
    'open at most': most,
    'not answered 200': sent - (statuses.get(200) ?? 0),
    'MB, first half': quantile(memory.slice(0, memory.length >> 1), 0.5),
    'MB, second half': quantile(memory.slice(memory.length >> 1), 0.5),
    'calls a second': calls,
  };
  const notes = [
    `${REQUESTS_A_SECOND} requests a second for ${seconds} s, sent when they are due whether or not others are answered`,
    `beside a batch of ${CALLS_A_SECOND} calls a second (answers after ${LATENCY_MS} ms), worker and verify process inside`,
    `asked: ${[...new Set(MIXTURE)].join(', ')}; memory is that of the serve process, the median of each half`,
  ];
  return { title: 'Serve under load', notes, lines: [line] };
}

/**
 * @param {readonly number[]} times
 * @param {number} share
 */
function quantile(times, share) {
  const sorted = [...times].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}
