// The end of a stop that takes too long, and only of such a one.

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { limitStop } from '../../src/stop-limit.js';

const said: string[] = [];

beforeEach(() => {
  said.length = 0;
  vi.useFakeTimers();
  vi.spyOn(process, 'exit').mockImplementation((status) => said.push(`exit ${status}`) as never);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

test('15 s after the time that calls may take it is said, and the process ends with 5', () => {
  limitStop(2_000, () => said.push('said'));
  vi.advanceTimersByTime(16_999);
  expect(said).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(said).toEqual(['said', 'exit 5']);
});

test('a stop that has ended is not cut off any more', () => {
  const onStopped = limitStop(2_000, () => said.push('said'));
  onStopped();
  vi.advanceTimersByTime(60_000);
  expect(said).toEqual([]);
});
