// The closing line of .ci/run, from vitest's JSON reports: "N passed, N failed", over all directories that are given. A
// file that could not be run counts as a failed test, and so does a directory without a report. Before it stand the tests
// that failed, as a log is often kept from its end alone, and those that passed only when they were tried again, so that
// nothing is hidden. Exits 1 where anything failed or nothing passed.

import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Of a failure: what was expected, and where. */
const FAILURE_LINES = 12;

/**
 * @typedef {{ status: string, fullName: string, failureMessages?: readonly string[] }} Test
 * @typedef {{ name: string, status: string, message: string, assertionResults: readonly Test[] }} TestFile
 * @typedef {import('./second-attempts.js').SecondAttempt} SecondAttempt
 */

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

/**
 * @param {string} what
 * @param {string} failure
 */
function nameFailure(what, failure) {
  const lines = failure.split('\n').slice(0, FAILURE_LINES);
  process.stdout.write(`\nfailed: ${what}\n${lines.map((line) => `  ${line}\n`).join('')}`);
}

/** @param {TestFile} file */
function nameFailures({ name, status, message, assertionResults }) {
  const file = relative(process.cwd(), name);
  const failures = assertionResults.filter((test) => test.status === 'failed');
  if (status === 'failed' && failures.length === 0) nameFailure(file, message);
  for (const { fullName, failureMessages } of failures) {
    nameFailure(`${file} > ${fullName}`, failureMessages?.join('\n') ?? '');
  }
}

/** @param {string} directory */
function countsOf(directory) {
  const path = join(directory, 'results.json');
  const report = /** @type {{ testResults: readonly TestFile[] } | undefined} */ (readJson(path));
  if (report === undefined) {
    process.stdout.write(`\nno results in ${directory}\n`);
    return { passed: 0, failed: 1 };
  }
  let passed = 0;
  let failed = 0;
  for (const file of report.testResults) {
    const { status, assertionResults } = file;
    nameFailures(file);
    const failures = assertionResults.filter((test) => test.status === 'failed').length;
    passed += assertionResults.filter((test) => test.status === 'passed').length;
    failed += status === 'failed' ? Math.max(failures, 1) : failures;
  }
  return { passed, failed };
}

/** @param {string} directory */
function nameSecondAttempts(directory) {
  const path = join(directory, 'second-attempts.json');
  const attempts = /** @type {readonly SecondAttempt[] | undefined} */ (readJson(path)) ?? [];
  for (const { file, name, failure } of attempts) {
    process.stdout.write(`\npassed at its second attempt: ${file} > ${name}\n`);
    process.stdout.write(`  the first: ${failure.split('\n', 1)[0]}\n`);
  }
}

let passed = 0;
let failed = 0;
for (const directory of process.argv.slice(2)) {
  const counts = countsOf(directory);
  passed += counts.passed;
  failed += counts.failed;
  nameSecondAttempts(directory);
}
process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exitCode = passed > 0 && failed === 0 ? 0 : 1;
