// The lowest rate that anybody asked for holds.

import { describe, expect, it } from 'vitest';
import { Ceilings } from '../../../src/verify/rate-caps.js';

describe('the ceiling of the rate', () => {
  it('is none where nobody asked for one', () => {
    expect(new Ceilings(undefined).lowest).toBeUndefined();
  });

  it('is the process’s own, or that of a batch in hand where it is lower', async () => {
    const ceilings = new Ceilings(10);
    await ceilings.during(20, async () => expect(ceilings.lowest).toBe(10));
    await ceilings.during(5, async () => expect(ceilings.lowest).toBe(5));
    expect(ceilings.lowest).toBe(10);
  });

  it('holds until the last slice of its batch is out of hand', async () => {
    const ceilings = new Ceilings(undefined);
    await ceilings.during(5, async () => {
      await ceilings.during(5, async () => undefined);
      await ceilings.during(undefined, async () => undefined);
      expect(ceilings.lowest).toBe(5);
    });
    expect(ceilings.lowest).toBeUndefined();
  });

  it('goes with a slice that failed', async () => {
    const ceilings = new Ceilings(undefined);
    await expect(ceilings.during(5, () => Promise.reject(new Error('fault')))).rejects.toThrow('fault');
    expect(ceilings.lowest).toBeUndefined();
  });
});
