// Locks of the jobs in hand are renewed for as long as these are in hand, one renewal at a time.

import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { LockRenewal, type LockHolder } from '../../../src/queue/lock-renewal.js';

const LOCK_MS = 1_000;

beforeEach(() => vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }));
afterEach(() => vi.useRealTimers());

function setup(renew: LockHolder['extendJobLocks'] = () => Promise.resolve([])) {
  const extendJobLocks = vi.fn<LockHolder['extendJobLocks']>(renew);
  const errors: Error[] = [];
  const renewal = new LockRenewal({ extendJobLocks }, LOCK_MS, (error) => errors.push(error));
  const hold = (id: string, token: string): (() => void) => renewal.hold({ id }, token);
  return { extendJobLocks, errors, hold };
}

it('renews all of them several times in a lock', async () => {
  const { extendJobLocks, hold } = setup();
  hold('a', '1');
  hold('b', '2');
  await vi.advanceTimersByTimeAsync(LOCK_MS);
  expect(extendJobLocks).toHaveBeenCalledTimes(4);
  expect(extendJobLocks).toHaveBeenLastCalledWith(['a', 'b'], ['1', '2'], LOCK_MS);
});

it('renews none that has left', async () => {
  const { extendJobLocks, hold } = setup();
  const [releaseA, releaseB] = [hold('a', '1'), hold('b', '2')];
  releaseA();
  await vi.advanceTimersByTimeAsync(LOCK_MS / 4);
  expect(extendJobLocks).toHaveBeenLastCalledWith(['b'], ['2'], LOCK_MS);
  releaseB();
  await vi.advanceTimersByTimeAsync(LOCK_MS);
  expect(extendJobLocks).toHaveBeenCalledTimes(1);
});

it('keeps renewing a job that came again when its first coming ends', async () => {
  const { extendJobLocks, hold } = setup();
  const releaseFirst = hold('a', '1');
  hold('a', '2');
  releaseFirst();
  await vi.advanceTimersByTimeAsync(LOCK_MS / 4);
  expect(extendJobLocks).toHaveBeenLastCalledWith(['a'], ['2'], LOCK_MS);
});

it('waits for a renewal that Redis keeps waiting, and says what failed', async () => {
  let fail = (_error: Error): void => undefined;
  const { extendJobLocks, errors, hold } = setup(
    () =>
      new Promise<string[]>((_, reject) => {
        fail = reject;
      }),
  );
  hold('a', '1');
  await vi.advanceTimersByTimeAsync(LOCK_MS);
  expect(extendJobLocks).toHaveBeenCalledTimes(1);
  fail(new Error('gone'));
  await vi.advanceTimersByTimeAsync(LOCK_MS / 4);
  expect(extendJobLocks).toHaveBeenCalledTimes(2);
  expect(errors).toEqual([new Error('gone')]);
});
