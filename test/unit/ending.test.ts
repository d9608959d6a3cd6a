// What counts as one asking to end, and what as the second one that ends a process at once.

import { afterEach, expect, it } from 'vitest';
import { whenAskedToEnd } from '../../src/ending.js';

let ends = (): void => undefined;
afterEach(() => {
  ends();
});

/** @returns what was reported after each signal, at its time in milliseconds */
function told(...signals: readonly (readonly [NodeJS.Signals, number])[]): string[] {
  const said: string[] = [];
  let now = 0;
  ends = whenAskedToEnd(
    (again) => said.push(again ? 'again' : 'asked'),
    () => now,
  );
  for (const [signal, at] of signals) {
    now = at;
    process.emit(signal, signal);
  }
  return said;
}

it.each(['SIGINT', 'SIGTERM'] as const)('%s that npm hands on once more is one', (signal) => {
  expect(told([signal, 0], [signal, 0], [signal, 40], [signal, 500])).toEqual(['asked']);
});

it.each(['SIGINT', 'SIGTERM'] as const)('%s a second time, later, ends at once', (signal) => {
  expect(told([signal, 0], [signal, 12], [signal, 501])).toEqual(['asked', 'again']);
});

it('another signal is the second at once', () => {
  expect(told(['SIGINT', 0], ['SIGTERM', 1])).toEqual(['asked', 'again']);
});

it('the end of the terminal before a signal is no signal, and after it is nothing new', () => {
  expect(told(['SIGHUP', 0], ['SIGTERM', 2_000], ['SIGHUP', 4_000])).toEqual(['asked']);
  ends();
  expect(told(['SIGHUP', 0], ['SIGTERM', 2_000], ['SIGTERM', 4_000])).toEqual(['asked', 'again']);
});
