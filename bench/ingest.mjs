// Ingest beside csv-parse alone, on the same lists of made-up people: how fast rows come out read, pre-checked and held
// against each other, and how fast with the copying before.

import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parse } from 'csv-parse';
import { built } from './built.mjs';
import { FORMS, writeList } from './long-lists.mjs';
import { inTurns, median } from './rounds.mjs';
import { inTemporaryDirectory } from './temporary.mjs';

const { copyList } = /** @type {typeof import('../src/ingest/copy-list.js')} */ (
  await built('ingest/copy-list.js')
);
const { findFormat } = /** @type {typeof import('../src/ingest/list-format.js')} */ (
  await built('ingest/list-format.js')
);
const { readRows } = /** @type {typeof import('../src/ingest/read-rows.js')} */ (
  await built('ingest/read-rows.js')
);
/** @type {import('../src/ingest/list.js').RowRules} */
const RULES = { precheck: 'reject', dedupe: true, asOf: '2026-11-24', version: 1 };

const ROWS = 300_000;
const QUICK_ROWS = 2000;

/** @param {import('./bench.mjs').Options} options */
export async function bench({ rows, rounds, quick, say }) {
  const count = rows ?? (quick ? QUICK_ROWS : ROWS);
  return inTemporaryDirectory(async (directory) => {
    const tables = [];
    for (const form of FORMS) {
      say(`Ingest: ${form.name}`);
      tables.push(await benchForm(directory, form, count, rounds));
    }
    return tables;
  });
}

/**
 * @param {string} directory
 * @param {import('./long-lists.mjs').Form} form
 * @param {number} rows
 * @param {number} rounds
 */
async function benchForm(directory, form, rows, rounds) {
  const list = join(directory, 'list.csv');
  const copy = join(directory, 'copy');
  await writeList(list, rows, form);
  const { encoding } = await copyList(createReadStream(list), copy, {});
  const things = {
    'csv-parse': () => timed(() => parsed(list, encoding)),
    'rows of a copied list': () => timed(() => read(copy, encoding)),
    'copying and rows': () =>
      timed(async () => {
        await copyList(createReadStream(list), copy, {});
        await read(copy, encoding);
      }),
  };
  // To warm up.
  await inTurns(1, things);
  const seconds = await inTurns(rounds, things);
  const megabytes = (await stat(list)).size / 1e6;
  const notes = [
    `${rows} rows, ${megabytes.toFixed(1)} MB, median of ${rounds} rounds in turns`,
    "rows: read, pre-checked, held against each other; share: of csv-parse's speed",
  ];
  const title = `Ingest beside csv-parse alone: ${form.name}`;
  return { title, notes, lines: linesOf(seconds, rows, megabytes) };
}

/** @param {() => Promise<unknown>} task */
async function timed(task) {
  const start = performance.now();
  await task();
  return (performance.now() - start) / 1000;
}

/**
 * csv-parse reads no GB18030: then the platform's decoder stands before it.
 *
 * @param {string} path
 * @param {string} encoding
 */
async function parsed(path, encoding) {
  let records = 0;
  const parser = parse({ relax_column_count: true, relax_quotes: true });
  parser.on('readable', () => {
    while (parser.read() !== null) records++;
  });
  const source = createReadStream(path);
  await (encoding === 'utf-8'
    ? pipeline(source, parser)
    : pipeline(source, (chunks) => decoded(chunks, encoding), parser));
  return records;
}

/**
 * @param {AsyncIterable<Buffer>} chunks
 * @param {string} encoding
 */
async function* decoded(chunks, encoding) {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
}

/**
 * @param {string} path
 * @param {import('../src/ingest/encoding/encodings.js').Encoding} encoding
 */
async function read(path, encoding) {
  const format = await findFormat(path, { encoding, header: true, sourceName: path });
  let rows = 0;
  for await (const some of readRows(path, format, RULES)) rows += some.length;
  return rows;
}

/**
 * @param {Record<string, number[]>} seconds
 * @param {number} rows
 * @param {number} megabytes
 * @returns {import('./table.mjs').Line[]}
 */
function linesOf(seconds, rows, megabytes) {
  const base = seconds['csv-parse'] ?? [];
  return Object.entries(seconds).map(([what, times]) => {
    const shares = times.map((time, round) => (base[round] ?? 0) / time);
    return {
      what,
      'MB/s': megabytes / median(times),
      'rows/s': Math.round(rows / median(times)),
      share: median(shares),
      'lowest share': Math.min(...shares),
      'highest share': Math.max(...shares),
    };
  });
}
