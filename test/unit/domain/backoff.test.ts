// How long a retry waits: its bounds, its growth, its limit.

import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { backoffMs } from '../../../src/domain/backoff.js';

const RULES = { baseMs: 500, maxMs: 30_000 };
const ALMOST_ONE = 1 - Number.EPSILON / 2;

describe('the wait before a retry', () => {
  it.each([
    [1, 499],
    [2, 999],
    [3, 1999],
    [6, 15_999],
    [7, 29_999],
    [8, 29_999],
    [1000, 29_999],
  ])('after %i failures is at most %i ms', (failures, longest) => {
    expect(backoffMs(failures, RULES, ALMOST_ONE)).toBe(longest);
  });

  it('has full jitter: it can be nothing at all', () => {
    expect(backoffMs(5, RULES, 0)).toBe(0);
  });

  it('comes on top of what the service asked for', () => {
    expect(backoffMs(1, RULES, 0.5, 2000)).toBe(2250);
  });

  test('lies within its bounds, whatever the rules', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000 }),
        fc.record({ baseMs: fc.integer({ min: 1, max: 1e6 }), maxMs: fc.integer({ min: 1, max: 1e8 }) }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        fc.integer({ min: 0, max: 3_600_000 }),
        (failures, rules, random, atLeastMs) => {
          const wait = backoffMs(failures, rules, random, atLeastMs);
          const limit = Math.min(rules.maxMs, rules.baseMs * 2 ** (failures - 1));
          expect(Number.isInteger(wait)).toBe(true);
          expect(wait).toBeGreaterThanOrEqual(atLeastMs);
          expect(wait).toBeLessThan(atLeastMs + limit);
        },
      ),
    );
  });
});
