// The closing line of .ci/run, from vitest's JSON report: "N passed, N failed". A file that could not be run counts
// as a failed test. Exits 1 where anything failed or nothing passed.

import { readFileSync } from 'node:fs';

/** @typedef {{ status: string, assertionResults: readonly { status: string }[] }} TestFile */

const [, , path = ''] = process.argv;

/** @returns {readonly TestFile[]} */
function readFiles() {
  try {
    const report = /** @type {{ testResults: readonly TestFile[] }} */ (
      JSON.parse(readFileSync(path, 'utf8'))
    );
    return report.testResults;
  } catch {
    return [];
  }
}

let passed = 0;
let failed = 0;
for (const { status, assertionResults } of readFiles()) {
  const failures = assertionResults.filter((test) => test.status === 'failed').length;
  passed += assertionResults.filter((test) => test.status === 'passed').length;
  failed += status === 'failed' ? Math.max(failures, 1) : failures;
}
process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exitCode = passed > 0 && failed === 0 ? 0 : 1;
