// A silence is told once when it begins and once when it is over.

import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { pino } from 'pino';
import { Silence } from '../../../workers/silence.js';

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
});
afterEach(() => {
  vi.useRealTimers();
});

function setup() {
  const told: string[] = [];
  const log = pino({}, { write: (line) => told.push((JSON.parse(line) as { msg: string }).msg) });
  return { told, silence: new Silence(log) };
}

it('many answers that ask for one silence are told as one, with its end', () => {
  const { told, silence } = setup();
  for (let answer = 0; answer < 100; answer += 1) silence.asked({ slice: 1 }, 5_000);
  expect(told).toEqual([expect.stringContaining('asks for silence')]);
  vi.advanceTimersByTime(4_999);
  expect(told).toHaveLength(1);
  vi.advanceTimersByTime(1);
  expect(told).toEqual([expect.anything(), expect.stringContaining('is over')]);
});

it('a silence that is made longer ends later, and never earlier', () => {
  const { told, silence } = setup();
  silence.asked({}, 5_000);
  vi.advanceTimersByTime(4_000);
  silence.asked({}, 10_000);
  silence.asked({}, 2_000);
  vi.advanceTimersByTime(9_999);
  expect(told).toHaveLength(1);
  vi.advanceTimersByTime(1);
  expect(told).toHaveLength(2);
});

it('the next silence is told again', () => {
  const { told, silence } = setup();
  for (let time = 0; time < 2; time += 1) {
    silence.asked({}, 5_000);
    vi.advanceTimersByTime(5_000);
  }
  expect(told).toHaveLength(4);
});
