// Finds the Lua: the scripts of each folder of src, and their includes. The build uses it, so it needs Node's built-ins
// only.

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** A fault of a script or include, at a line of its file. */
export class LuaError extends Error {
  /**
   * @param {string} file from the repository's top
   * @param {number} line from 1
   * @param {string} what
   */
  constructor(file, line, what) {
    super(`${file}:${line}: ${what}`);
  }
}

/**
 * @param {string} root
 * @returns {string[]} folders of src that have scripts
 */
export function foldersWithLua(root) {
  return readdirSync(join(root, 'src')).filter((name) => existsSync(join(root, 'src', name, 'lua')));
}

/**
 * @param {string} root
 * @param {string} folder of src
 * @returns {string[]} from the repository's top, by name
 */
export function scriptsOf(root, folder) {
  return luaIn(root, `src/${folder}/lua`);
}

/**
 * @param {string} root
 * @returns {string[]} from the repository's top
 */
export function includesOf(root) {
  return foldersWithLua(root).flatMap((folder) => luaIn(root, `src/${folder}/lua/includes`));
}

/**
 * @param {string} root
 * @param {string} directory
 */
function luaIn(root, directory) {
  if (!existsSync(join(root, directory))) return [];
  return readdirSync(join(root, directory))
    .filter((name) => name.endsWith('.lua'))
    .sort()
    .map((name) => `${directory}/${name}`);
}
