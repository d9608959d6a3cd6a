// How likely it is that so few of n are hits, where the chance of a hit itself varies: the tail of the beta-binomial distribution,
// exact but for rounding. Pure.

/** Of n, so many at most are hits. `rho` is how much the chance varies: 0 not at all, 1 between all and nothing. */
export interface BetaBinomial {
  readonly n: number;
  readonly p: number;
  readonly rho: number;
}

/** Below this it is the binomial distribution for all that matters, and sums stay exact. */
const LEAST_RHO = 1e-7;

/** The chance of `hits` or fewer; 1 where that is not below the mean, as nobody asks for more then. */
export function chanceOfFewer(hits: number, { n, p, rho }: BetaBinomial): number {
  if (hits < 0) return 0;
  if (hits >= n * p) return 1;
  const size = 1 / Math.max(rho, LEAST_RHO) - 1;
  const [a, b] = [p * size, (1 - p) * size];
  const logChoose = logGamma(n + 1) - logGamma(hits + 1) - logGamma(n - hits + 1);
  const logFirst =
    logChoose +
    logGamma(hits + a) +
    logGamma(n - hits + b) -
    logGamma(n + a + b) -
    (logGamma(a) + logGamma(b) - logGamma(a + b));
  let [term, sum] = [1, 1];
  // From `hits` down each term is smaller than the one before by this ratio.
  for (let k = hits; k > 0 && term > sum * 1e-12; k -= 1) {
    term *= (k * (n - k + b)) / ((n - k + 1) * (k - 1 + a));
    sum += term;
  }
  return Math.min(1, Math.exp(logFirst) * sum);
}

/** The chance of `hits` or more. */
export function chanceOfMore(hits: number, { n, p, rho }: BetaBinomial): number {
  return chanceOfFewer(n - hits, { n, p: 1 - p, rho });
}

/** The least number of hits that is not rarer than `chance`. */
export function leastHits(chance: number, about: BetaBinomial): number {
  let [low, high] = [0, Math.ceil(about.n * about.p)];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (chanceOfFewer(middle, about) > chance) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The greatest number of hits that is not rarer than `chance`. */
export function mostHits(chance: number, { n, p, rho }: BetaBinomial): number {
  return n - leastHits(chance, { n, p: 1 - p, rho });
}

const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

/** Of numbers above 0. */
function logGamma(z: number): number {
  if (z < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * z)) - logGamma(1 - z);
  const x = z - 1;
  let sum = LANCZOS[0] ?? 1;
  for (let i = 1; i < LANCZOS.length; i += 1) sum += (LANCZOS[i] ?? 0) / (x + i);
  const t = x + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (x + 0.5) * Math.log(t) - t + Math.log(sum);
}
