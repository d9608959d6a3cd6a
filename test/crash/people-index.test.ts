// The index of people, killed at a few of its writes. At each of them: people-index.crash.ts.

import { expect, test } from 'vitest';
import { KilledIndex, WHOLE } from './people-index-kill.js';

/** Parts of all writes. */
const AT = [0.02, 0.4, 0.75, 0.97];

test('an index of people whose writer is killed is whole, and mended by whoever comes next', async () => {
  const index = new KilledIndex();
  const writes = await index.writes();
  expect(writes.length).toBeGreaterThan(200);
  for (const part of AT) expect(await index.killAt(Math.ceil(part * writes.length))).toEqual(WHOLE);
});
