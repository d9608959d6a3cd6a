// The whole path beside a bare loop of calls, the plain BullMQ way and the script that people write, in turns, against
// services that answer at once, late, and now and then very late.

import { execFile } from 'node:child_process';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { CLEAN, writeList } from './long-lists.mjs';
import { inTemporaryDirectory } from './temporary.mjs';
import { firstCall, lastSync, runRollcall } from './rollcall.mjs';
import { inTurns, median } from './rounds.mjs';
import { LATENCY_MS, SLOW_MS, SLOW_SHARE, startService } from './service.mjs';

/**
 * @typedef {object} Setting
 * @property {string} title
 * @property {'fast' | 'late' | 'slow'} service
 * @property {number} inFlight
 * @property {number} rows
 * @property {number} jobRows rows of the plain BullMQ way, which is slow
 *
 * @typedef {{ rows: number, startup: number, seconds: number, exit: number }} Measured all in seconds
 */

/** @type {readonly Setting[]} */
const SETTINGS = [
  {
    title: 'Whole path, a service that answers at once',
    service: 'fast',
    inFlight: 100,
    rows: 100_000,
    jobRows: 20_000,
  },
  {
    title: `Whole path, answers after ${LATENCY_MS} ms`,
    service: 'late',
    inFlight: 200,
    rows: 100_000,
    jobRows: 20_000,
  },
  {
    title: `Whole path, answers after ${LATENCY_MS} ms, ${SLOW_SHARE * 100} % of them after ${SLOW_MS} ms`,
    service: 'slow',
    inFlight: 200,
    rows: 100_000,
    jobRows: 20_000,
  },
];
const QUICK_ROWS = 1000;

/** @param {import('./bench.mjs').Options} options */
export async function bench(options) {
  const service = await startService();
  try {
    return await inTemporaryDirectory(async (directory) => {
      const tables = [];
      for (const setting of chosen(options)) tables.push(await compare(setting, service, directory, options));
      return tables;
    });
  } finally {
    await service.stop();
  }
}

/** @param {import('./bench.mjs').Options} options */
function chosen({ quick, service }) {
  if (service !== undefined) return SETTINGS.filter((setting) => setting.service === service);
  return quick ? SETTINGS.slice(0, 1) : SETTINGS;
}

/**
 * @param {Setting} setting
 * @param {import('./service.mjs').Service} service
 * @param {string} directory
 * @param {import('./bench.mjs').Options} options
 * @returns {Promise<import('./table.mjs').Table>}
 */
async function compare(setting, service, directory, { rows, rounds, quick, say }) {
  const { title, inFlight } = setting;
  const long = rows ?? (quick ? QUICK_ROWS : setting.rows);
  const short = Math.min(long, setting.jobRows);
  const lists = { long: join(directory, 'long.csv'), short: join(directory, 'short.csv') };
  await writeList(lists.long, long, CLEAN);
  await writeList(lists.short, short, CLEAN);
  const url = `${service.url}/${setting.service}`;
  const own = join(directory, 'own');
  /** @param {() => Promise<Measured>} contender */
  const afresh = (contender) => async () => {
    await rm(own, { recursive: true, force: true });
    await mkdir(own);
    return contender();
  };
  /** @param {string} name @param {string} list @param {number} count */
  const other = (name, list, count) =>
    afresh(() => contend(name, { list, url, inFlight, directory: own }, count));
  const measured = await inTurns(
    rounds,
    {
      'bare undici Pool.request': other('bare', lists.long, long),
      'rollcall run': afresh(() => rollcall({ list: lists.long, url, inFlight, directory: own }, long)),
      'BullMQ, one job a row': other('bullmq', lists.short, short),
      'script without a queue': other('script', lists.long, long),
    },
    (name, round) => say(`${title}: ${name}, round ${round + 1} of ${rounds}`),
  );
  const notes = [
    `${service.name} as the service, ${inFlight} calls in flight, ${long} rows (${short} with a job a row), median of ${rounds} rounds in turns`,
    'seconds: from the first call to the last sync; share: of the speed of the bare loop in the same round',
  ];
  return { title, notes, lines: linesOf(measured) };
}

/**
 * @param {Record<string, Measured[]>} measured
 * @returns {import('./table.mjs').Line[]}
 */
function linesOf(measured) {
  const bare = measured['bare undici Pool.request'] ?? [];
  return Object.entries(measured).map(([what, runs]) => {
    const speeds = runs.map(({ rows, seconds }) => rows / seconds);
    const shares = speeds.map((speed, round) => {
      const base = bare[round];
      return base === undefined ? 0 : (speed * base.seconds) / base.rows;
    });
    return {
      what,
      seconds: median(runs.map(({ seconds }) => seconds)),
      'rows/s': Math.round(median(speeds)),
      share: median(shares),
      'lowest share': Math.min(...shares),
      'highest share': Math.max(...shares),
      'start-up s': median(runs.map(({ startup }) => startup)),
      'exit s': median(runs.map(({ exit }) => exit)),
    };
  });
}

/**
 * @typedef {object} Place
 * @property {string} list
 * @property {string} url
 * @property {number} inFlight
 * @property {string} directory
 */

/**
 * @param {string} name
 * @param {Place} place
 * @param {number} rows
 * @returns {Promise<Measured>}
 */
async function contend(name, { list, url, inFlight, directory }, rows) {
  const program = fileURLToPath(new URL(`contenders/${name}.mjs`, import.meta.url));
  const { origin, pathname } = new URL(url);
  const task = { list, origin, path: `${pathname}/auth/idcard`, inFlight, directory };
  const startedMs = Date.now();
  const { stdout } = await promisify(execFile)(process.execPath, [program, JSON.stringify(task)]);
  const endedMs = Date.now();
  const { firstCallMs, doneMs } = /** @type {{ firstCallMs: number, doneMs: number }} */ (JSON.parse(stdout));
  return measure(rows, startedMs, firstCallMs, doneMs, endedMs);
}

/**
 * @param {Place} place
 * @param {number} rows
 */
async function rollcall({ list, url, inFlight, directory }, rows) {
  const options = ['--concurrency', String(inFlight)];
  const { startedMs, endedMs } = await runRollcall({ list, url, directory, options });
  return measure(rows, startedMs, await firstCall(directory), await lastSync(directory), endedMs);
}

/**
 * @param {number} rows
 * @param {number} startedMs
 * @param {number} firstCallMs
 * @param {number} doneMs
 * @param {number} endedMs
 * @returns {Measured}
 */
function measure(rows, startedMs, firstCallMs, doneMs, endedMs) {
  return {
    rows,
    startup: (firstCallMs - startedMs) / 1000,
    seconds: (doneMs - firstCallMs) / 1000,
    exit: (endedMs - doneMs) / 1000,
  };
}
