// `npm run test:network`, see run.mjs: the tests of several machines, which take some minutes, one after another.

import { defineConfig } from 'vitest/config';

const PATIENCE_MS = 600_000;

export default defineConfig({
  test: {
    include: ['test/network/*.network.ts'],
    globalSetup: 'test/global-setup.ts',
    pool: 'forks',
    maxWorkers: 1,
    testTimeout: PATIENCE_MS,
    hookTimeout: PATIENCE_MS,
  },
});
