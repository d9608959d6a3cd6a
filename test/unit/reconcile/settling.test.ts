// Settling asks again until two answers in a row agree or the time is up.

import { expect, test } from 'vitest';
import type { Figures } from '../../../src/domain/provider-counts.js';
import { agree } from '../../../src/reconcile/asking.js';
import { pauseMs, settled } from '../../../src/reconcile/settling.js';

/** Answers with these counts one after another, on a clock that only waits move. */
function settle(counts: readonly number[], settleMs: number, everyMs = 60_000) {
  let clock = 1_000_000;
  let at = 0;
  const ask = async (): Promise<Figures> => {
    const count = counts[Math.min(at, counts.length - 1)] ?? 0;
    at += 1;
    return { summary: new Map([['0', count]]), list: [] };
  };
  const sleep = async (ms: number): Promise<void> => {
    clock += ms;
  };
  return settled(ask, agree, { settleMs, everyMs, now: () => clock, sleep });
}

test('without --settle it asks once', async () => {
  const { settling } = await settle([5, 6], 0);
  expect(settling).toEqual({ asked: 1, agreed: undefined });
});

test('it asks until two answers in a row agree', async () => {
  const { figures, settling } = await settle([5, 6, 7, 7, 8], 3_600_000);
  expect(settling).toEqual({ asked: 4, agreed: true });
  expect(figures.summary.get('0')).toBe(7);
});

test('when the time is up the last answer stands and is said not to agree', async () => {
  const { figures, settling } = await settle([1, 2, 3, 4, 5, 6], 150_000);
  expect(settling).toEqual({ asked: 4, agreed: false });
  expect(figures.summary.get('0')).toBe(4);
});

test.each([
  ['6h', 6 * 3_600_000, 900_000],
  ['1h', 3_600_000, 150_000],
  ['2s', 2000, 1000],
])('in %s it asks every so often', (_, settleMs, expected) => {
  expect(pauseMs(settleMs)).toBe(expected);
});
