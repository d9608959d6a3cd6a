// Inserts the files that a script includes by `--- @include "includes/owner"`, from the script's own folder, without
// `.lua`. A file that is included several times is inserted once, at the first place. The build uses this, so it needs
// Node's built-ins only.

import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { LuaError } from './files.mjs';

const INCLUDE = /^--- @include "([^"]+)"$/;

/**
 * @typedef {object} Resolved
 * @property {string} text
 * @property {readonly { readonly file: string, readonly line: number }[]} origins where each line comes from
 */

/**
 * @param {string} root
 * @param {string} script from the repository's top
 * @returns {Resolved}
 * @throws {LuaError} where there is no such file, or files include each other
 */
export function resolve(root, script) {
  /** @type {string[]} */
  const lines = [];
  /** @type {{ file: string, line: number }[]} */
  const origins = [];
  const included = new Set([script]);

  /**
   * @param {string} file
   * @param {readonly string[]} way the files that have led here
   */
  const add = (file, way) => {
    for (const [index, text] of linesOf(join(root, file)).entries()) {
      if (!text.includes('@include')) {
        lines.push(text);
        origins.push({ file, line: index + 1 });
        continue;
      }
      const target = targetOf(root, file, index + 1, text);
      if (way.includes(target) || target === file)
        throw new LuaError(file, index + 1, `${target} includes this file itself`);
      if (!included.has(target)) add(target, [...way, file]);
      included.add(target);
    }
  };

  add(script, []);
  return { text: `${lines.join('\n')}\n`, origins };
}

/**
 * @param {string} root
 * @param {string} file
 * @param {number} line
 * @param {string} text
 */
function targetOf(root, file, line, text) {
  const name = INCLUDE.exec(text)?.[1];
  if (name === undefined) throw new LuaError(file, line, 'an include is written --- @include "path/of/file"');
  const target = `${posix.join(posix.dirname(file), name)}.lua`;
  if (!existsSync(join(root, target))) throw new LuaError(file, line, `there is no ${target}`);
  return target;
}

/** @param {string} path */
function linesOf(path) {
  return readFileSync(path, 'utf8').trimEnd().split('\n');
}
