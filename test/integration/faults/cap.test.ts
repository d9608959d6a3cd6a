// The cap on calls: never one call more, and all of them used, whoever makes them and whoever dies meanwhile.

import { describe, expect, test } from 'vitest';
import { Bench, counts } from './bench.js';

describe('the cap', () => {
  test.concurrent(
    'is exact for three workers with many calls in flight, and a higher one goes on',
    async (context) => {
      const bench = await Bench.start({ settings: { latencyMs: 30, outageShare: 0.2 } }, context);
      await bench.verify(3);
      const end = await bench.run('b', { rows: 300, options: { maxCalls: 101 } });
      expect(end).toMatchObject({ state: 'halted' });
      const said = /^all 101 calls .* spent; (\d+) rows still need .*rollcall resume b --max-calls (\d+)$/;
      const [left = 0, needed] =
        said
          .exec(end.reason ?? '')
          ?.slice(1)
          .map(Number) ?? [];
      // A fifth of the calls gave no answer, so their rows are left, too.
      expect(left).toBeGreaterThan(199);
      expect(needed).toBe(101 + left);
      expect(bench.simulator.totals().received).toBe(101);
      expect(bench.summary('b').calls).toBe(101);

      expect(await bench.resume('b')).toMatchObject({ state: 'halted' });
      expect(bench.simulator.totals().received).toBe(101);

      expect(await bench.resume('b', { maxCalls: 150 })).toMatchObject({ state: 'halted' });
      expect(bench.simulator.totals().received).toBe(150);

      bench.simulator.control({ outageShare: 0 });
      expect(await bench.resume('b', { maxCalls: 1000 })).toMatchObject({ state: 'completed' });
      expect(bench.summary('b').calls).toBe(bench.simulator.totals().received);
      expect(bench.disagreements('b')).toEqual([]);
    },
  );

  test.concurrent('that is just enough completes the batch', async (context) => {
    const bench = await Bench.start({}, context);
    await bench.verify(2);
    expect(await bench.run('b', { rows: 30, options: { maxCalls: 30 } })).toMatchObject({
      state: 'completed',
    });
    expect(bench.simulator.totals().received).toBe(30);
  });

  test.concurrent('counts the calls of a killed worker, and all the others are made', async (context) => {
    const bench = await Bench.start({ settings: { hold: true } }, context);
    const child = await bench.fork({ ROLLCALL_CONCURRENCY: '8' });
    const running = bench.run('b', { rows: 3000, options: { maxCalls: 40 } });
    await bench.simulator.whenInFlight(8);
    child.kill('SIGKILL');
    await bench.verify(1, { ROLLCALL_CONCURRENCY: '8' });
    bench.simulator.control({ hold: false });
    expect(await running).toMatchObject({ state: 'halted' });
    const { calls, in_doubt: inDoubt, answered } = bench.summary('b');
    expect(calls).toBe(40);
    expect(inDoubt).toBeGreaterThanOrEqual(8);
    expect(inDoubt).toBeLessThanOrEqual(10);
    expect(bench.simulator.totals().received).toBeGreaterThanOrEqual(answered + 8);
    expect(bench.simulator.totals().received).toBeLessThanOrEqual(40);

    expect(await bench.resume('b', { maxCalls: 100 })).toMatchObject({ state: 'halted' });
    expect(bench.summary('b').calls).toBe(100);
  });

  test.concurrent('is not used up by calls that wait too long for a connection', async (context) => {
    const bench = await Bench.start({ settings: { latencyMs: 2_500 } }, context);
    await bench.verify(1, { ROLLCALL_CONCURRENCY: '4' });
    const end = await bench.run('b', { rows: 16, options: { maxAttempts: 1, maxCalls: 16 } });
    expect(end).toMatchObject({ state: 'completed' });
    expect(bench.simulator.totals().received).toBe(16);
    expect(counts(bench.summary('b'))).not.toHaveProperty('error');
  });
});
