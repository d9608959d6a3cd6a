// The bounded window of unfinished slices.

import { expect, test } from 'vitest';
import { Window } from '../../../../src/batch/run/in-flight-window.js';

const NEVER = new AbortController().signal;

test('a full window lets the next slice in when one leaves, and not before', async () => {
  const window = new Window({ least: 2, most: 2, sliceRows: 1 });
  window.enter(0);
  window.enter(1);
  const events: string[] = [];
  const entering = window.room(NEVER).then(() => events.push('room'));
  window.leave(7);
  await new Promise((resolve) => setImmediate(resolve));
  events.push('leaves');
  window.leave(0);
  await entering;
  expect(events).toEqual(['leaves', 'room']);
  expect([window.full, window.size]).toEqual([false, 1]);
});

test('a window that is not full has room at once', async () => {
  const window = new Window({ least: 1, most: 1, sliceRows: 1 });
  await window.room(NEVER);
  window.enter(3);
  expect(window.full).toBe(true);
});

test('a slice that enters twice takes one place', () => {
  const window = new Window({ least: 2, most: 2, sliceRows: 1 });
  window.enter(0);
  window.enter(0);
  expect(window.size).toBe(1);
});

test('whoever waits for room is let go when the work is stopped', async () => {
  const window = new Window({ least: 1, most: 1, sliceRows: 1 });
  window.enter(0);
  const stop = new AbortController();
  const waiting = window.room(stop.signal);
  stop.abort();
  await waiting;
  await window.room(stop.signal);
  expect(window.full).toBe(true);
});

test('a window widens at once to what workers need, up to its most, and narrows slowly to its least', async () => {
  const window = new Window({ least: 2, most: 6, sliceRows: 4 });
  for (const slice of [0, 1]) window.enter(slice);
  const waiting = window.room(NEVER);
  window.adapt({ used: 0, open: 4 }, 0);
  await waiting;
  for (const slice of [2, 3]) window.enter(slice);
  expect(window.full).toBe(true);
  window.adapt({ used: 0, open: 100 }, 250);
  for (const slice of [4, 5]) window.enter(slice);
  expect(window.full).toBe(true);
  for (const slice of [0, 1]) window.leave(slice);
  window.adapt({ used: 0, open: 0 }, 500);
  expect(window.full).toBe(false);
  for (let look = 0; look < 20; look += 1) window.adapt({ used: 0, open: 0 }, 500);
  expect(window.full).toBe(true);
});
