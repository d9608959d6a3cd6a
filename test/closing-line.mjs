// The closing line of .ci/run, from vitest's JSON report: "N passed, N failed". A file that could not be run counts
// as a failed test. Before it stand the tests that passed only when they were tried again, so that nothing is hidden.
// Exits 1 where anything failed or nothing passed.

import { readFileSync } from 'node:fs';

/**
 * @typedef {{ status: string, assertionResults: readonly { status: string }[] }} TestFile
 * @typedef {import('./second-attempts.js').SecondAttempt} SecondAttempt
 */

const [, , resultsPath = '', attemptsPath = ''] = process.argv;

/**
 * @param {string} path
 * @returns {unknown} undefined where there is no such file, or half of one
 */
function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

const report = /** @type {{ testResults: readonly TestFile[] } | undefined} */ (readJson(resultsPath));
let passed = 0;
let failed = 0;
for (const { status, assertionResults } of report?.testResults ?? []) {
  const failures = assertionResults.filter((test) => test.status === 'failed').length;
  passed += assertionResults.filter((test) => test.status === 'passed').length;
  failed += status === 'failed' ? Math.max(failures, 1) : failures;
}
const attempts = /** @type {readonly SecondAttempt[] | undefined} */ (readJson(attemptsPath)) ?? [];
for (const { file, name, failure } of attempts) {
  process.stdout.write(`\npassed at its second attempt: ${file} > ${name}\n`);
  process.stdout.write(`  the first: ${failure.split('\n', 1)[0]}\n`);
}
process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exitCode = passed > 0 && failed === 0 ? 0 : 1;
