// What a thousand people who follow the batches of `rollcall serve` do to the calls that it makes meanwhile: calls a second with
// them and without them, in turns.

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { CLEAN, writeList } from './long-lists.mjs';
import { ask, startBatch, whileServed } from './served.mjs';
import { LATENCY_MS, startService } from './service.mjs';
import { inTemporaryDirectory } from './temporary.mjs';

/** @typedef {import('./served.mjs').Served} Served */

const LISTENERS = 1_000;
const CALLS_A_SECOND = 500;
const SECONDS = 15;
/** Before anything is counted. */
const BEGINNING_S = 3;
const QUICK = { listeners: 20, seconds: 2 };

/** @param {import('./bench.mjs').Options} options */
export async function bench({ quick, rounds, say }) {
  const [listeners, seconds] = quick ? [QUICK.listeners, QUICK.seconds] : [LISTENERS, SECONDS];
  return inTemporaryDirectory(async (directory) => {
    const service = await startService();
    try {
      return await whileServed(directory, `${service.url}/late`, async (served) => {
        const list = join(directory, 'list.csv');
        await writeList(list, CALLS_A_SECOND * (seconds + 2 * BEGINNING_S) * 2 * rounds * 2, CLEAN);
        await startBatch(served, list, 'running', { rate: CALLS_A_SECOND });
        await sleep(BEGINNING_S * 1000);
        const without = [];
        const withThem = [];
        for (let round = 0; round < rounds; round += 1) {
          say(`Listeners: round ${round + 1} of ${rounds}`);
          without.push(await callsASecond(served, seconds));
          withThem.push(await whileListening(served, listeners, () => callsASecond(served, seconds)));
        }
        await ask(served, 'POST', '/batches/running/cancel');
        const [alone, together] = [middle(without), middle(withThem)];
        return [
          {
            title: `Calls a second beside ${listeners} listeners`,
            notes: [
              `at most ${CALLS_A_SECOND} a second are allowed, answers after ${LATENCY_MS} ms; ${seconds} s each, in turns, medians of ${rounds} rounds`,
            ],
            lines: [
              { listeners: 0, 'calls a second': alone, share: 1 },
              { listeners, 'calls a second': together, share: together / alone },
            ],
          },
        ];
      });
    } finally {
      await service.stop();
    }
  });
}

/**
 * @param {Served} served
 * @param {number} seconds
 */
async function callsASecond(served, seconds) {
  await sleep(BEGINNING_S * 1000);
  const [since, before] = [performance.now(), await callsNow(served)];
  await sleep(seconds * 1000);
  const after = await callsNow(served);
  return (after - before) / ((performance.now() - since) / 1000);
}

/** @param {Served} served */
async function callsNow(served) {
  return Number((await ask(served, 'GET', '/batches/running')).json['calls']);
}

/**
 * They live in a process of their own, as they would elsewhere.
 *
 * @template Result
 * @param {Served} served
 * @param {number} listeners
 * @param {() => Promise<Result>} use
 */
async function whileListening({ url, key }, listeners, use) {
  const crowd = fork(fileURLToPath(import.meta.url), [`${url}/events`, String(listeners)], {
    env: { ...process.env, LISTENERS_KEY: key },
  });
  try {
    await once(crowd, 'message');
    return await use();
  } finally {
    const ended = once(crowd, 'exit');
    crowd.kill();
    await ended;
  }
}

/**
 * @param {string} url
 * @param {number} count
 */
async function listen(url, count) {
  const agent = new Agent({ maxSockets: Infinity });
  const headers = { authorization: `Bearer ${process.env['LISTENERS_KEY'] ?? ''}` };
  await Promise.all(
    Array.from({ length: count }, async () => {
      const asking = request(url, { agent, headers }).end();
      const [response] = /** @type {[import('node:http').IncomingMessage]} */ (
        await once(asking, 'response')
      );
      if (response.statusCode !== 200) throw new Error(`nobody listens: ${response.statusCode}`);
      response.resume();
    }),
  );
  process.send?.('listening');
}

/** @param {readonly number[]} numbers */
function middle(numbers) {
  return numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  await listen(process.argv[2] ?? '', Number(process.argv[3]));
