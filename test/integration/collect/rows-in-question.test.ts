// Outcomes whose session id came a second time, found in the calls on record.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { questionedId, rowsInQuestion } from '../../../src/collect/rows-in-question.js';
import { SegmentWriter } from '../../../src/collect/segments.js';
import type { Attempt } from '../../../src/domain/attempt.js';
import { call } from '../../unit/collect/fakes.js';

async function inQuestion(calls: readonly Attempt[]): Promise<number[]> {
  const directory = mkdtempSync(join(tmpdir(), 'rollcall-question-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const writer = await SegmentWriter.create(directory, 1);
  await writer.append(calls);
  await writer.close();
  const ids = new Set(calls.flatMap((each) => questionedId(each) ?? []));
  return rowsInQuestion(directory, [writer.segment], ids);
}

const doubtful = (row: number, sessionId: string): Attempt =>
  call(row, 1, { result: 'in_doubt', code: undefined, sessionId });

test('a finished row is, whose id another row was answered with later or earlier', async () => {
  const calls = [call(1, 1, { sessionId: 'a' }), doubtful(2, 'a'), call(2, 2, { sessionId: 'b' })];
  expect(await inQuestion(calls)).toEqual([1]);
  expect(await inQuestion(calls.toReversed())).toEqual([1]);
});

test('none is where both calls are in doubt, and none by a call whose answer never came', async () => {
  const again = [call(1, 2, { sessionId: 'c' }), call(2, 2, { sessionId: 'd' })];
  expect(await inQuestion([doubtful(1, 'a'), doubtful(2, 'a'), ...again])).toEqual([]);
  expect(await inQuestion([call(1, 1), doubtful(2, '')])).toEqual([]);
});

test('none is by an id that many rows have', async () => {
  const all = [3, 4, 5, 6].map((row) => call(row, 1, { sessionId: '0' }));
  expect(await inQuestion([...all, doubtful(7, '0')])).toEqual([]);
});
