// The watch under chance alone, and under a clear fall: how often it cries wolf, and whether it sees the wolf. The seed is fixed, as a
// rate is counted over many draws.

import { expect, test } from 'vitest';
import { judge } from '../../../src/domain/watch.js';
import { FALSE_ALARMS } from '../../../src/domain/watch.js';
import { usualOf, type Share } from '../../../src/domain/usual.js';

/** mulberry32. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Marsaglia and Tsang. */
function gamma(shape: number, random: () => number): number {
  if (shape < 1) return gamma(shape + 1, random) * random() ** (1 / shape);
  const d = shape - 1 / 3;
  for (;;) {
    const x = normal(random);
    const v = (1 + x / Math.sqrt(9 * d)) ** 3;
    if (v > 0 && Math.log(random()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}

function hourOf(n: number, p: number, rho: number, random: () => number): Share {
  const size = 1 / rho - 1;
  const [one, other] = [gamma(p * size, random), gamma((1 - p) * size, random)];
  const own = one / (one + other);
  let hits = 0;
  for (let row = 0; row < n; row += 1) if (random() < own) hits += 1;
  return { n, hits };
}

const WORLDS = [
  { p: 0.9, rho: 0.002, n: 60, hours: 12 },
  { p: 0.9, rho: 0.02, n: 120, hours: 24 },
  { p: 0.6, rho: 0.005, n: 100, hours: 40 },
  { p: 0.97, rho: 0.01, n: 40, hours: 8 },
];

test.each(WORLDS)(
  'an hour drawn as those before it ($p, $rho) is called unusual as seldom as is said',
  (world) => {
    const { p, rho, n, hours } = world;
    const random = randomFrom(20261130);
    const draws = 20_000;
    let alarms = 0;
    for (let draw = 0; draw < draws / 20; draw += 1) {
      const usual = usualOf(Array.from({ length: hours }, () => hourOf(n, p, rho, random)));
      // Twenty hours to each history: an alarm may come of a history that was drawn narrow.
      for (let each = 0; each < 20; each += 1)
        if (judge('match', hourOf(n, p, rho, random), usual).verdict === 'unusual') alarms += 1;
    }
    // Of one measure a third of the rate is expected; three deviations beyond it are allowed.
    const most = (draws * FALSE_ALARMS) / 3;
    expect(alarms).toBeLessThanOrEqual(Math.ceil(most + 3 * Math.sqrt(most)));
  },
);

test.each(WORLDS.slice(0, 3))('a clear fall ($p, $rho) is seen', ({ p, rho, hours }) => {
  const random = randomFrom(7);
  let seen = 0;
  for (let draw = 0; draw < 200; draw += 1) {
    const usual = usualOf(Array.from({ length: hours }, () => hourOf(200, p, rho, random)));
    if (judge('match', hourOf(300, p * 0.4, rho, random), usual).verdict === 'unusual') seen += 1;
  }
  expect(seen).toBeGreaterThanOrEqual(180);
});
