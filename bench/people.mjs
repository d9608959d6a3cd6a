// The index of people: how fast batches come into it and segments are merged, how long a list takes to be looked up in it, and
// what it takes of disk and memory. Batches are made-up rows, so reading outcomes.csv is not in it; `ingest` has that.

import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { built } from './built.mjs';
import { inTemporaryDirectory } from './temporary.mjs';

const ROWS = 10_000_000;
const QUICK_ROWS = 100_000;
const BATCH_ROWS = 1_000_000;
const LIST_ROWS = 1_000_000;
const ROWS_AT_ONCE = 500;

/** @param {number} number @returns a person of whom there are as many as rows */
function person(number) {
  return { idNumber: `110101${String(number).padStart(12, '0')}`, name: '韦小宝' };
}

/** @param {number} first @param {number} count */
async function* rowsFrom(first, count) {
  for (let at = 0; at < count; at += ROWS_AT_ONCE) {
    yield await Promise.resolve(
      Array.from({ length: Math.min(ROWS_AT_ONCE, count - at) }, (_, index) => ({
        person: person(first + at + index),
        row: at + index + 1,
        status: /** @type {const} */ ('match'),
        source: /** @type {const} */ ('api'),
        code: '0',
        calledAt: 1_790_000_000_000,
      })),
    );
  }
}

/**
 * Beside the time on the clock, the processor's: on a machine that does other things too, that one holds.
 *
 * @param {() => Promise<unknown>} work
 * @returns {Promise<{ clock: number, processor: number }>} seconds
 */
async function seconds(work) {
  const [start, before] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(before);
  return { clock: (performance.now() - start) / 1000, processor: (user + system) / 1e6 };
}

/** @param {string} directory */
async function bytesIn(directory) {
  const names = await readdir(directory);
  const sizes = await Promise.all(
    names.filter((name) => name.endsWith('.segment')).map((name) => stat(join(directory, name))),
  );
  return sizes.reduce((sum, { size }) => sum + size, 0);
}

/**
 * @param {import('./bench.mjs').Options} options
 * @returns {Promise<import('./table.mjs').Table[]>}
 */
export async function bench({ rows: wanted, quick, say }) {
  const rows = wanted ?? (quick ? QUICK_ROWS : ROWS);
  const { addBatch } = /** @type {typeof import('../src/people/index-writer.js')} */ (
    await built('people/index-writer.js')
  );
  const { compact } = /** @type {typeof import('../src/people/compaction.js')} */ (
    await built('people/compaction.js')
  );
  const { PeopleIndex } = /** @type {typeof import('../src/people/people-index.js')} */ (
    await built('people/people-index.js')
  );
  const { Questions } = /** @type {typeof import('../src/people/questions.js')} */ (
    await built('people/questions.js')
  );
  return inTemporaryDirectory(async (directory) => {
    const size = Math.min(BATCH_ROWS, rows);
    const adding = { clock: 0, processor: 0 };
    const merging = { clock: 0, processor: 0 };
    const add = (/** @type {typeof adding} */ to, /** @type {typeof adding} */ more) => {
      to.clock += more.clock;
      to.processor += more.processor;
    };
    for (let first = 0; first < rows; first += size) {
      const batch = `batch-${first / size}`;
      const count = Math.min(size, rows - first);
      const rowsOf = () => rowsFrom(first, count);
      add(adding, await seconds(() => addBatch(directory, { batch, incarnation: batch, rows: rowsOf })));
      add(merging, await seconds(() => compact(directory)));
      say(`people: ${first + count} rows in ${(adding.clock + merging.clock).toFixed(0)} s`);
    }
    const index = await PeopleIndex.open(directory);
    if (index === undefined) throw new Error('the index is not there');
    const asked = Math.min(LIST_ROWS, rows);
    const questions = new Questions(asked);
    let found = 0;
    const hashing = await seconds(async () => {
      // Half of them are in the index, spread over all of it.
      for (let n = 0; n < asked; n += 1) {
        const number = n % 2 === 0 ? Math.floor((n / asked) * rows) : rows + n;
        questions.add((bytes, at) => index.prints.write(person(number), bytes, at), 'number and name');
      }
      await Promise.resolve();
    });
    const lookingUp = await seconds(() =>
      index.lookUp(questions, () => {
        found += 1;
      }),
    );
    const one = new Questions(1);
    one.add((bytes, at) => index.prints.write(person(Math.floor(rows / 3)), bytes, at), 'number');
    const lookingForOne = await seconds(() => index.lookUp(one, () => undefined));
    index.close();
    if (found !== Math.ceil(asked / 2)) throw new Error(`${found} of ${asked / 2} were found`);
    const bytes = await bytesIn(join(directory, 'people'));
    /** @param {'clock' | 'processor'} by @param {number} of @param {number} list */
    const lineOf = (by, of, list) => ({
      'time of': by,
      rows: of,
      'rows/s added': Math.round(of / adding[by]),
      'rows/s, merged too': Math.round(of / (adding[by] + merging[by])),
      'bytes a row': bytes / of,
      list,
      'its hashes, s': hashing[by],
      'looked up, s': lookingUp[by],
      'one person, ms': lookingForOne[by] * 1000,
      'memory, MiB': process.resourceUsage().maxRSS / 1024,
    });
    return [
      {
        title: 'The index of people',
        notes: ['built in batches of up to a million rows; a list of which half is known is looked up in it'],
        lines: [lineOf('clock', rows, asked), lineOf('processor', rows, asked)],
      },
    ];
  });
}
