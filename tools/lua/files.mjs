// Where the Lua is: the scripts of each folder of src, and what they include. Node built-ins only, as the build uses it.

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** A script or include that is not what it must be, at a line of its file. */
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
