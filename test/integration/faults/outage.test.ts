// An outage of the service: calling stops, single probes go out, no row loses an attempt by it, and it goes on.

import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test, vi } from 'vitest';
import type { SettingsPatch } from '../../../src/simulator/index.js';
import { Bench, counts } from './bench.js';
import { generatePeople } from './people.js';

const OUTAGES: readonly [string, SettingsPatch, SettingsPatch][] = [
  ['107', { outageShare: 1, outageCode: 107 }, { outageShare: 0 }],
  ['108', { outageShare: 1, outageCode: 108 }, { outageShare: 0 }],
  ['connections cut', { cutShare: 1 }, { cutShare: 0 }],
  ['HTTP 502', { httpShare: 1, httpStatus: 502 }, { httpShare: 0 }],
];
const SLOW_PROBES = { ROLLCALL_BACKOFF_BASE_MS: '150', ROLLCALL_BACKOFF_MAX_MS: '600' };

const PATIENCE = { timeout: 30_000, interval: 20 };

describe('an outage', () => {
  test.concurrent.for(OUTAGES)('(%s) in the middle of a list is sat out', async ([, away, back], context) => {
    const bench = await Bench.start({ environment: SLOW_PROBES }, context);
    await bench.verify(2, { ROLLCALL_CONCURRENCY: '5' });
    const running = bench.run('b', { rows: 2000, options: { maxAttempts: 2 } });
    await bench.simulator.whenReceived(300);
    bench.simulator.control(away);
    const before = bench.simulator.totals().received;
    await sleep(4_000);
    const during = bench.simulator.totals().received - before;
    bench.simulator.control(back);
    expect(await running).toMatchObject({ state: 'completed' });

    // Calls that were in flight when the outage began and until eight had failed, and some eight probes, 150, 300, 600,
    // 600 ms … apart.
    expect(during).toBeLessThanOrEqual(12 + 12 + 10);
    expect(bench.attempts('b').some(({ probe }) => probe === '1')).toBe(true);
    expect(counts(bench.summary('b'))).not.toHaveProperty('error');
    expect(bench.summary('b').retries).toBeLessThan(2000 / 50);
    expect(bench.disagreements('b')).toEqual([]);
  });

  test.concurrent('costs less than a hundredth more calls', async (context) => {
    const bench = await Bench.start(
      { environment: { ...SLOW_PROBES, ROLLCALL_BACKOFF_MAX_MS: '5000' } },
      context,
    );
    await bench.verify(2, { ROLLCALL_CONCURRENCY: '4' });
    const running = bench.run('b', { rows: 3000 });
    await bench.simulator.whenReceived(1000);
    bench.simulator.control({ outageShare: 1 });
    await sleep(6_000);
    bench.simulator.control({ outageShare: 0 });
    expect(await running).toMatchObject({ state: 'completed' });
    expect(bench.summary('b').retries).toBeLessThan(30);
    expect(counts(bench.summary('b'))).not.toHaveProperty('error');
  });

  test.concurrent('with only five rows left is sat out too', async (context) => {
    const bench = await Bench.start({ settings: { outageShare: 1 }, environment: SLOW_PROBES }, context);
    await bench.verify(1);
    const running = bench.run('b', { rows: 5 });
    await bench.simulator.whenReceived(14);
    bench.simulator.control({ outageShare: 0 });
    expect(await running).toMatchObject({ state: 'completed' });
    expect(counts(bench.summary('b'))).not.toHaveProperty('error');
  });

  test.concurrent('longer than the limit halts with the rows whole, and resume goes on', async (context) => {
    const bench = await Bench.start(
      {
        settings: { outageShare: 1 },
        environment: { ...SLOW_PROBES, ROLLCALL_OUTAGE_LIMIT_MS: '1500' },
      },
      context,
    );
    await bench.verify(1, { ROLLCALL_CONCURRENCY: '10' });
    const end = await bench.run('b', { rows: 40 });
    expect(end).toMatchObject({ state: 'halted' });
    expect(end.reason).toMatch(/away .*rollcall resume b$/);
    expect(counts(bench.summary('b'))).not.toHaveProperty('error');

    bench.simulator.control({ outageShare: 0 });
    expect(await bench.resume('b')).toMatchObject({ state: 'completed' });
    expect(counts(bench.summary('b'))).not.toHaveProperty('error');
    expect(bench.disagreements('b')).toEqual([]);
  });

  test.concurrent('is left gently: the rate begins low again', async (context) => {
    const bench = await Bench.start({ environment: SLOW_PROBES }, context);
    await bench.verify(2);
    const running = bench.run('b', { rows: 1500 });
    await bench.simulator.whenReceived(400);
    bench.simulator.control({ outageShare: 1 });
    await bench.simulator.whenReceived(400 + 60);
    const at = Date.now();
    bench.simulator.control({ outageShare: 0 });
    expect(await running).toMatchObject({ state: 'completed' });
    const good = bench.simulator.calls().filter(({ receivedAt, code }) => receivedAt > at && code !== '107');
    const first = good[0]?.answeredAt ?? 0;
    // The rate is 20 a second and is at most doubled every 50 ms, which makes some thirty calls in the first 300 ms.
    expect(good.filter(({ receivedAt }) => receivedAt < first + 250).length).toBeLessThanOrEqual(45);
  });

  test.concurrent('in which a batch is paused and resumed loses none of its slices', async (context) => {
    const bench = await Bench.start(
      {
        settings: { outageShare: 1 },
        environment: { ROLLCALL_BACKOFF_BASE_MS: '1500', ROLLCALL_BACKOFF_MAX_MS: '1500' },
      },
      context,
    );
    await bench.verify(1, { ROLLCALL_CONCURRENCY: '10' });
    const running = bench.run('b', { people: generatePeople(60) });
    await bench.simulator.whenReceived(11);
    await bench.control('b').setDesiredState('paused');
    expect(await running).toMatchObject({ state: 'paused' });
    bench.simulator.control({ outageShare: 0 });
    expect(await bench.resume('b')).toMatchObject({ state: 'completed' });
    expect(bench.disagreements('b')).toEqual([]);
  });

  test.concurrent(
    'goes on being probed when the prober is killed, whose probe uses no attempt',
    async (context) => {
      const bench = await Bench.start(
        {
          settings: { outageShare: 1 },
          environment: { ...SLOW_PROBES, ROLLCALL_TIMEOUT_MS: '1000' },
        },
        context,
      );
      const child = await bench.fork({ ROLLCALL_CONCURRENCY: '10' });
      const running = bench.run('b', { rows: 40 });
      // Once the calls that were permitted before the circuit opened have ended, only probes follow.
      const { redis } = bench.access;
      await vi.waitFor(async () => {
        expect(await redis.hexists(bench.accountKey, 'circuit')).toBe(1);
        expect(await redis.hget(bench.batchKey('b'), 'open')).toBe('0');
      }, PATIENCE);
      bench.simulator.control({ hold: true });
      await bench.simulator.whenInFlight(1);
      child.kill('SIGKILL');
      const killed = bench.simulator.totals().received;
      await bench.verify(1, { ROLLCALL_CONCURRENCY: '10' });
      bench.simulator.control({ hold: false });
      await bench.simulator.whenReceived(killed + 3);
      bench.simulator.control({ outageShare: 0 });
      expect(await running).toMatchObject({ state: 'completed' });
      expect(counts(bench.summary('b'))).not.toHaveProperty('error');
      const unseen = bench.attempts('b').filter(({ finished_at: finishedAt }) => finishedAt === '');
      expect(unseen.map(({ probe }) => probe)).toEqual(['1']);
    },
  );
});
