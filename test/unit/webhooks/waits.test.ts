// The waits between the tries of a message, each from the end of the one before.

import { expect, it } from 'vitest';
import { nextTryAt } from '../../../src/webhooks/waits.js';

const [SECOND, MINUTE, HOUR] = [1_000, 60_000, 3_600_000];

it('ten tries wait as the contract says, and there is no eleventh', () => {
  const waits = Array.from({ length: 10 }, (_, tries) => nextTryAt(tries, 1_000_000));
  expect(waits.map((at) => (at ?? NaN) - 1_000_000)).toEqual([
    0,
    5 * SECOND,
    5 * MINUTE,
    30 * MINUTE,
    2 * HOUR,
    5 * HOUR,
    10 * HOUR,
    14 * HOUR,
    20 * HOUR,
    24 * HOUR,
  ]);
  expect(nextTryAt(10, 1_000_000)).toBeUndefined();
});

it('a receiver that wants to be left alone is heeded up to a day, and is never asked before its wait', () => {
  expect(nextTryAt(1, 0, 60 * SECOND)).toBe(60 * SECOND);
  expect(nextTryAt(1, 0, 2 * SECOND)).toBe(5 * SECOND);
  expect(nextTryAt(1, 0, 30 * 24 * HOUR)).toBe(24 * HOUR);
  expect(nextTryAt(4, 0, HOUR)).toBe(2 * HOUR);
  expect(nextTryAt(10, 0, HOUR)).toBeUndefined();
});
