// The index of people, killed at each of its writes, before and after.

import { expect, test } from 'vitest';
import { killAtWrite, WHOLE, writesInAll } from './people-index-kill.js';

test('an index of people survives a kill at each of its writes', async () => {
  const writes = await writesInAll();
  for (let nth = 1; nth <= writes; nth++)
    expect({ nth, ...(await killAtWrite(nth)) }).toEqual({ nth, ...WHOLE });
}, 3_600_000);
