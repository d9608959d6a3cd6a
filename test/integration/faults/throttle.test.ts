// Throttling uses no attempt; a rate cap holds for all workers together; no row waits for ever, and none gives up early.

import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { progressSchema } from '../../../src/batch/run/progress.js';
import type { Attempt } from '../../../src/domain/attempt.js';
import { verifyRow } from '../../../src/verify/row.js';
import type { LoggedCall } from '../../../src/simulator/index.js';
import { startAnomalousService } from '../../support/anomalous-service.js';
import { attempt, PERSON, RULES, World } from '../../unit/verify/fakes.js';
import { Bench, counts } from './bench.js';

describe('a throttled call', () => {
  test.concurrent.for(['code', 'http429'] as const)('(%s) uses no attempt', async (throttleAs, context) => {
    const bench = await Bench.start({ settings: { rateLimit: 30, rateBurst: 3, throttleAs } }, context);
    await bench.verify(2, { ROLLCALL_CONCURRENCY: '10' });
    expect(await bench.run('b', { rows: 120, options: { maxAttempts: 1 } })).toMatchObject({
      state: 'completed',
    });
    const throttled = bench.simulator.totals().received - 120;
    expect(throttled).toBeGreaterThan(0);
    expect(counts(bench.summary('b'))).not.toHaveProperty('error');
    expect(bench.summary('b').calls).toBe(120 + throttled);
    expect(bench.disagreements('b')).toEqual([]);
  });

  test.concurrent('that asks for silence gets it from all workers', async (context) => {
    const seconds = 3;
    const bench = await Bench.start(
      {
        settings: { forceCode: 15, forceCalls: 1, retryAfterSeconds: seconds },
      },
      context,
    );
    await bench.verify(2, { ROLLCALL_CONCURRENCY: '1' });
    expect(await bench.run('b', { rows: 60 })).toMatchObject({ state: 'completed' });
    // The silence begins when the answer is recorded, which takes a busy machine a while. Until then the other worker
    // calls.
    const until = Number(await bench.access.redis.hget(bench.accountKey, 'rate:until'));
    const times = bench.simulator.calls().map(({ receivedAt }) => receivedAt);
    const during = times.filter((at) => at > until - seconds * 1000 && at < until);
    // Each worker may have had a permission by then.
    expect(during.length).toBeLessThanOrEqual(2);
    expect(times.filter((at) => at >= until).length).toBeGreaterThan(0);
    expect(times).toHaveLength(61);
  });

  test.concurrent('for longer than it may be ends the row in error, and says why', async (context) => {
    const bench = await Bench.start(
      {
        settings: { forceCode: 15 },
        environment: { ROLLCALL_THROTTLE_LIMIT_MS: '1500' },
      },
      context,
    );
    await bench.verify(1);
    expect(await bench.run('b', { rows: 2 })).toMatchObject({ state: 'completed' });
    expect(counts(bench.summary('b'))).toEqual({ error: 2 });
    expect(bench.outcomes('b')[0]).toMatchObject({ verify_status: 'error', verify_code: '15' });
    expect(bench.outcomes('b')[0]?.['verify_message']).toContain('throttled');
  });
});

describe('a row that was throttled when its batch was suspended', () => {
  const HOUR = 3_600_000;
  const before = (number: number, startedAt: number): Attempt =>
    attempt(7, number, { code: '15', startedAt, finishedAt: startedAt + 10 });

  test('is called again however long the rest was', async () => {
    const world = new World();
    const past = [before(1, world.nowMs - 5 * HOUR), before(2, world.nowMs - 5 * HOUR + 1000)];
    const end = await verifyRow(
      { row: 7, person: PERSON, past, excusedUpTo: 0 },
      RULES,
      world.journal,
      world.context,
    );
    expect(end).toMatchObject({ kind: 'finished', last: { attempt: 3, code: '0' } });
  });
});

describe('a ceiling', () => {
  /** The most calls beyond the rate in any stretch of time. */
  function excess(calls: readonly LoggedCall[], perSecond: number): number {
    const times = calls.map(({ receivedAt }) => receivedAt).sort((a, b) => a - b);
    let most = 0;
    for (const [first, from] of times.entries()) {
      for (let last = first; last < times.length; last += 1) {
        const allowed = (((times[last] ?? 0) - from) * perSecond) / 1000;
        most = Math.max(most, last - first + 1 - allowed);
      }
    }
    return most;
  }

  test('of a batch holds for three workers together, in any stretch of time', async () => {
    const bench = await Bench.start();
    await bench.verify(3);
    const end = await bench.run('b', { rows: 240, options: { rate: 60 } });
    expect(end).toMatchObject({ state: 'completed' });
    // The calls of a tenth of a second may leave at once, and a busy machine may delay some.
    expect(excess(bench.simulator.calls(), 60)).toBeLessThanOrEqual(6 + 12);
    expect(bench.summary('b').calls).toBe(240);
  });

  test('of the workers holds too', async () => {
    const bench = await Bench.start();
    await bench.verify(3, { ROLLCALL_RATE: '40' });
    expect(await bench.run('b', { rows: 120 })).toMatchObject({ state: 'completed' });
    expect(excess(bench.simulator.calls(), 40)).toBeLessThanOrEqual(4 + 8);
  });
});

test.concurrent(
  'a service that asks for silence is heard, and everybody sees until when',
  async (context) => {
    const service = await startAnomalousService((_asked, response) => {
      response.writeHead(429, { 'Retry-After': '99999999' }).end();
    });
    onTestFinished(() => service.close());
    const bench = await Bench.start({ authUrl: service.url }, context);
    await bench.verify(1);
    const running = bench.run('b', { rows: 20 });
    const waiting = await vi.waitUntil(
      async () => {
        const said = progressSchema.safeParse(await bench.queue.progressOf('b'));
        return said.success ? said.data.waiting : undefined;
      },
      { timeout: 30_000, interval: 20 },
    );
    expect(waiting.why).toBe('silence');
    const leftMs = waiting.until - Date.now();
    expect(leftMs).toBeGreaterThan(200_000);
    expect(leftMs).toBeLessThanOrEqual(300_000);
    // Nobody calls meanwhile: only calls that had left before the first answer arrive.
    expect(service.asked.length).toBeLessThanOrEqual(20);
    await bench.control('b').setDesiredState('cancelled');
    expect(await running).toMatchObject({ state: 'cancelled' });
  },
);
