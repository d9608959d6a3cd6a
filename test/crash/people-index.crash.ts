// The index of people, killed at each of its writes, before and after; of writes that repeat, at some.

import { expect, test } from 'vitest';
import { KilledIndex, WHOLE } from './people-index-kill.js';
import { distinct } from './waiting-steps.js';

test('an index of people survives a kill at each of its kinds of writes', async () => {
  const index = new KilledIndex();
  const writes = await index.writes();
  for (const nth of distinct(writes))
    expect({ nth, ...(await index.killAt(nth)) }).toEqual({ nth, ...WHOLE });
}, 3_600_000);
