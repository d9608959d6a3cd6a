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
  /** @returns what ends the work */
  const begin = (id: string, token: string): (() => Promise<void>) => {
    let end = (): void => undefined;
    const work = new Promise<void>((resolve) => {
      end = resolve;
    });
    const held = renewal.during({ id }, token, () => work);
    return () => {
      end();
      return held;
    };
  };
  return { extendJobLocks, errors, begin };
}

it('renews all of them several times in a lock', async () => {
  const { extendJobLocks, begin } = setup();
  begin('a', '1');
  begin('b', '2');
  await vi.advanceTimersByTimeAsync(LOCK_MS);
  expect(extendJobLocks).toHaveBeenCalledTimes(4);
  expect(extendJobLocks).toHaveBeenLastCalledWith(['a', 'b'], ['1', '2'], LOCK_MS);
});

it('renews none that has left', async () => {
  const { extendJobLocks, begin } = setup();
  const [endA, endB] = [begin('a', '1'), begin('b', '2')];
  await endA();
  await vi.advanceTimersByTimeAsync(LOCK_MS / 4);
  expect(extendJobLocks).toHaveBeenLastCalledWith(['b'], ['2'], LOCK_MS);
  await endB();
  await vi.advanceTimersByTimeAsync(LOCK_MS);
  expect(extendJobLocks).toHaveBeenCalledTimes(1);
});

it('keeps renewing a job that came again when its first coming ends', async () => {
  const { extendJobLocks, begin } = setup();
  const endFirst = begin('a', '1');
  begin('a', '2');
  await endFirst();
  await vi.advanceTimersByTimeAsync(LOCK_MS / 4);
  expect(extendJobLocks).toHaveBeenLastCalledWith(['a'], ['2'], LOCK_MS);
});

it('waits for a renewal that Redis keeps waiting, and says what failed', async () => {
  let fail = (_error: Error): void => undefined;
  const { extendJobLocks, errors, begin } = setup(
    () =>
      new Promise<string[]>((_, reject) => {
        fail = reject;
      }),
  );
  begin('a', '1');
  await vi.advanceTimersByTimeAsync(LOCK_MS);
  expect(extendJobLocks).toHaveBeenCalledTimes(1);
  fail(new Error('gone'));
  await vi.advanceTimersByTimeAsync(LOCK_MS / 4);
  expect(extendJobLocks).toHaveBeenCalledTimes(2);
  expect(errors).toEqual([new Error('gone')]);
});
