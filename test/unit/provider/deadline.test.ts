// Too late by either clock is too late: of a machine that wakes up one of them may have stood still, or been set back.

import { afterEach, expect, it, vi } from 'vitest';
import { deadlineIn, isOver, NO_DEADLINE } from '../../../src/provider/deadline.js';

const MINUTE_MS = 60_000;

afterEach(() => {
  vi.restoreAllMocks();
});

function setClocks(wallMs: number, steadyMs: number): void {
  const [wall, steady] = [Date.now(), performance.now()];
  vi.spyOn(Date, 'now').mockReturnValue(wall + wallMs);
  vi.spyOn(performance, 'now').mockReturnValue(steady + steadyMs);
}

it.each([
  ['both have gone on', MINUTE_MS, MINUTE_MS, true],
  ['the wall clock was set back on waking', -10 * MINUTE_MS, MINUTE_MS, true],
  ['the steady clock stood still while the machine slept', MINUTE_MS, 0, true],
  ['neither has passed it', 1000, 1000, false],
  ['the wall clock was set back, and no time has passed', -MINUTE_MS, 0, false],
])('where %s (%i, %i ms): %s', (_, wallMs, steadyMs, over) => {
  const deadline = deadlineIn(2_000);
  setClocks(wallMs, steadyMs);
  expect(isOver(deadline)).toBe(over);
});

it('without a deadline it is never too late', () => {
  setClocks(1e12, 1e12);
  expect(isOver(NO_DEADLINE)).toBe(false);
});
