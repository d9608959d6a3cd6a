// Gets the other versions of Node under which the tests run: npm's packages `node-<system>-<processor>` hold the
// program alone and run no script. They lie beside the checkout's Redis, as `npm ci` empties node_modules. Node
// built-ins only.

import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/redis/redis-program.mjs';
import { run, say } from './tool.mjs';

/** The newest of their lines when this was written. `npm test` covers the version that runs the set-up. */
const VERSIONS = ['22.23.3', '24.21.0'];
const PACKAGE = `node-${process.platform}-${process.arch}`;

/** @typedef {{ version: string, directory: string }} NodeProgram `directory` is what PATH has to begin with */

/** For `test/nodes.mjs`. @returns {NodeProgram[]} */
export function nodePrograms() {
  return VERSIONS.map((version) => ({
    version,
    directory: join(home(version), 'node_modules', PACKAGE, 'bin'),
  }));
}

/** @throws {SetupError} where npm has no such program for this machine */
export function ensureNodes() {
  for (const version of VERSIONS) {
    if (isThere(version)) continue;
    say(`Getting Node ${version} for the tests (npm package ${PACKAGE}) …`);
    mkdirSync(home(version), { recursive: true });
    const options = ['--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    run('npm', ['install', ...options, '--prefix', home(version), `${PACKAGE}@${version}`], {
      cwd: packageRoot,
    });
  }
}

/** @param {string} version */
function home(version) {
  return join(packageRoot, '.nodes', version);
}

/**
 * Whether the package is complete: npm writes its list of packages last.
 *
 * @param {string} version
 */
function isThere(version) {
  const list = join(home(version), 'node_modules', '.package-lock.json');
  return existsSync(list) && readFileSync(list, 'utf8').includes(`"version": "${version}"`);
}
