// Erasures, killed at a few of their writes. At each of them: erasure.crash.ts.

import { describe, expect, it } from 'vitest';
import { BORIS, erase, isNowhere } from '../integration/batch/erasure/kept.js';
import { SURVIVED } from './erasure-kill.js';
import { carryingBatch, ERASURES } from './erasures.js';

/** Parts of all writes. */
const AT = [0.1, 0.45, 0.7, 0.97];

describe.each(ERASURES)('$what, killed on the way', ({ make }) => {
  it('is all or nothing to whoever comes next, and in the end as if nobody had been killed', async () => {
    const work = await make();
    expect(work.writes.length).toBeGreaterThan(40);
    for (const part of AT) expect(await work.killAt(Math.ceil(part * work.writes.length))).toEqual(SURVIVED);
  });
});

it('an erasure that is killed beside another one hinders it from nothing', async () => {
  const work = await ERASURES[0].make();
  let isGone = false;
  const left = await work.killAt(Math.ceil(0.6 * work.writes.length), async (app) => {
    await erase(app, BORIS);
    isGone = isNowhere(app, BORIS);
  });
  expect([left.killed, isGone]).toEqual([true, true]);
});

it('a batch that takes outcomes over, killed while it is made, is made again as if nobody had been killed', async () => {
  const work = await carryingBatch();
  expect(work.writes.length).toBeGreaterThan(15);
  for (const part of AT)
    expect(await work.killAt(Math.ceil(part * work.writes.length))).toMatchObject({
      killed: true,
      isMended: true,
      litter: [],
    });
});
