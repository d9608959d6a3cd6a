// Writes the scripts of each folder as a module, `scripts.ts`, which the program loads from src, from dist or from a
// bundle. The modules are in the repository, so compiling needs nothing else; the build renews them, and the check
// refuses old ones. The build uses this file, so it needs Node's built-ins only.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { foldersWithLua, LuaError, scriptsOf } from './files.mjs';
import { headOf } from './head.mjs';
import { resolve } from './resolve.mjs';

/** The folder with the function that makes scripts. */
const MAKER = 'redis';

/**
 * @param {string} root
 * @returns {Map<string, string>} the modules' texts by path from the repository's top
 * @throws {LuaError}
 */
export function modulesOf(root) {
  /** @type {Map<string, string>} */
  const known = new Map();
  return new Map(
    foldersWithLua(root).map((folder) => {
      const scripts = scriptsOf(root, folder);
      for (const script of scripts) {
        const name = nameOf(script);
        const other = known.get(name);
        if (other !== undefined) throw new LuaError(script, 1, `${other} has the same name`);
        known.set(name, script);
      }
      return [`src/${folder}/scripts.ts`, moduleOf(root, folder, scripts)];
    }),
  );
}

/**
 * Writes the modules that are older than their scripts.
 *
 * @param {string} root
 */
export function writeModules(root) {
  for (const path of staleModules(root)) writeFileSync(join(root, path), modulesOf(root).get(path) ?? '');
}

/**
 * @param {string} root
 * @returns {string[]} paths of the modules that are older than their scripts
 */
export function staleModules(root) {
  return [...modulesOf(root)]
    .filter(
      ([path, text]) => !existsSync(join(root, path)) || readFileSync(join(root, path), 'utf8') !== text,
    )
    .map(([path]) => path);
}

/**
 * The script's name in metrics of round trips.
 *
 * @param {string} script its file
 */
function nameOf(script) {
  return basename(script, '.lua').replaceAll('-', '_');
}

/**
 * @param {string} root
 * @param {string} folder
 * @param {readonly string[]} scripts
 */
function moduleOf(root, folder, scripts) {
  const maker = folder === MAKER ? './script.js' : `../${MAKER}/script.js`;
  const head =
    `// Generated from src/${folder}/lua by \`npm run build\`: to change a script, change its .lua file and build.\n` +
    `// Lists each script with its name, and with the names of its KEYS and ARGV in order.\n\n` +
    `import { script } from '${maker}';\n`;
  return `${head}${scripts.map((script) => definitionOf(root, script)).join('')}`;
}

/**
 * @param {string} root
 * @param {string} script
 */
function definitionOf(root, script) {
  const name = nameOf(script);
  const { keys, args } = headOf(root, script);
  const definition = { name, keys, args, text: resolve(root, script).text };
  const lines = Object.entries(definition).map(([field, value]) => `  ${field}: ${JSON.stringify(value)},\n`);
  return `\nexport const ${name.toUpperCase()} = script({\n${lines.join('')}});\n`;
}
