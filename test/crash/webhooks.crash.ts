// Webhooks told by a process that is killed at each of its writes, before and after.

import { expect, test } from 'vitest';
import { killAtWrite, WHOLE, writesInAll } from './webhooks-kill.js';

test('webhooks are told of what has happened, and of nothing else, whichever write a process is killed at', async () => {
  const writes = await writesInAll();
  for (let nth = 1; nth <= writes; nth++)
    expect({ nth, ...(await killAtWrite(nth)) }).toEqual({ nth, ...WHOLE });
}, 3_600_000);
