// `npm run test:crash`: the long tests of crashes, which take some minutes. The short one is part of `npm test`.

import { defineConfig } from 'vitest/config';

const PATIENCE_MS = 180_000;

export default defineConfig({
  test: {
    include: ['test/crash/*.crash.ts'],
    globalSetup: ['test/global-setup.ts', 'test/crash/table-setup.ts'],
    pool: 'forks',
    // More at a time than a machine has processors for would make each other's processes slow, and locks run out by that.
    maxWorkers: Number(process.env['CRASH_AT_ONCE'] ?? 2),
    testTimeout: PATIENCE_MS,
    hookTimeout: PATIENCE_MS,
  },
});
