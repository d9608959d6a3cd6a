// Counts a process's writes to files, and kills it at one of them: for processes that do the same each time. Each side of a write
// counts, so that it is killed before and after.

import fs, { promises } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import process from 'node:process';

/** @typedef {(this: unknown, ...args: unknown[]) => unknown} AnyFunction */

/**
 * Must come before what writes is imported.
 *
 * @param {number} nth at which it is killed; 0: at none
 * @returns {Promise<() => number>} how many there were so far
 */
export async function watchWrites(nth) {
  let seen = 0;
  const reach = () => {
    seen += 1;
    if (seen === nth) process.kill(process.pid, 'SIGKILL');
  };
  /** @param {Record<string, AnyFunction>} owner @param {string} name */
  const watch = (owner, name) => {
    const original = /** @type {AnyFunction} */ (owner[name]);
    owner[name] = function (...args) {
      reach();
      const done = original.apply(this, args);
      if (!(done instanceof Promise)) {
        reach();
        return done;
      }
      return done.finally(reach);
    };
  };
  const handle = await promises.open(new URL(import.meta.url), 'r');
  const handles = /** @type {Record<string, AnyFunction>} */ (Object.getPrototypeOf(handle));
  await handle.close();
  const asynchronous = /** @type {Record<string, AnyFunction>} */ (/** @type {unknown} */ (promises));
  const synchronous = /** @type {Record<string, AnyFunction>} */ (/** @type {unknown} */ (fs));
  for (const name of ['rename', 'rm', 'link', 'mkdir']) watch(asynchronous, name);
  for (const name of ['symlinkSync', 'unlinkSync', 'renameSync']) watch(synchronous, name);
  for (const name of ['writeFile', 'sync']) watch(handles, name);
  syncBuiltinESMExports();
  return () => seen;
}
