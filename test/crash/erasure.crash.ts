// Erasures and retention, killed at each of their writes, before and after; of writes that repeat, at some.

import { expect, test } from 'vitest';
import { SURVIVED } from './erasure-kill.js';
import { carryingBatch, ERASURES } from './erasures.js';
import { distinct } from './waiting-steps.js';

test.each(ERASURES)(
  '$what survives a kill at each kind of its writes',
  async ({ make }) => {
    const work = await make();
    for (const nth of distinct(work.writes))
      expect({ nth, ...(await work.killAt(nth)) }).toEqual({ nth, ...SURVIVED });
  },
  3_600_000,
);

test('a batch that takes outcomes over survives a kill at each write of its making', async () => {
  const work = await carryingBatch();
  for (const nth of distinct(work.writes)) {
    const { isAllOrNothing: _, ...left } = await work.killAt(nth);
    expect({ nth, ...left }).toEqual({ nth, killed: true, isMended: true, litter: [] });
  }
}, 3_600_000);
