// Has npm fill node_modules, unless it holds what package-lock.json asks for. Node built-ins only.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/redis/redis-program.mjs';
import { run, say } from './tool.mjs';
import { words } from './words.mjs';

/** @typedef {{ version?: string, integrity?: string, optional?: boolean, devOptional?: boolean }} Entry */

export function ensurePackages() {
  if (upToDate()) return;
  say(words.packages);
  run('npm', ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: packageRoot });
}

/** The two files are compared by content, because their times don't tell which npm wrote last. */
function upToDate() {
  const wanted = entries('package-lock.json');
  const present = entries(join('node_modules', '.package-lock.json'));
  return Object.entries(wanted).every(([path, entry]) => {
    // Skips the package itself, and packages that npm leaves out on machines for which they are not made.
    if (path === '' || entry.optional === true || entry.devOptional === true) return true;
    const there = present[path];
    return there?.version === entry.version && there?.integrity === entry.integrity;
  });
}

/**
 * @param {string} lockFile
 * @returns {Record<string, Entry>}
 */
function entries(lockFile) {
  const path = join(packageRoot, lockFile);
  if (!existsSync(path)) return {};
  const lock = /** @type {{ packages?: Record<string, Entry> }} */ (JSON.parse(readFileSync(path, 'utf8')));
  return lock.packages ?? {};
}
