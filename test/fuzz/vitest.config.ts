// `npm run test:fuzz`: lists nobody has thought of, for as long as one likes. Not part of `npm test`: its seed and time are
// one's own.

import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/fuzz/*.fuzz.ts'],
    globalSetup: 'test/global-setup.ts',
    pool: 'forks',
    maxWorkers: 1,
    // The test ends by its own time limit.
    testTimeout: 0,
  },
});
