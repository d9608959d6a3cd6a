// Semaphore: never more than there are, in the order of asking.

import { describe, expect, it } from 'vitest';
import { Semaphore } from '../../../src/verify/semaphore.js';

describe('places', () => {
  it('are given as long as there are any, then as they come back, in the order of asking', () => {
    const places = new Semaphore(2);
    const given: string[] = [];
    places.give(3, (index) => given.push(`a${index}`));
    places.give(2, (index) => given.push(`b${index}`));
    expect(given).toEqual(['a0', 'a1']);
    places.release();
    expect(given).toEqual(['a0', 'a1', 'a2']);
    places.release();
    places.release();
    expect(given).toEqual(['a0', 'a1', 'a2', 'b0', 'b1']);
  });

  it('that are given back at once are given to thousands without a deep stack', () => {
    const places = new Semaphore(1);
    let given = 0;
    places.give(100_000, () => {
      given += 1;
      places.release();
    });
    expect(given).toBe(100_000);
  });

  it('can be waited for one by one', async () => {
    const places = new Semaphore(1);
    await places.acquire();
    let taken = false;
    const second = places.acquire().then(() => (taken = true));
    await Promise.resolve();
    expect(taken).toBe(false);
    places.release();
    await second;
    expect(taken).toBe(true);
  });

  it('are not lost where nobody wants any', () => {
    const places = new Semaphore(1);
    places.give(0, () => expect.unreachable());
    let given = 0;
    places.give(1, () => (given += 1));
    expect(given).toBe(1);
  });
});
