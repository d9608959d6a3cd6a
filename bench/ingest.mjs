// Ingest beside csv-parse alone, on the same lists of made-up people: how fast rows come out read, pre-checked and held
// against each other, and how fast with the copying before.

import { createReadStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parse } from 'csv-parse';
import { built } from './built.mjs';
import { FORMS, writeList } from './long-lists.mjs';
import { median, timedInTurns } from './rounds.mjs';

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

/** @param {{ rows: number, rounds: number }} options */
export async function bench({ rows, rounds }) {
  for (const form of FORMS) {
    const directory = await mkdtemp(join(tmpdir(), 'rollcall-bench-'));
    try {
      await benchForm(directory, form, rows, rounds);
    } finally {
      await rm(directory, { recursive: true });
    }
  }
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
  const seconds = await timedInTurns(rounds, {
    'csv-parse': () => parsed(list, encoding),
    'rows of a copied list': () => read(copy, encoding),
    'copying and rows': async () => {
      await copyList(createReadStream(list), copy, {});
      await read(copy, encoding);
    },
  });
  const megabytes = ((await stat(list)).size / 1e6).toFixed(1);
  process.stdout.write(`  ${form.name}: ${rows} rows, ${megabytes} MB\n`);
  report(seconds, rows);
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
 * @param {import('../src/ingest/list.js').Encoding} encoding
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
 */
function report(seconds, rows) {
  const base = seconds['csv-parse'] ?? [];
  for (const [name, times] of Object.entries(seconds)) {
    const ratios = times.map((time, round) => (base[round] ?? 0) / time);
    const speed = Math.round(rows / median(times)).toLocaleString('en-US');
    const spread = `${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}`;
    process.stdout.write(
      `    ${name.padEnd(22)} ${speed.padStart(11)} rows/s   ${median(ratios).toFixed(2)} of csv-parse's speed (${spread})\n`,
    );
  }
}
