// A process that works on an index of people and is killed on the way: what it does, step by step, is the same each time.
// Its argument is the build's directory; standard input says in which data directory, and at which of its writes to files it
// kills itself (0: at none). It prints what it has written, a line each.

import { join } from 'node:path';
import process from 'node:process';
import { text } from 'node:stream/consumers';
import { batchesOf, ERASED } from './people-index-batches.mjs';
import { watchWrites } from './watched-writes.mjs';

const [, , dist = ''] = process.argv;

/** @param {string} name */
const module = (name) => import(`file://${join(dist, 'src', 'people', name)}`);
const { addBatch, beginAnew, forgetBatches } =
  /** @type {typeof import('../../src/people/index-writer.js')} */ (await module('index-writer.js'));
const { compact } = /** @type {typeof import('../../src/people/compaction.js')} */ (
  await module('compaction.js')
);
const { eraseEntries } = /** @type {typeof import('../../src/people/erase-entries.js')} */ (
  await module('erase-entries.js')
);

const { data, nth } = /** @type {{ data: string, nth: number }} */ (JSON.parse(await text(process.stdin)));
const seen = await watchWrites(nth);
const SORTED_ENTRIES = 4;
for (const { batch, rows } of batchesOf()) {
  const source = async function* () {
    yield await Promise.resolve(rows);
  };
  await addBatch(data, { batch, incarnation: `of ${batch}`, rows: source }, SORTED_ENTRIES);
}
await forgetBatches(data, (batch) => batch === 'b');
await eraseEntries(data, ({ batch }) => (batch === ERASED.batch ? (row) => ERASED.rows.has(row) : undefined));
await compact(data);
await beginAnew(data);
process.stdout.write(seen().join('\n'));
