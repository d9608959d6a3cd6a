// What counts as one asking to end, and what as the second one that ends a process at once.

import { afterEach, beforeEach, expect, it } from 'vitest';
import { whenAskedToEnd } from '../../src/ending.js';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

let ends = (): void => undefined;
/** Whatever else listens in this process, such as the test runner, would take the signals for its own, and end. */
let others: readonly (readonly [NodeJS.Signals, readonly NodeJS.SignalsListener[]])[] = [];

beforeEach(() => {
  others = SIGNALS.map((signal) => [signal, process.listeners(signal)]);
  for (const signal of SIGNALS) process.removeAllListeners(signal);
});
afterEach(() => {
  ends();
  for (const [signal, listeners] of others) for (const each of listeners) process.on(signal, each);
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
