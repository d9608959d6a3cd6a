// What is told of a Redis in trouble while batches are waited for.

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { AppEvent } from '../../../src/app/events.js';
import { tellRedisTrouble } from '../../../src/app/redis-trouble.js';
import type { RedisTrouble } from '../../../src/redis/redis-state.js';

const AWAY: RedisTrouble = { kind: 'away', words: 'is away', since: 0 };

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('a trouble is told again and again, its end once, and nothing while there is none', () => {
  const told: AppEvent[] = [];
  const state: { trouble: RedisTrouble | undefined } = { trouble: undefined };
  const end = tellRedisTrouble(state, { tell: (event) => told.push(event) });
  vi.advanceTimersByTime(5_000);
  expect(told).toEqual([]);
  state.trouble = AWAY;
  vi.advanceTimersByTime(1_000);
  state.trouble = undefined;
  vi.advanceTimersByTime(5_000);
  const away = { kind: 'redis', trouble: AWAY };
  expect(told).toEqual([away, away, { kind: 'redis', trouble: undefined }]);
  end();
  state.trouble = AWAY;
  vi.advanceTimersByTime(5_000);
  expect(told).toHaveLength(3);
});
