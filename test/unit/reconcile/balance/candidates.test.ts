// The calls behind a difference are named: those that could explain it and those that may be missing.

import { expect, test } from 'vitest';
import type { Attempt } from '../../../../src/domain/attempt.js';
import { BUCKET_MS, Ledger } from '../../../../src/domain/ledger.js';
import { balance } from '../../../../src/reconcile/balance/balance.js';
import { CandidateSearch, type Candidates } from '../../../../src/reconcile/balance/candidates.js';
import { bucketName, dayStart, firstBucketOf } from '../../../../src/domain/days.js';
import { youtuCodes } from '../../../../src/provider/youtu/codes.js';

const DAY = '2026-11-20';
const RULES = { toleranceMs: 1000, timeoutMs: 10_000 };
const AT = dayStart(DAY) + 100 * BUCKET_MS;
const BUCKET = bucketName(firstBucketOf(DAY) + 100);

function call(row: number, offsetMs: number, partial: Partial<Attempt> = {}): Attempt {
  const startedAt = AT + offsetMs;
  const common = {
    attempt: 1,
    result: 'answered',
    code: '0',
    httpStatus: 200,
    sessionId: '',
    message: '',
  } as const;
  return { ...common, row, startedAt, finishedAt: startedAt + 100, probe: false, ...partial };
}

function lost(row: number, offsetMs: number): Attempt {
  return call(row, offsetMs, { result: 'in_doubt', code: undefined });
}

/** The candidates of the one bucket that differs, its count of code 0 being `theirs`. */
async function search(theirs: number, attempts: readonly Attempt[]): Promise<Candidates | undefined> {
  const ledger = new Ledger(RULES, youtuCodes);
  for (const attempt of attempts) ledger.addAttempt(attempt);
  const counts = new Map([['0', theirs]]);
  const { finest } = balance({
    range: { from: DAY, to: DAY },
    lines: [...ledger.lines()],
    figures: { summary: counts, list: [{ date: BUCKET, counts }] },
    codes: youtuCodes,
    baseline: [],
    billableCodes: [],
    running: false,
    nowMs: dayStart('2026-12-01'),
  });
  const found = new CandidateSearch(finest, RULES, youtuCodes);
  async function* all(): AsyncGenerator<Attempt> {
    yield* attempts;
  }
  await found.add('batch', all());
  return found.result().get(BUCKET);
}

test('a call in doubt whose row got the code later is named', async () => {
  const found = await search(3, [call(1, 60_000), lost(2, 60_000), call(2, 70_000, { attempt: 2 })]);
  expect(found?.counts).toEqual({ in_doubt: 1, at_edge: 0, missing: 0 });
  expect(found?.calls).toMatchObject([
    { batch: 'batch', row: 2, attempt: 1, because: 'in_doubt', code: '0' },
  ]);
});

test('a call in doubt whose row got another code is not', async () => {
  const found = await search(2, [
    call(1, 60_000),
    lost(2, 60_000),
    call(2, 70_000, { attempt: 2, code: '-5803' }),
  ]);
  expect(found?.counts.in_doubt).toBe(0);
});

test('a call in doubt whose row got none may be of any code', async () => {
  const found = await search(2, [call(1, 60_000), lost(2, 60_000)]);
  expect(found?.calls).toMatchObject([{ row: 2, code: null }]);
});

test('a call at the edge of the bucket is named', async () => {
  const found = await search(0, [call(1, 500)]);
  expect(found?.calls).toMatchObject([{ row: 1, because: 'at_edge' }]);
});

test('of calls that are missing all that may be are counted, and some named', async () => {
  const attempts = Array.from({ length: 30 }, (_, row) => call(row + 1, 60_000));
  const found = await search(28, attempts);
  expect(found?.counts.missing).toBe(30);
  expect(found?.calls).toHaveLength(20);
});

test('a call that stands in the bucket already explains no surplus of it', async () => {
  const found = await search(3, [call(1, 500), lost(2, 60_000)]);
  expect(found?.counts).toEqual({ in_doubt: 1, at_edge: 0, missing: 0 });
});

test('a bucket that does not differ has none', async () => {
  expect(await search(1, [call(1, 60_000)])).toBeUndefined();
});
