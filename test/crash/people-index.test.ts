// The index of people, killed at a few of its writes. At each of them: people-index.crash.ts.

import { expect, test } from 'vitest';
import { killAtWrite, WHOLE, writesInAll } from './people-index-kill.js';

/** Parts of all writes. */
const AT = [0.02, 0.4, 0.75, 0.97];

test('an index of people whose writer is killed is whole, and mended by whoever comes next', async () => {
  const writes = await writesInAll();
  expect(writes).toBeGreaterThan(200);
  for (const part of AT) expect(await killAtWrite(Math.ceil(part * writes))).toEqual(WHOLE);
});
