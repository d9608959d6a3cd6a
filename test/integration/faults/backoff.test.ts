// Waits: spaced by the backoff, as long as the service asks for, and spent outside the worker where they are long.

import { randomUUID } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Queue } from 'bullmq';
import { expect, test, vi, type TestContext } from 'vitest';
import { accountPrefix, VERIFY_QUEUE } from '../../../src/journal/keys.js';
import { Bench, counts } from './bench.js';
import { peopleOf } from './people.js';

interface Arrival {
  readonly idNumber: string;
  readonly at: number;
}

/** A service whose answers the test gives, because the pretend one asks for silence only when it throttles. */
async function startService(
  answer: (idNumber: string, nth: number, response: ServerResponse) => void,
  { onTestFinished }: Pick<TestContext, 'onTestFinished'>,
): Promise<{ url: string; arrivals: Arrival[] }> {
  const arrivals: Arrival[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const { idcard_number: idNumber } = JSON.parse(body) as { idcard_number: string };
      arrivals.push({ idNumber, at: Date.now() });
      answer(idNumber, arrivals.filter((arrival) => arrival.idNumber === idNumber).length, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, arrivals };
}

const away = (response: ServerResponse, retryAfterSeconds?: number): void => {
  response.writeHead(503, retryAfterSeconds === undefined ? {} : { 'Retry-After': retryAfterSeconds });
  response.end();
};
const match = (response: ServerResponse): void => {
  // Each answer has an id of its own, because equal ids would put the first answers in question.
  response.end(`{"code":0,"message":"OK","data":{"session_id":"${randomUUID()}"}}`);
};

/** Milliseconds between a number's first call and its second. */
function gap(arrivals: readonly Arrival[], idNumber: string | undefined): number {
  const [first, second] = arrivals.filter((arrival) => arrival.idNumber === idNumber);
  return (second?.at ?? 0) - (first?.at ?? 0);
}

test.concurrent(
  'a long wait puts the slice back, delayed, and other rows go on meanwhile',
  async (context) => {
    const people = peopleOf(1, 40);
    const slow = people[0]?.idNumber;
    const service = await startService((idNumber, nth, response) => {
      if (idNumber === slow && nth === 1) away(response, 8);
      else match(response);
    }, context);
    const bench = await Bench.start({ authUrl: service.url }, context);
    await bench.verify(1, { ROLLCALL_CONCURRENCY: '2', ROLLCALL_BACKOFF_MAX_MS: '30000' });
    const queue = new Queue(VERIFY_QUEUE, {
      connection: bench.access.redis,
      prefix: accountPrefix(bench.scope),
    });
    const running = bench.run('b', { people });
    // All the others are done, and the worker holds nothing while one row waits.
    await vi.waitUntil(async () => service.arrivals.length === 40 && (await queue.getActiveCount()) === 0, {
      timeout: 7_000,
    });
    expect(await queue.getDelayedCount()).toBe(1);
    expect(await running).toMatchObject({ state: 'completed' });
    await queue.close();
    expect(gap(service.arrivals, slow)).toBeGreaterThanOrEqual(8_000);
    expect(bench.summary('b')).toMatchObject({ calls: 41, retries: 1 });
  },
);

test.concurrent('no row of a slice that was put back is called before its time', async (context) => {
  // 5,000 rows would make slices of 25; a pair in one slice is enough: 201 rows make slices of two.
  const people = peopleOf(1, 201);
  const [brief, long] = [people[0]?.idNumber, people[1]?.idNumber];
  const service = await startService((idNumber, nth, response) => {
    if (idNumber === brief && nth === 1) away(response, 3);
    else if (idNumber === long && nth === 1) away(response, 6);
    else match(response);
  }, context);
  const bench = await Bench.start({ authUrl: service.url }, context);
  await bench.verify(1, { ROLLCALL_BACKOFF_MAX_MS: '30000' });
  expect(await bench.run('b', { people })).toMatchObject({ state: 'completed' });
  expect(gap(service.arrivals, brief)).toBeGreaterThanOrEqual(3_000);
  expect(gap(service.arrivals, long)).toBeGreaterThanOrEqual(6_000);
});

test.concurrent(
  'retries keep the distance that the backoff draws, and end with the attempts',
  async (context) => {
    const people = peopleOf(1, 1);
    const service = await startService((_id, _nth, response) => {
      away(response);
    }, context);
    const bench = await Bench.start(
      {
        authUrl: service.url,
        environment: { ROLLCALL_BACKOFF_BASE_MS: '100', ROLLCALL_BACKOFF_MAX_MS: '400' },
      },
      context,
    );
    await bench.verify(1, { ROLLCALL_BACKOFF_MAX_MS: '30000' });
    expect(await bench.run('b', { people, options: { maxAttempts: 5 } })).toMatchObject({
      state: 'completed',
    });
    expect(service.arrivals).toHaveLength(5);
    expect(counts(bench.summary('b'))).toEqual({ error: 1 });
    const attempts = bench.attempts('b');
    const waits = attempts.slice(1).map(({ started_at: startedAt }, index) => {
      return Date.parse(startedAt ?? '') - Date.parse(attempts[index]?.['finished_at'] ?? '');
    });
    // With full jitter the waits are anything from 0 to 100, 200, 400 and 400 ms. A busy machine may add to them, but
    // not take away.
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(0);
    expect(waits).toHaveLength(4);
    expect(bench.outcomes('b')[0]?.['verify_message']).toContain('5 calls');
  },
);
