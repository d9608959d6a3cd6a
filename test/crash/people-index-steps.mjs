// A process that works on an index of people and is killed on the way: what it does, step by step, is the same each time.
// Arguments: the build's directory, a data directory, at which of its writes to files it kills itself (0: at none). It prints
// how many there are.

import { join } from 'node:path';
import process from 'node:process';
import { watchWrites } from './watched-writes.mjs';

const [, , dist = '', data = '', nth = '0'] = process.argv;
const seen = await watchWrites(Number(nth));

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
process.stdout.write(String(seen()));
