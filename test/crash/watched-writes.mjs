// Names a process's writes to files, and kills it at one of them: for processes that do the same each time. Each side of a write
// counts, so that it is killed before and after.

import fs, { promises } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { basename } from 'node:path';
import process from 'node:process';

/** @typedef {(this: unknown, ...args: unknown[]) => unknown} AnyFunction */

/** What is another each time: numbers of processes, and what is drawn. */
const DRAWN = /[0-9a-f]{12,}|\d+/g;

/**
 * What was imported before sees it, too: the names that modules import from Node's own change with them.
 *
 * @param {number} nth at which it is killed; 0: at none
 * @returns {Promise<() => string[]>} what was written so far, a name for each side
 */
export async function watchWrites(nth) {
  /** @type {string[]} */
  const seen = [];
  /** @type {WeakMap<object, string>} */
  const paths = new WeakMap();
  /** @param {string} what */
  const reach = (what) => {
    seen.push(what);
    if (seen.length === nth) process.kill(process.pid, 'SIGKILL');
  };
  /** @param {Record<string, AnyFunction>} owner @param {string} name */
  const watch = (owner, name) => {
    const original = /** @type {AnyFunction} */ (owner[name]);
    owner[name] = function (...args) {
      const file = name === 'rename' || name === 'symlinkSync' ? args[1] : args[0];
      const path = paths.get(/** @type {object} */ (this) ?? {}) ?? basename(String(file));
      const what = `${name} ${path.replace(DRAWN, '#')}`;
      reach(`before ${what}`);
      const done = original.apply(this, args);
      if (!(done instanceof Promise)) {
        reach(`after ${what}`);
        return done;
      }
      return done.finally(() => {
        reach(`after ${what}`);
      });
    };
  };
  const handle = await promises.open(new URL(import.meta.url), 'r');
  const handles = /** @type {Record<string, AnyFunction>} */ (Object.getPrototypeOf(handle));
  await handle.close();
  const asynchronous = /** @type {Record<string, AnyFunction>} */ (/** @type {unknown} */ (promises));
  const synchronous = /** @type {Record<string, AnyFunction>} */ (/** @type {unknown} */ (fs));
  const { open } = promises;
  promises.open = async (path, ...more) => {
    const opened = await open(path, ...more);
    paths.set(opened, basename(String(path)));
    return opened;
  };
  for (const name of ['rename', 'rm', 'link', 'mkdir']) watch(asynchronous, name);
  for (const name of ['symlinkSync', 'unlinkSync', 'renameSync']) watch(synchronous, name);
  for (const name of ['writeFile', 'sync']) watch(handles, name);
  syncBuiltinESMExports();
  return () => seen;
}
