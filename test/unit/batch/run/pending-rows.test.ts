// Which rows of a batch may still be called, and who waits for them.

import { describe, expect, it } from 'vitest';
import { PendingRows } from '../../../../src/batch/run/pending-rows.js';
import type { SliceEntry } from '../../../../src/batch/run/slice-log.js';

function entry(slice: number, ...rows: number[]): SliceEntry {
  return { slice, start: { row: rows[0] ?? 0, line: 1, byteStart: 0 }, rows };
}

describe('the open slices of a batch', () => {
  it('leave open what is behind the last slice, and what is in an unfinished one or behind the first such', () => {
    const open = new PendingRows();
    const closed = () => [1, 2, 3, 5, 7, 8, 9].filter((row) => open.isClosed(row));
    expect(closed()).toEqual([]);
    open.add(entry(0, 2, 3));
    open.add(entry(1, 5, 7));
    expect(closed()).toEqual([1]);
    open.finish([1]);
    expect(closed()).toEqual([1]);
    open.finish([0]);
    expect(closed()).toEqual([1, 2, 3, 5, 7]);
    open.add(entry(2, 9));
    expect(closed()).toEqual([1, 2, 3, 5, 7, 8]);
  });

  it('leave nothing open behind the last slice once every row that needs a call is in one', async () => {
    const open = new PendingRows();
    open.add(entry(0, 2, 3));
    open.add(entry(1, 5));
    open.whole();
    const settled = open.settled(100_000, new AbortController().signal);
    open.finish([1]);
    expect(open.isClosed(4)).toBe(false);
    open.finish([0]);
    await settled;
    expect(open.isClosed(5)).toBe(true);
  });

  it('of an earlier owner are taken over', () => {
    const open = new PendingRows();
    open.takeOver({ unfinished: [entry(3, 30, 31), entry(5, 50)], again: [], last: entry(6, 60, 66) });
    expect(open.slices).toEqual([3, 5]);
    expect(open.lastSliced).toBe(66);
    expect([29, 30, 49, 51].map((row) => open.isClosed(row))).toEqual([true, false, false, false]);
    open.finish([3]);
    expect([30, 49, 50, 66].map((row) => open.isClosed(row))).toEqual([true, true, false, false]);
  });

  it('at the end of the calls leave open the rows of unfinished slices, and those in none', () => {
    const open = new PendingRows();
    open.add(entry(0, 1, 2));
    open.add(entry(1, 3, 4));
    open.add(entry(2, 6));
    open.finish([1]);
    open.end();
    expect([1, 2, 3, 4, 5, 6, 7].filter((row) => open.isClosed(row))).toEqual([3, 4, 5]);
    expect(open.slices).toEqual([0, 2]);
  });

  it('tell who waits for a row when it is settled', async () => {
    const open = new PendingRows();
    const { signal } = new AbortController();
    const order: number[] = [];
    const waits = [4, 1, 2, 7].map(async (row) => {
      await open.settled(row, signal);
      order.push(row);
    });
    open.add(entry(0, 2, 3));
    open.add(entry(1, 4));
    open.finish([]);
    await waits[1];
    expect(order).toEqual([1]);
    open.finish([1]);
    open.finish([0]);
    await Promise.all([waits[0], waits[2]]);
    expect(order).toHaveLength(3);
    open.end();
    await waits[3];
    expect(order.at(-1)).toBe(7);
  });

  it('let go of who waits when that is called off', async () => {
    const open = new PendingRows();
    const stop = new AbortController();
    const waits = open.settled(1, stop.signal);
    stop.abort(new Error('called off'));
    await expect(waits).rejects.toThrow('called off');
    await expect(open.settled(1, stop.signal)).rejects.toThrow('called off');
  });
});
