// The wall clock of a working machine is set back or forward by minutes, and the machine keeps what it has in hand.

import { afterEach, expect, test, vi } from 'vitest';
import { Bench } from './bench.js';

afterEach(() => {
  vi.restoreAllMocks();
});

const STEP_MS = 600_000;

function stepClock(ms: number): void {
  const now = Date.now.bind(Date);
  vi.spyOn(Date, 'now').mockImplementation(() => now() + ms);
}

test.each([-STEP_MS, STEP_MS])(
  'a step of %i ms takes neither batch nor slices from a live worker',
  async (ms) => {
    const bench = await Bench.start({
      settings: { hold: true },
      environment: { ROLLCALL_TIMEOUT_MS: '60000' },
    });
    await bench.verify(1);
    const running = bench.run('b', { rows: 150 });
    await bench.simulator.whenInFlight(10);
    const lockOf = (): Promise<number> => bench.access.redis.pttl(`${bench.sliceJobKey('b', 0)}:lock`);
    stepClock(ms);
    // So many renewals take longer than a lock of 5 s lasts that nobody renews.
    for (let renewals = 0, before = await lockOf(); renewals < 6;) {
      const now = await vi.waitUntil(async () => {
        const left = await lockOf();
        return left !== before && left;
      });
      if (now > before) renewals += 1;
      expect(now).toBeGreaterThan(0);
      before = now;
    }
    bench.simulator.control({ hold: false });
    expect(await running).toMatchObject({ state: 'completed' });
    expect(bench.endsOf('b')).toHaveLength(1);
    expect(bench.simulator.totals().received).toBe(150);
    expect(bench.disagreements('b')).toEqual([]);
  },
);

test('a step back keeps a batch from nobody who pauses it', async () => {
  const bench = await Bench.start({ settings: { latencyMs: 50 } });
  await bench.verify(1, { ROLLCALL_CONCURRENCY: '2' });
  const running = bench.run('b', { rows: 500 });
  await bench.simulator.whenReceived(20);
  stepClock(-STEP_MS);
  await bench.control('b').setDesiredState('paused');
  expect(await running).toMatchObject({ state: 'paused' });
});
