// Where rows of each kind are: blocks that may have them, none left out.

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RowIndex, type RowKind } from '../../../src/collect/row-index.js';

function kind(message: string, status: RowKind['status'] = 'error'): RowKind {
  return { status, code: '', source: '', message };
}

/** Blocks of `size` rows whose messages are these, 10 bytes a row. */
function indexOf(messages: readonly string[], size: number): RowIndex {
  const index = new RowIndex();
  for (const [at, message] of messages.entries()) {
    if (at % size === 0) index.begin(at + 1, at * 10);
    index.add(kind(message));
  }
  return index;
}

function rowsIn(index: RowIndex, messages: readonly string[], size: number, wanted: string, after: number) {
  return [...index.blocks(({ message }) => message === wanted, after)].flatMap(({ row, byteStart }) => {
    expect(byteStart).toBe((row - 1) * 10);
    const block = messages.slice(row - 1, row - 1 + size);
    return block.flatMap((message, at) => (message === wanted && row + at > after ? [row + at] : []));
  });
}

describe('an index of rows', () => {
  it('finds every row of a kind behind another row, however many kinds there are', () => {
    const messages = fc.array(
      fc.integer({ min: 0, max: 90 }).map((each) => `m${each}`),
      { maxLength: 300 },
    );
    fc.assert(
      fc.property(messages, fc.integer({ min: 1, max: 9 }), fc.nat(310), (all, size, after) => {
        const index = indexOf(all, size);
        const again = RowIndex.fromJSON(index.toJSON());
        for (const wanted of new Set(all)) {
          const expected = all.flatMap((each, at) => (each === wanted && at + 1 > after ? [at + 1] : []));
          expect(rowsIn(index, all, size, wanted, after)).toEqual(expected);
          expect(rowsIn(again, all, size, wanted, after)).toEqual(expected);
        }
        expect(index.kinds.reduce((sum, { rows }) => sum + rows, index.others)).toBe(all.length);
      }),
    );
  });

  it('leaves out blocks that have no such row, and counts each kind', () => {
    const index = indexOf(['a', 'a', 'b', 'a', 'a', 'a'], 2);
    expect([...index.blocks(({ message }) => message === 'b', 0)]).toEqual([
      { row: 3, byteStart: 20, byteEnd: 40 },
    ]);
    expect([...index.blocks(({ message }) => message === 'c', 0)]).toEqual([]);
    expect(index.kinds.map(({ message, rows }) => [message, rows])).toEqual([
      ['a', 5],
      ['b', 1],
    ]);
  });
});
