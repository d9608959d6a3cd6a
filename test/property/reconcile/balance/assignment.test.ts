// The assignment explains exactly what is possible: it is compared with trying every way in which the calls may have
// been counted.

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { fatesOf } from '../../../../src/reconcile/balance/call-fates.js';
import { assign, type CallGroup, type Cell } from '../../../../src/reconcile/balance/assignment.js';

const SLOTS = 3;
const CODES = ['0', '-5803'];
const RUNS = { numRuns: 1500 };

const slot = fc.integer({ min: 0, max: SLOTS - 1 });
const aCode = fc.constantFrom(...CODES);

/** One call; groups of several are made of equal calls below. */
const aCall: fc.Arbitrary<CallGroup> = fc
  .record({
    ends: fc.tuple(slot, slot),
    outside: fc.boolean(),
    homeOutside: fc.boolean(),
    homeAtLast: fc.boolean(),
    code: fc.option(aCode, { nil: undefined, freq: 3 }),
    kind: fc.constantFrom('answered', 'answered', 'in_doubt', 'known'),
  })
  .map(({ ends, outside, homeOutside, homeAtLast, code, kind }): CallGroup => {
    const [first, last] = [Math.min(...ends), Math.max(...ends)];
    const home = homeAtLast ? last : first;
    const away = kind === 'known' || (outside && homeOutside);
    return {
      first,
      last,
      outside: outside && kind !== 'known',
      home: away ? undefined : home,
      code: kind === 'in_doubt' ? code : (code ?? '0'),
      kind,
      count: 1,
    };
  });

const calls = fc.array(aCall, { maxLength: 5 });
const cells: fc.Arbitrary<Cell[]> = fc
  .array(fc.integer({ min: 0, max: 2 }), {
    minLength: SLOTS * CODES.length,
    maxLength: SLOTS * CODES.length,
  })
  .map((counts) => cellsFrom(counts));

function cellsFrom(counts: readonly number[]): Cell[] {
  return counts
    .map((count, at) => ({ slot: at % SLOTS, code: CODES[Math.floor(at / SLOTS)] ?? '0', count }))
    .filter(({ count }) => count > 0);
}

/** The fewest calls of either side without a counterpart, over all ways of placing the calls. */
function fewestLeft(left: readonly CallGroup[], theirs: readonly Cell[]): number {
  const [call, ...others] = left;
  if (call === undefined) return theirs.reduce((sum, { count }) => sum + count, 0);
  const free = call.kind === 'in_doubt' || call.outside;
  let fewest = fewestLeft(others, theirs) + (free ? 0 : 1);
  for (const [at, cell] of theirs.entries()) {
    const fits = cell.slot >= call.first && cell.slot <= call.last && (call.code ?? cell.code) === cell.code;
    if (!fits || cell.count === 0) continue;
    const after = theirs.with(at, { ...cell, count: cell.count - 1 });
    fewest = Math.min(fewest, fewestLeft(others, after));
  }
  return fewest;
}

/** Calls alike as one group, as the balance hands them in. */
function grouped(groups: readonly CallGroup[]): CallGroup[] {
  const byKind = new Map<string, CallGroup>();
  for (const group of groups) {
    const key = JSON.stringify({ ...group, code: group.code ?? 'any', home: group.home ?? 'outside' });
    byKind.set(key, { ...group, count: (byKind.get(key)?.count ?? 0) + 1 });
  }
  return [...byKind.values()];
}

test('what is left without a counterpart is the least that is possible', () => {
  fc.assert(
    fc.property(calls, cells, (ours, theirs) => {
      const { foreign, missing } = fatesOf(assign(grouped(ours), theirs));
      expect(foreign + missing).toBe(fewestLeft(ours, theirs));
    }),
    RUNS,
  );
});

test('every call is placed once at most, where it may stand, and no cell is filled beyond its count', () => {
  fc.assert(
    fc.property(calls, cells, (ours, theirs) => {
      const { placements, foreign } = assign(grouped(ours), theirs);
      const filled = new Map<string, number>();
      for (const { group, placed, missing } of placements) {
        const all = placed.reduce((sum, { count }) => sum + count, 0);
        expect(all + missing).toBeLessThanOrEqual(group.count);
        for (const { cell, count } of placed) {
          expect(cell.slot).toBeGreaterThanOrEqual(group.first);
          expect(cell.slot).toBeLessThanOrEqual(group.last);
          expect(group.code ?? cell.code).toBe(cell.code);
          const key = `${cell.slot} ${cell.code}`;
          filled.set(key, (filled.get(key) ?? 0) + count);
        }
      }
      for (const { slot: at, code, count } of foreign) {
        const key = `${at} ${code}`;
        filled.set(key, (filled.get(key) ?? 0) + count);
      }
      for (const { slot: at, code, count } of theirs) expect(filled.get(`${at} ${code}`)).toBe(count);
    }),
    RUNS,
  );
});

test('a call that needs no explanation stays where it stands', () => {
  fc.assert(
    fc.property(calls, (ours) => {
      const certain = ours.filter(({ kind, outside }) => kind === 'answered' && !outside);
      const counts = Array.from(
        { length: SLOTS * CODES.length },
        (_, at) =>
          certain.filter(({ home, code }) => home === at % SLOTS && code === CODES[Math.floor(at / SLOTS)])
            .length,
      );
      const { atEdge, inDoubt, foreign, missing } = fatesOf(assign(grouped(certain), cellsFrom(counts)));
      expect({ atEdge, inDoubt, foreign, missing }).toEqual({
        atEdge: 0,
        inDoubt: 0,
        foreign: 0,
        missing: 0,
      });
    }),
    RUNS,
  );
});
