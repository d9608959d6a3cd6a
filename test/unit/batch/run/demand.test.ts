// How many rows workers need before them.

import { expect, test } from 'vitest';
import { Demand } from '../../../../src/batch/run/demand.js';

test('before it is known how fast calls are made, several times those under way are needed', () => {
  expect(new Demand().rows({ used: 500, open: 10 }, 1000)).toBe(40);
});

test('then also the calls of the next seconds, and no less than none where Redis went back', () => {
  const demand = new Demand();
  demand.rows({ used: 500, open: 0 }, 1000);
  expect(demand.rows({ used: 600, open: 2 }, 1500)).toBe(8 + 600);
  expect(demand.rows({ used: 10, open: 0 }, 2000)).toBe(0);
});
