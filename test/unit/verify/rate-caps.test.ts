// The lowest rate that anybody asked for holds.

import { describe, expect, it } from 'vitest';
import { RateCaps } from '../../../src/verify/rate-caps.js';

describe('the rateCap of the rate', () => {
  it('is none where nobody asked for one', () => {
    expect(new RateCaps(undefined).lowest).toBeUndefined();
  });

  it('is the process’s own, or that of a batch in hand where it is lower', async () => {
    const rateCaps = new RateCaps(10);
    await rateCaps.during(20, async () => expect(rateCaps.lowest).toBe(10));
    await rateCaps.during(5, async () => expect(rateCaps.lowest).toBe(5));
    expect(rateCaps.lowest).toBe(10);
  });

  it('holds until the last slice of its batch is out of hand', async () => {
    const rateCaps = new RateCaps(undefined);
    await rateCaps.during(5, async () => {
      await rateCaps.during(5, async () => undefined);
      await rateCaps.during(undefined, async () => undefined);
      expect(rateCaps.lowest).toBe(5);
    });
    expect(rateCaps.lowest).toBeUndefined();
  });

  it('goes with a slice that failed', async () => {
    const rateCaps = new RateCaps(undefined);
    await expect(rateCaps.during(5, () => Promise.reject(new Error('fault')))).rejects.toThrow('fault');
    expect(rateCaps.lowest).toBeUndefined();
  });
});
