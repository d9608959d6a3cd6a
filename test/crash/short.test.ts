// The kill matrix in short, as part of `npm test`. The whole of it: `npm run test:crash`.

import { describe, expect, test } from 'vitest';
import { killAndResume, SURVIVED } from './kill.js';
import { SHORT } from './points.js';

describe('a run killed and resumed has every row, every call, and pays nothing twice', () => {
  test.each(SHORT)('killed at $at: $means', async (point) => {
    const { survival } = await killAndResume(point);
    expect(survival).toEqual(SURVIVED);
  });
});
