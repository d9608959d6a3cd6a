// Whether node_modules holds what package-lock.json asks for, and if not, has npm put it there. Node built-ins only.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/redis/redis-program.mjs';
import { run, say } from './tool.mjs';

/** @typedef {{ version?: string, integrity?: string, optional?: boolean, devOptional?: boolean }} Entry */

export function ensurePackages() {
  if (upToDate()) return;
  say('Installing the packages of package-lock.json (npm ci) …');
  run('npm', ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: packageRoot });
}

/** Compared by content: which of the two files npm wrote last says nothing. */
function upToDate() {
  const wanted = entries('package-lock.json');
  const present = entries(join('node_modules', '.package-lock.json'));
  return Object.entries(wanted).every(([path, entry]) => {
    // The package itself; and what npm leaves out on machines that it is not made for.
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
