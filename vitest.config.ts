// How the tests run: processes rather than threads, because they start servers and change the environment.

import { defineConfig } from 'vitest/config';

const PATIENCE_MS = 60_000;

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/global-setup.ts',
    pool: 'forks',
    // Two files at a time: more would make each other's servers slow on a machine of two cores.
    maxWorkers: 2,
    testTimeout: PATIENCE_MS,
    hookTimeout: PATIENCE_MS,
    reporters: ['default', ['json', { outputFile: 'test-output/results.json' }]],
  },
});
