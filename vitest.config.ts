// How the tests run: processes rather than threads, because they start servers and change the environment.

import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { SecondAttempts } from './test/second-attempts.js';

/** Beyond what any test takes on a machine that does something else besides. */
const PATIENCE_MS = 120_000;
/** Short files come last, and this one, short as it is, would run for most of a minute beside nothing else. */
const FIRST = '/test/crash/short.test.ts';
/** For the reports; each version of Node has its own. */
const OUTPUT = process.env['ROLLCALL_TEST_OUTPUT'] ?? 'test-output';
/** Tests of these start no processes, wait for nothing, and have no excuse. */
const PLAIN = ['test/unit/**/*.test.ts', 'test/property/**/*.test.ts'];

class ShortOfCrashesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => (moduleId.endsWith(FIRST) ? 0 : 1);
    return (await super.sort(files)).sort((one, other) => rank(one) - rank(other));
  }
}

export default defineConfig({
  test: {
    globalSetup: 'test/global-setup.ts',
    pool: 'forks',
    // Modules are loaded once for many files: that took longer than the tests. A test leaves everything as it found it.
    isolate: false,
    restoreMocks: true,
    // Two files at a time: more would make each other's servers slow on a machine of two cores.
    maxWorkers: 2,
    // Tests of a file that run beside each other do so because they wait.
    maxConcurrency: 3,
    sequence: { sequencer: ShortOfCrashesFirst },
    testTimeout: PATIENCE_MS,
    hookTimeout: PATIENCE_MS,
    reporters: [
      'default',
      ['json', { outputFile: `${OUTPUT}/results.json` }],
      new SecondAttempts(`${OUTPUT}/second-attempts.json`),
    ],
    projects: [
      { extends: true, test: { name: 'plain', include: PLAIN } },
      {
        extends: true,
        test: {
          name: 'processes',
          include: ['test/**/*.test.ts'],
          exclude: PLAIN,
          // Machines of continuous integration are loaded ones.
          retry: process.env['CI'] === undefined ? 0 : 1,
        },
      },
    ],
  },
});
