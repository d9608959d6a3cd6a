// Which rows a sample has.

import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { isInSample, lastInSample, type Sample } from '../../../src/domain/sample.js';

function rowsOf(sample: Sample): number[] {
  return Array.from({ length: sample.of }, (_, index) => index + 1).filter((row) => isInSample(sample, row));
}

it('of the first rows is those', () => {
  const sample = { kind: 'first', rows: 3, of: 9 } as const;
  expect(rowsOf(sample)).toEqual([1, 2, 3]);
  expect(lastInSample(sample)).toBe(3);
});

it('spread over a list has a row in the middle of each part', () => {
  expect(rowsOf({ kind: 'spread', rows: 1, of: 9 })).toEqual([5]);
  expect(rowsOf({ kind: 'spread', rows: 5, of: 1000 })).toEqual([100, 300, 500, 700, 900]);
});

it('spread over any list has as many rows as are asked for, as far apart as can be, up to the last', () => {
  const sizes = fc
    .integer({ min: 2, max: 3000 })
    .chain((of) => fc.record({ of: fc.constant(of), rows: fc.integer({ min: 1, max: of - 1 }) }));
  fc.assert(
    fc.property(sizes, ({ of, rows }) => {
      const sample = { kind: 'spread', rows, of } as const;
      const found = rowsOf(sample);
      expect(found).toHaveLength(rows);
      expect(found.at(-1)).toBe(lastInSample(sample));
      const gaps = found.slice(1).map((row, index) => row - (found[index] ?? 0));
      expect(Math.max(...gaps, 0) - Math.min(...gaps, Infinity)).toBeLessThanOrEqual(1);
      expect(found[0] ?? 0).toBeLessThanOrEqual(Math.ceil(of / rows));
    }),
  );
});

it('that is enlarged keeps its rows, has as many as are asked for, and fills the emptiest parts of the list', () => {
  expect(rowsOf({ kind: 'spread', rows: 10, of: 1000, earlier: [5] })).toEqual([
    100, 200, 300, 400, 500, 600, 700, 800, 900, 1000,
  ]);
  const enlarged = fc.integer({ min: 8, max: 2000 }).chain((of) =>
    fc.record({
      of: fc.constant(of),
      sizes: fc.uniqueArray(fc.integer({ min: 1, max: of - 1 }), { minLength: 1, maxLength: 6 }),
    }),
  );
  fc.assert(
    fc.property(enlarged, ({ of, sizes }) => {
      const steps = sizes.toSorted((a, b) => a - b);
      let before: number[] = [];
      for (const [at, rows] of steps.entries()) {
        const sample = { kind: 'spread', rows, of, earlier: steps.slice(0, at) } as const;
        const found = rowsOf(sample);
        expect(found).toHaveLength(rows);
        expect(found.filter((row) => before.includes(row))).toEqual(before);
        expect(found.at(-1) ?? 0).toBeLessThanOrEqual(lastInSample(sample));
        before = found;
      }
    }),
  );
});
