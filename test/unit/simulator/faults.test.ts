// When faults strike, and how many calls a second pass.

import { describe, expect, test } from 'vitest';
import { Faults } from '../../../src/simulator/faults.js';
import { applyPatch, DEFAULT_SETTINGS, type Settings } from '../../../src/simulator/settings.js';
import { TokenBucket } from '../../../src/simulator/token-bucket.js';

function drops(seed: number, patch: Partial<Settings>, calls: number): boolean[] {
  const faults = new Faults(seed);
  const settings = applyPatch(DEFAULT_SETTINGS, patch);
  return Array.from({ length: calls }, () => {
    faults.strikes('hang', settings);
    return faults.strikes('drop', settings);
  });
}

function struck(strikes: readonly boolean[]): number {
  return strikes.filter(Boolean).length;
}

describe('a fault', () => {
  test('strikes nobody unless it is set', () => {
    expect(struck(drops(1, {}, 1000))).toBe(0);
  });

  test('strikes everybody at a share of 1', () => {
    expect(struck(drops(1, { dropShare: 1 }, 1000))).toBe(1000);
  });

  test('strikes about its share', () => {
    const count = struck(drops(1, { dropShare: 0.1 }, 10_000));
    expect(count).toBeGreaterThan(900);
    expect(count).toBeLessThan(1100);
  });

  test('strikes the same calls with the same seed, and others with another', () => {
    expect(drops(7, { dropShare: 0.5 }, 100)).toEqual(drops(7, { dropShare: 0.5 }, 100));
    expect(drops(7, { dropShare: 0.5 }, 100)).not.toEqual(drops(8, { dropShare: 0.5 }, 100));
  });

  test('strikes the same calls whether or not another fault is on', () => {
    expect(drops(7, { dropShare: 0.5, hangShare: 0.5 }, 100)).toEqual(drops(7, { dropShare: 0.5 }, 100));
  });

  test('strikes just the next calls it was ordered for', () => {
    expect(drops(1, { dropCalls: 2 }, 4)).toEqual([true, true, false, false]);
  });

  test('of slowness gives its share of answers the slow latency', () => {
    const faults = new Faults(1);
    const settings = applyPatch(DEFAULT_SETTINGS, { latencyMs: 5, slowShare: 0.02, slowMs: 1000 });
    const waits = Array.from({ length: 10_000 }, () => faults.latencyMs(settings));
    expect(new Set(waits)).toEqual(new Set([5, 1000]));
    expect(waits.filter((wait) => wait === 1000).length).toBeGreaterThan(150);
    expect(waits.filter((wait) => wait === 1000).length).toBeLessThan(250);
  });
});

describe('the rate limit', () => {
  test('lets its burst pass at once and refuses the next', () => {
    const bucket = new TokenBucket();
    expect(Array.from({ length: 4 }, () => bucket.take(1000, 2, 3))).toEqual([true, true, true, false]);
  });

  test('fills with time, and refused calls take nothing', () => {
    const bucket = new TokenBucket();
    expect([0, 0, 100, 499, 500, 501].map((nowMs) => bucket.take(nowMs, 2, 1))).toEqual([
      true,
      false,
      false,
      false,
      true,
      false,
    ]);
  });

  test('never holds more than its burst', () => {
    const bucket = new TokenBucket();
    bucket.take(0, 10, 2);
    expect(Array.from({ length: 3 }, () => bucket.take(60_000, 10, 2))).toEqual([true, true, false]);
  });
});
