// Measures the shared rate: three verify processes against a limit of 200 calls a second, changed to 80 in mid-run and
// back. Run by hand, since it takes two minutes and a quiet machine:
//   npm run build && node test/e2e/faults/rate.manual.mjs [bucket|window|small] [latency in ms]
// `bucket`: the provider counts in a bucket that holds a second's calls; `small`: in one that holds ten; `window`: in
// fixed windows of one second, in which refused calls count too.

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const kind = process.argv[2] ?? 'bucket';
const LATENCY_MS = Number(process.argv[3] ?? 50);
const LIMIT = 200;
const LOW = 80;
const STEADY_MS = 70_000;
const LOW_MS = 25_000;
const BACK_MS = 25_000;
const ROLLCALL = fileURLToPath(new URL('../../../dist/programs/rollcall.js', import.meta.url));
const RUN = ['run', 'list.csv', '--batch', 'rate', '--workers', '3', '--no-ping'];

let limit = LIMIT;
/** @type {{ at: number, throttled: boolean }[]} */
const calls = [];
const take = kind === 'window' ? fixedWindow() : bucket(() => (kind === 'small' ? 10 : limit));

/**
 * @param {() => number} holds
 * @returns {(nowMs: number) => boolean}
 */
function bucket(holds) {
  let tokens = holds();
  let filledAt = Date.now();
  return (nowMs) => {
    tokens = Math.min(holds(), tokens + ((nowMs - filledAt) * limit) / 1000);
    filledAt = nowMs;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}

/** @returns {(nowMs: number) => boolean} */
function fixedWindow() {
  let second = 0;
  let count = 0;
  return (nowMs) => {
    const now = Math.floor(nowMs / 1000);
    if (now !== second) {
      second = now;
      count = 0;
    }
    count += 1;
    return count <= limit;
  };
}

/**
 * Valid numbers, all different.
 *
 * @param {number} rows
 */
function list(rows) {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const lines = ['姓名,身份证号'];
  for (let row = 0; row < rows; row += 1) {
    const day = new Date(Date.UTC(1950, 0, 1 + Math.floor(row / 900))).toISOString().slice(0, 10);
    const first17 = `110105${day.replaceAll('-', '')}${String((row % 900) + 1).padStart(3, '0')}`;
    const sum = weights.reduce((total, weight, index) => total + weight * Number(first17[index]), 0);
    lines.push(`张三,${first17}${'10X98765432'.charAt(sum % 11)}`);
  }
  return `${lines.join('\n')}\n`;
}

/**
 * @param {number} from
 * @param {number} to
 * @param {number} allowed
 */
function figures(from, to, allowed) {
  const within = calls.filter(({ at }) => at >= from && at < to);
  const seconds = (to - from) / 1000;
  const throttled = within.filter((call) => call.throttled).length;
  const passed = within.length - throttled;
  const bySecond = Array.from({ length: Math.round(seconds) }, (_, second) => {
    const start = from + second * 1000;
    return within.filter((call) => !call.throttled && call.at >= start && call.at < start + 1000).length;
  });
  return (
    `${(passed / seconds).toFixed(1)}/s of ${allowed} = ${((100 * passed) / seconds / allowed).toFixed(1)} %, ` +
    `code 15: ${((100 * throttled) / within.length).toFixed(2)} %; by second ${bySecond.join(' ')}`
  );
}

const service = createServer((request, response) => {
  request.resume().on('end', () => {
    const at = Date.now();
    const throttled = !take(at);
    calls.push({ at, throttled });
    const body = JSON.stringify({ code: throttled ? 15 : 0, message: 'OK', data: { session_id: 's' } });
    setTimeout(() => response.end(body), throttled ? 5 : LATENCY_MS);
  });
});
await new Promise((resolve) => {
  service.listen(0, '127.0.0.1', () => {
    resolve(undefined);
  });
});
const address = service.address();
if (address === null || typeof address === 'string') throw new Error('no port');
const directory = mkdtempSync(join(tmpdir(), 'rollcall-rate-'));
writeFileSync(join(directory, 'list.csv'), list(60_000));
const child = spawn(process.execPath, [ROLLCALL, ...RUN], {
  cwd: directory,
  stdio: ['ignore', 'ignore', 'inherit'],
  env: {
    PATH: process.env['PATH'],
    ROLLCALL_APPID: '1',
    ROLLCALL_BUCKET: 'b',
    ROLLCALL_SECRET_ID: 'i',
    ROLLCALL_SECRET_KEY: 'k',
    ROLLCALL_AUTH_URL: `http://127.0.0.1:${address.port}`,
  },
});
while (calls.length === 0) await sleep(10);
const start = calls[0]?.at ?? 0;
await sleep(STEADY_MS);
limit = LOW;
await sleep(LOW_MS);
limit = LIMIT;
await sleep(BACK_MS);
const ended = new Promise((resolve) => child.once('exit', resolve));
child.kill('SIGTERM');
await ended;
service.close();
service.closeAllConnections();
rmSync(directory, { recursive: true, force: true });
const low = start + STEADY_MS;
const back = low + LOW_MS;
const report = [
  `provider: ${kind}, latency ${LATENCY_MS} ms`,
  `0-10 s       ${figures(start, start + 10_000, LIMIT)}`,
  `10-70 s      ${figures(start + 10_000, low, LIMIT)}`,
  `80: 0-10 s   ${figures(low, low + 10_000, LOW)}`,
  `80: 10-25 s  ${figures(low + 10_000, back, LOW)}`,
  `200: 0-10 s  ${figures(back, back + 10_000, LIMIT)}`,
  `200: 10-25 s ${figures(back + 10_000, back + BACK_MS, LIMIT)}`,
];
process.stdout.write(`${report.join('\n')}\n`);
