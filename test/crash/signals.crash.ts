// SIGTERM and SIGINT: no new call begins, calls under way end and are recorded, and the exit status is 5 within a
// call's time-out.

import { describe, expect, test } from 'vitest';
import { BATCH, CONCURRENCY, IN_DOUBT_MAX, inWorld, TIMEOUT_MS } from './world.js';

const STOPPED = 5;
/** Ending processes takes some time on a busy machine. */
const MARGIN_MS = 2_000;

describe('a signal stops a run in good order', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)(
    '%s: calls under way are recorded, resume goes on',
    async (signal) => {
      await inWorld({ settings: { latencyMs: 200 } }, async (world) => {
        const run = world.run();
        await world.simulator.whenReceived(30);
        const at = Date.now();
        run.signal(signal);
        const { code, out } = await run.ended();
        expect(code).toBe(STOPPED);
        expect(out).toContain(`rollcall resume ${BATCH}`);
        expect(Date.now() - at).toBeLessThan(TIMEOUT_MS);
        expect(await world.status()).toMatchObject({ state: 'queued', stalled: false });
        expect((await world.resume().ended()).code).toBe(0);
        await world.audit({ inDoubt: 0 });
      });
    },
  );

  test('calls that are never answered hold it up for no longer than their time-out, and none leaves anew', async () => {
    await inWorld({ settings: { hold: true } }, async (world) => {
      const run = world.run();
      await world.simulator.whenInFlight(CONCURRENCY);
      const at = Date.now();
      run.signal('SIGTERM');
      expect((await run.ended()).code).toBe(STOPPED);
      expect(Date.now() - at).toBeLessThan(TIMEOUT_MS + MARGIN_MS);
      expect(world.simulator.totals().received).toBe(CONCURRENCY);
      world.simulator.control({ hold: false });
      expect((await world.resume().ended()).code).toBe(0);
      await world.audit({ inDoubt: IN_DOUBT_MAX });
    });
  });

  test('a second signal ends it at once, and that is a kill like any other', async () => {
    await inWorld({ settings: { hold: true } }, async (world) => {
      const run = world.run();
      await world.simulator.whenInFlight(CONCURRENCY);
      run.signal('SIGTERM');
      await run.says('A second signal');
      const at = Date.now();
      run.signal('SIGINT');
      expect((await run.ended()).code).toBe(STOPPED);
      expect(Date.now() - at).toBeLessThan(MARGIN_MS);
      world.simulator.control({ hold: false });
      expect((await world.resume().ended()).code).toBe(0);
      await world.audit({ inDoubt: IN_DOUBT_MAX });
    });
  });

  test('while the files are written: none is left half-way, and resume writes them', async () => {
    await inWorld({}, async (world) => {
      const run = world.run({ at: 'attempts-rename:after', signal: 'SIGTERM', target: 'self' });
      const { code, out } = await run.ended();
      expect(code).toBe(STOPPED);
      expect(out).toContain(`rollcall resume ${BATCH}`);
      expect(await world.status()).toMatchObject({ state: 'queued', stalled: false });
      expect((await world.resume().ended()).code).toBe(0);
      await world.audit({ inDoubt: 0 });
    });
  });

  test('before the first call', async () => {
    await inWorld({}, async (world) => {
      const run = world.run({ at: 'OWN:before', signal: 'SIGTERM', target: 'self' });
      expect((await run.ended()).code).toBe(STOPPED);
      expect((await world.resume().ended()).code).toBe(0);
      await world.audit({ inDoubt: 0 });
    });
  });
});
