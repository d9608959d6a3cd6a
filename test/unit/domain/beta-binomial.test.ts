// The tail of the beta-binomial distribution, against sums done otherwise and figures from elsewhere.

import { expect, test } from 'vitest';
import { chanceOfFewer, chanceOfMore, leastHits, mostHits } from '../../../src/domain/beta-binomial.js';

/** By products alone: the chance of exactly k by Pólya's urn. */
function urn(k: number, n: number, a: number, b: number): number {
  let chance = 1;
  for (let i = 0; i < k; i += 1) chance *= ((n - i) / (i + 1)) * (a + i);
  for (let j = 0; j < n - k; j += 1) chance *= b + j;
  for (let i = 0; i < n; i += 1) chance /= a + b + i;
  return chance;
}

test('it is what the urn gives', () => {
  const [n, p, rho] = [40, 0.8, 0.05];
  const size = 1 / rho - 1;
  for (const hits of [0, 10, 20, 25, 30]) {
    let sum = 0;
    for (let k = 0; k <= hits; k += 1) sum += urn(k, n, p * size, (1 - p) * size);
    expect(chanceOfFewer(hits, { n, p, rho }) / sum).toBeCloseTo(1, 8);
  }
});

test('without variation it is the binomial distribution', () => {
  // 0.9^20, and the chance of 0 or 1 hit of 20 with 0.5: 21 / 2^20.
  expect(chanceOfFewer(0, { n: 20, p: 0.1, rho: 0 })).toBeCloseTo(0.9 ** 20, 5);
  expect(chanceOfFewer(1, { n: 20, p: 0.5, rho: 0 }) / (21 / 2 ** 20)).toBeCloseTo(1, 4);
  expect(chanceOfMore(20, { n: 20, p: 0.5, rho: 0 }) * 2 ** 20).toBeCloseTo(1, 3);
});

test('it holds for as many rows as an hour may have', () => {
  const about = { n: 3_600_000, p: 0.9, rho: 1e-6 };
  const least = leastHits(1e-4, about);
  expect(least / about.n).toBeGreaterThan(0.89);
  expect(least / about.n).toBeLessThan(0.9);
  expect(chanceOfFewer(least - 1, about)).toBeLessThanOrEqual(1e-4);
  expect(chanceOfFewer(least, about)).toBeGreaterThan(1e-4);
});

test('few rows have no bounds, and bounds mirror each other', () => {
  expect([leastHits(1e-4, { n: 3, p: 0.9, rho: 0 }), mostHits(1e-4, { n: 3, p: 0.1, rho: 0 })]).toEqual([
    0, 3,
  ]);
  const about = { n: 500, p: 0.3, rho: 0.01 };
  expect(mostHits(1e-4, { ...about, p: 0.7 })).toBe(500 - leastHits(1e-4, about));
});
