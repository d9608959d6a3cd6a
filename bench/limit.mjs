// A provider's limit: how much of it is reached, and how many answers are refusals (15), from the first call on.

import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { built } from './built.mjs';
import { CLEAN, writeList } from './long-lists.mjs';
import { inTemporaryDirectory } from './temporary.mjs';
import { attemptsOf, runRollcall } from './rollcall.mjs';

const { startSimulator } = /** @type {typeof import('../src/simulator/server.js')} */ (
  await built('simulator/server.js')
);

const LIMITS = [
  { limit: 50, rows: 3000 },
  { limit: 200, rows: 12_000 },
  { limit: 1000, rows: 40_000 },
];
const QUICK = [{ limit: 500, rows: 1000 }];
const LATENCY_MS = 50;
const WORKERS = 2;
/** The start, when the limit is not known yet, is shown apart. */
const START_MS = 10_000;

/** @param {import('./bench.mjs').Options} options */
export async function bench({ quick, say }) {
  return inTemporaryDirectory(async (directory) => {
    /** @type {import('./table.mjs').Line[]} */
    const lines = [];
    for (const { limit, rows } of quick ? QUICK : LIMITS) {
      say(`Limit: ${limit} calls a second`);
      lines.push(await underLimit(limit, rows, directory));
    }
    const notes = [
      `the pretend service, answers after ${LATENCY_MS} ms, a bucket of a second's calls; ${WORKERS} verify processes; one run each`,
      `passed: answered calls a second after the first ${START_MS / 1000} s; share: of the limit; code 15: share of all answers`,
    ];
    return [{ title: "Under a provider's limit that nobody told", notes, lines }];
  });
}

/**
 * @param {number} limit
 * @param {number} rows
 * @param {string} directory
 * @returns {Promise<import('./table.mjs').Line>}
 */
async function underLimit(limit, rows, directory) {
  const list = join(directory, 'list.csv');
  await writeList(list, rows, CLEAN);
  const own = join(directory, 'own');
  await rm(own, { recursive: true, force: true });
  await mkdir(own);
  const simulator = await startSimulator({ settings: { rateLimit: limit, latencyMs: LATENCY_MS } });
  const { appid, bucket, secretId, secretKey } = simulator.credentials;
  try {
    await runRollcall({
      list,
      url: simulator.url,
      directory: own,
      options: ['--workers', String(WORKERS), '--concurrency', '100'],
      settings: {
        ROLLCALL_APPID: appid,
        ROLLCALL_BUCKET: bucket,
        ROLLCALL_SECRET_ID: secretId,
        ROLLCALL_SECRET_KEY: secretKey,
      },
    });
  } finally {
    await simulator.close();
  }
  return figuresOf(limit, await callsOf(own));
}

/** @param {string} directory */
async function callsOf(directory) {
  const calls = [];
  for await (const { finishedMs, code } of attemptsOf(directory))
    calls.push({ finishedMs, throttled: code === '15' });
  return calls.sort((a, b) => a.finishedMs - b.finishedMs);
}

/**
 * @param {number} limit
 * @param {readonly { finishedMs: number, throttled: boolean }[]} calls
 */
function figuresOf(limit, calls) {
  const first = calls[0]?.finishedMs ?? 0;
  const last = calls.at(-1)?.finishedMs ?? 0;
  // A short run is all start.
  const from = last - first > 2 * START_MS ? first + START_MS : first;
  const steady = calls.filter(({ finishedMs }) => finishedMs >= from);
  const throttled = (/** @type {typeof calls} */ some) => some.filter((call) => call.throttled).length;
  const passed = ((steady.length - throttled(steady)) * 1000) / (last - from);
  return {
    limit,
    seconds: (last - first) / 1000,
    'passed/s': passed,
    share: passed / limit,
    'code 15': throttled(steady) / steady.length,
    'code 15 with the start': throttled(calls) / calls.length,
  };
}
