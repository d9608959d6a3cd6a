// Which slices are on disk, held against a plain set.

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { CollectedSlices } from '../../../src/collect/collected-slices.js';

test('it knows exactly the slices that were added, in whatever order, also after it was written down', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(40), { maxLength: 80 }), fc.nat(80), (slices, at) => {
      const known = new Set(slices);
      let collected = new CollectedSlices();
      for (const [index, slice] of slices.entries()) {
        if (index === at) collected = new CollectedSlices(collected.below, collected.also);
        collected.add(slice);
      }
      expect([...collected].toSorted((a, b) => a - b)).toEqual([...known].toSorted((a, b) => a - b));
      for (let slice = 0; slice <= 41; slice += 1) expect(collected.has(slice)).toBe(known.has(slice));
      expect(collected.has(collected.below)).toBe(false);
      expect(collected.also.every((slice) => slice > collected.below)).toBe(true);
    }),
  );
});

test('it stays small while slices finish nearly in order', () => {
  const collected = new CollectedSlices();
  for (let slice = 0; slice < 10_000; slice += 2) for (const one of [slice + 1, slice]) collected.add(one);
  expect(collected.below).toBe(10_000);
  expect(collected.also).toEqual([]);
});
