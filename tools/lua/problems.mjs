// Finds all that is wrong with the Lua of a repository: syntax, heads, includes, and modules that are not up to date.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { foldersWithLua, includesOf, LuaError, scriptsOf } from './files.mjs';
import { staleModules } from './modules.mjs';
import { resolve } from './resolve.mjs';
import { problemsOf } from './rules.mjs';

/**
 * @param {string} root of the repository
 * @returns {string[]} each as `file:line: what`
 */
export function problemsIn(root) {
  const scripts = foldersWithLua(root).flatMap((folder) => scriptsOf(root, folder));
  const problems = scripts.flatMap((script) => tried(() => problemsOf(root, script)));
  problems.push(...includesOf(root).flatMap((include) => problemsOfInclude(root, include)));
  // Without its includes a script can't be checked further.
  if (problems.length > 0) return [...new Set(problems)];
  const used = new Set(scripts.flatMap((script) => resolve(root, script).origins.map(({ file }) => file)));
  return [
    ...includesOf(root)
      .filter((include) => !used.has(include))
      .map((include) => `${include}:1: no script includes this`),
    ...tried(() => staleModules(root).map((path) => `${path}:1: behind its scripts: run npm run build`)),
  ];
}

/**
 * @param {string} root
 * @param {string} include
 */
function problemsOfInclude(root, include) {
  return readFileSync(join(root, include), 'utf8').startsWith('--- ')
    ? []
    : [`${include}:1: an include opens with what it does, in lines with three dashes`];
}

/** @param {() => string[]} find */
function tried(find) {
  try {
    return find();
  } catch (error) {
    if (!(error instanceof LuaError)) throw error;
    return [error.message];
  }
}
