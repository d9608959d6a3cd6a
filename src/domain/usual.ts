// What share is usual, from hours that have been: its mean, and how much hours differ beyond chance. The band for the next hour takes
// in that the mean itself is known from so many rows alone. Pure.

import type { BetaBinomial } from './beta-binomial.js';

/** Rows, and how many of them are hits, of one hour. */
export interface Share {
  readonly n: number;
  readonly hits: number;
}

export interface Usual {
  readonly p: number;
  /** How much the share of hours varies: an upper bound of 95 %, as a band that is too narrow cries wolf. */
  readonly rho: number;
  readonly hours: number;
  readonly rows: number;
  /** The variance of the mean, over p (1 - p). */
  readonly meanVariance: number;
}

/** Fewer hours say nothing of how much hours differ. */
const HOURS_LEAST = 8;
const ROWS_LEAST = 200;

/** Undefined where too little is known to call anything usual. */
export function usualOf(history: readonly Share[]): Usual | undefined {
  const hours = history.filter(({ n }) => n > 0);
  const rows = hours.reduce((sum, { n }) => sum + n, 0);
  if (hours.length < HOURS_LEAST || rows < ROWS_LEAST) return undefined;
  const hits = hours.reduce((sum, share) => sum + share.hits, 0);
  // Not 0 and not 1, whatever was seen.
  const p = (hits + 0.5) / (rows + 1);
  const rho = rhoOf(hours, p);
  const weight = hours.reduce((sum, { n }) => sum + n * (1 + (n - 1) * rho), 0);
  return { p, rho, hours: hours.length, rows, meanVariance: weight / rows ** 2 };
}

/**
 * The largest variation between hours under which what was seen is no rarer than 1 in 20 (Williams' estimate, with the lower
 * quantile of chi-square in the place of its mean).
 */
function rhoOf(hours: readonly Share[], p: number): number {
  const wanted = lowChiSquare(hours.length - 1);
  const pearson = (rho: number): number =>
    hours.reduce(
      (sum, { n, hits }) => sum + (hits - n * p) ** 2 / (n * p * (1 - p) * (1 + (n - 1) * rho)),
      0,
    );
  if (pearson(0) <= wanted) return 0;
  let [low, high] = [0, 1];
  for (let step = 0; step < 50; step += 1) {
    const middle = (low + high) / 2;
    if (pearson(middle) > wanted) low = middle;
    else high = middle;
  }
  return high;
}

/** Its quantile of 5 %, by Wilson and Hilferty. */
function lowChiSquare(freedom: number): number {
  const part = 2 / (9 * freedom);
  return freedom * (1 - part - 1.6449 * Math.sqrt(part)) ** 3;
}

/** What the next n rows may be. */
export function expected({ p, rho, meanVariance }: Usual, n: number): BetaBinomial {
  if (n <= 1) return { n, p, rho };
  const varied = 1 + (n - 1) * rho + n * meanVariance;
  return { n, p, rho: Math.min(0.999, (varied - 1) / (n - 1)) };
}
