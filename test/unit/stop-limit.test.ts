// A stop that takes too long is ended, and no other.

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { limitStop } from '../../src/stop-limit.js';

const said: string[] = [];

beforeEach(() => {
  said.length = 0;
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('15 s after the time that calls may take it is told, once', () => {
  limitStop(2_000, () => said.push('overdue'));
  vi.advanceTimersByTime(16_999);
  expect(said).toEqual([]);
  vi.advanceTimersByTime(60_000);
  expect(said).toEqual(['overdue']);
});

test('a stop that has ended is not told of any more', () => {
  const onStopped = limitStop(2_000, () => said.push('overdue'));
  onStopped();
  vi.advanceTimersByTime(60_000);
  expect(said).toEqual([]);
});
