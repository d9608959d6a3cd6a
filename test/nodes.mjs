// `npm run test:nodes`: the tests under each other version of Node, one after the other, and then one line each of what
// came of it. Arguments are vitest's: none, and everything runs. Each version's reports lie in a directory of its own.

import { spawnSync } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nodePrograms } from '../tools/setup/nodes.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const VITEST = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs');

/**
 * @param {import('../tools/setup/nodes.mjs').NodeProgram} program
 * @returns {boolean} whether all passed
 */
function passesUnder({ version, directory }) {
  process.stdout.write(`\nUnder Node ${version}:\n`);
  const [major] = version.split('.');
  const env = {
    ...process.env,
    // Commands that start others by name find this version of Node, too.
    PATH: `${directory}${delimiter}${process.env['PATH'] ?? ''}`,
    ROLLCALL_TEST_OUTPUT: join('test-output', `node${major}`),
  };
  const args = [VITEST, 'run', ...process.argv.slice(2)];
  return spawnSync(join(directory, 'node'), args, { cwd: ROOT, env, stdio: 'inherit' }).status === 0;
}

const results = nodePrograms().map((program) => ({ ...program, passed: passesUnder(program) }));
for (const { version, passed } of results)
  process.stdout.write(`Node ${version}: ${passed ? 'passed' : 'failed'}\n`);
process.exitCode = results.every(({ passed }) => passed) ? 0 : 1;
