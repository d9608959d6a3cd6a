// A process that works on an index of people and is killed on the way: what it does, step by step, is the same each time.
// Arguments: the build's directory, a data directory, at which of its writes to files it kills itself (0: at none). It prints
// how many there are.

import fs, { promises } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import process from 'node:process';

const [, , dist = '', data = '', nth = '0'] = process.argv;
let seen = 0;

/** Each side of a write counts. */
function reach() {
  seen += 1;
  if (seen === Number(nth)) process.kill(process.pid, 'SIGKILL');
}

/** @typedef {(this: unknown, ...args: unknown[]) => unknown} AnyFunction */

/** @param {Record<string, AnyFunction>} owner @param {string} name */
function watch(owner, name) {
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
}

const handle = await promises.open(new URL(import.meta.url), 'r');
const handles = /** @type {Record<string, AnyFunction>} */ (Object.getPrototypeOf(handle));
await handle.close();
const asynchronous = /** @type {Record<string, AnyFunction>} */ (/** @type {unknown} */ (promises));
const synchronous = /** @type {Record<string, AnyFunction>} */ (/** @type {unknown} */ (fs));
for (const name of ['rename', 'rm', 'link', 'mkdir']) watch(asynchronous, name);
for (const name of ['symlinkSync', 'unlinkSync', 'renameSync']) watch(synchronous, name);
for (const name of ['writeFile', 'sync']) watch(handles, name);
syncBuiltinESMExports();

/** @param {string} name */
const module = (name) => import(`file://${join(dist, 'src', 'people', name)}`);
const { addBatch, beginAnew, forgetBatches } =
  /** @type {typeof import('../../src/people/index-writer.js')} */ (await module('index-writer.js'));
const { compact } = /** @type {typeof import('../../src/people/compaction.js')} */ (
  await module('compaction.js')
);
const { batchesOf } = await import('./people-index-batches.mjs');

const SORTED_ENTRIES = 4;
for (const { batch, rows } of batchesOf()) {
  const source = async function* () {
    yield await Promise.resolve(rows);
  };
  await addBatch(data, { batch, incarnation: `of ${batch}`, rows: source }, SORTED_ENTRIES);
}
await forgetBatches(data, (batch) => batch === 'b');
await compact(data);
await beginAnew(data);
process.stdout.write(String(seen));
