// The lowest rate that anybody asked for holds.

import { describe, expect, it } from 'vitest';
import { RateCaps } from '../../../src/verify/rate-caps.js';

describe('the rateCap of the rate', () => {
  it('is none where nobody asked for one', () => {
    expect(new RateCaps(undefined).lowest).toBeUndefined();
  });

  it('is the process’s own, or that of a batch in hand where it is lower', () => {
    const rateCaps = new RateCaps(10);
    const releaseHigher = rateCaps.hold(20);
    expect(rateCaps.lowest).toBe(10);
    const releaseLower = rateCaps.hold(5);
    expect(rateCaps.lowest).toBe(5);
    releaseHigher();
    releaseLower();
    expect(rateCaps.lowest).toBe(10);
  });

  it('holds until the last slice of its batch is out of hand', () => {
    const rateCaps = new RateCaps(undefined);
    const [releaseFirst, releaseSecond] = [rateCaps.hold(5), rateCaps.hold(5)];
    rateCaps.hold(undefined)();
    releaseFirst();
    expect(rateCaps.lowest).toBe(5);
    releaseSecond();
    expect(rateCaps.lowest).toBeUndefined();
  });

  it('is what the provider allows by default only where nobody has named one, lower or higher', () => {
    const rateCaps = new RateCaps(undefined, 100);
    expect(rateCaps.lowest).toBe(100);
    for (const named of [30, 300]) {
      const release = rateCaps.hold(named);
      expect(rateCaps.lowest).toBe(named);
      release();
    }
    expect(rateCaps.lowest).toBe(100);
    expect(new RateCaps(250, 100).lowest).toBe(250);
  });
});
