// How soon a short list is verified, as its user waits for it: from the start of `run` to the first call that the service
// receives, and to the end of the command. And what a command's start costs beside that of Node alone.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CLEAN, writeList } from './long-lists.mjs';
import { inTemporaryDirectory } from './temporary.mjs';

const PROGRAM = fileURLToPath(new URL('../dist/programs/rollcall.js', import.meta.url));
const ROWS = 20;
const ROUNDS = 7;
/** As long as the provider's may take. */
const LATENCY_MS = 20;
const FIGURES = JSON.stringify({ code: 0, message: 'success', data: { summary: {}, list: [] } });

/** @param {import('./bench.mjs').Options} options */
export async function bench({ rounds, rows = ROWS, quick, say }) {
  const count = quick ? rounds : Math.max(rounds, ROUNDS);
  say(`start: a list of ${rows} rows, and --help, ${count} times`);
  const service = await startService();
  try {
    const runs = [];
    for (let round = 0; round < count; round += 1) runs.push(await timeRun(service, rows));
    return [
      {
        title: `From the start of \`run\` with a list of ${rows} rows`,
        notes: [
          `${count} times, each in a new directory with a Redis of its own; answers after ${LATENCY_MS} ms`,
        ],
        lines: [
          spread(
            'first call',
            runs.map(({ first }) => first),
          ),
          spread(
            'end',
            runs.map(({ end }) => end),
          ),
        ],
      },
      await starts(count),
    ];
  } finally {
    service.close();
  }
}

/**
 * @param {string} until
 * @param {readonly number[]} times
 */
function spread(until, times) {
  const sorted = times.toSorted((a, b) => a - b);
  return { until, 'median ms': sorted[sorted.length >> 1], 'least ms': sorted[0], 'most ms': sorted.at(-1) };
}

/** @typedef {{ readonly url: string, calls: number, firstAt: number, close: () => void }} Service */

/** @param {number} number of the call */
const answer = (number) =>
  JSON.stringify({ code: 0, message: 'success', data: {}, session_id: `bench-${number}` });

/** @returns {Promise<Service>} */
async function startService() {
  const server = createServer((request, response) => {
    const isStat = request.url?.includes('/verifyc/stat') === true;
    if (!isStat) {
      if (service.calls === 0) service.firstAt = performance.now();
      service.calls += 1;
    }
    request.resume().once('end', () => {
      response.setHeader('content-type', 'application/json');
      if (isStat) response.end(FIGURES);
      else setTimeout(() => response.end(answer(service.calls)), LATENCY_MS);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  const service = { url: `http://127.0.0.1:${port}`, calls: 0, firstAt: 0, close };
  return service;
}

/**
 * @param {Service} service
 * @param {number} rows
 */
async function timeRun(service, rows) {
  return inTemporaryDirectory(async (directory) => {
    const list = join(directory, 'list.csv');
    await writeList(list, rows, CLEAN);
    service.calls = 0;
    const env = {
      PATH: process.env['PATH'],
      ROLLCALL_APPID: '1000001',
      ROLLCALL_BUCKET: 'bench',
      ROLLCALL_SECRET_ID: 'id',
      ROLLCALL_SECRET_KEY: 'key',
      ROLLCALL_AUTH_URL: service.url,
      ROLLCALL_STAT_URL: service.url,
    };
    const since = performance.now();
    const child = spawn(process.execPath, [PROGRAM, 'run', list], { cwd: directory, env, stdio: 'ignore' });
    const [status] = /** @type {[number | null]} */ (await once(child, 'exit'));
    const end = performance.now() - since;
    if (status !== 0 || service.calls !== rows) throw new Error(`run: ${status}, ${service.calls} calls`);
    return { first: service.firstAt - since, end };
  });
}

/**
 * Processor time of a command that says its help, and of Node that does nothing, in turns.
 *
 * @param {number} count
 * @returns {Promise<import('./table.mjs').Table>}
 */
async function starts(count) {
  let [help, nothing] = [0, 0];
  for (let round = 0; round < count; round += 1) {
    help += await processorTime([PROGRAM, 'run', '--help']);
    nothing += await processorTime(['-e', '0']);
  }
  return {
    title: 'Processor time of a start',
    notes: [`mean of ${count}, in turns, as the kernel counts it: in steps of ${MS_A_TICK} ms`],
    lines: [
      { started: 'node -e 0', ms: nothing / count, 'times node -e 0': 1 },
      { started: 'rollcall run --help', ms: help / count, 'times node -e 0': help / nothing },
    ],
  };
}

const MS_A_TICK = 10;

/** @param {readonly string[]} args @returns {Promise<number>} milliseconds of a process that has ended */
async function processorTime(args) {
  const before = ticksOfEnded();
  await once(spawn(process.execPath, args, { stdio: 'ignore' }), 'exit');
  return (ticksOfEnded() - before) * MS_A_TICK;
}

/** What all of this process's children that have ended took (proc(5): cutime and cstime). */
function ticksOfEnded() {
  const fields = readFileSync('/proc/self/stat', 'utf8').split(') ')[1]?.split(' ') ?? [];
  return Number(fields[13]) + Number(fields[14]);
}
