// Which rows are in which slice, on disk: known again after a crash.

import { readFileSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { highestOwner, readSliceLogs, SliceLog } from '../../../../src/batch/run/slice-log.js';
import { directory } from '../../collect/directory.js';

function entry(slice: number) {
  return {
    slice,
    start: { row: slice * 10 + 1, line: slice * 10 + 2, byteStart: slice * 500 },
    rows: [slice * 10 + 1, slice * 10 + 3],
  };
}

async function log(place: string, owner: number, ...slices: number[]): Promise<void> {
  const file = await SliceLog.create(place, owner);
  await file.append(slices.map(entry));
  await file.close();
}

test('all slices are known again, the unfinished ones in their order and the last of all', async () => {
  const place = directory();
  await log(place, 1, 0, 1, 2, 3);
  expect(await readSliceLogs(place, (slice) => slice < 2)).toEqual({
    unfinished: [entry(2), entry(3)],
    last: entry(3),
    again: [],
  });
  expect(await readSliceLogs(place, () => true)).toEqual({ unfinished: [], last: entry(3), again: [] });
});

test('a slice that two owners recorded is one slice, and the highest number is the last whoever wrote it', async () => {
  const place = directory();
  await log(place, 10, 3, 4);
  await log(place, 9, 1, 2, 3);
  const known = await readSliceLogs(place, () => false);
  expect(known.unfinished.map(({ slice }) => slice)).toEqual([1, 2, 3, 4]);
  expect(known.last).toEqual(entry(4));
});

test('without a log nothing is known', async () => {
  expect(await readSliceLogs(directory(), () => false)).toEqual({
    unfinished: [],
    last: undefined,
    again: [],
  });
});

test('an owner’s log is never opened twice', async () => {
  const place = directory();
  await log(place, 1, 0);
  await expect(SliceLog.create(place, 1)).rejects.toThrow('EEXIST');
});

test('a line that a crash cut off at its end is passed over', async () => {
  const place = directory();
  await log(place, 1, 0, 1);
  const path = join(place, 'slices-1.jsonl');
  truncateSync(path, readFileSync(path).length - 3);
  expect(await readSliceLogs(place, () => false)).toEqual({
    unfinished: [entry(0)],
    last: entry(0),
    again: [],
  });
});

test('the highest owner is found in the names of all that owners write', async () => {
  const place = directory();
  await log(place, 3, 0);
  expect(await highestOwner([place, join(place, 'missing')])).toBe(3);
});
