// Ingest beside csv-parse alone, on the same list of made-up people: how fast rows come out read, pre-checked and held
// against each other, and how fast with the copying before.

import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parse } from 'csv-parse';
import { built } from './built.mjs';
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
const { peopleCsv } = /** @type {typeof import('../src/simulator/people.js')} */ (
  await built('simulator/people.js')
);

/** @type {import('../src/ingest/list.js').RowRules} */
const RULES = { precheck: 'reject', dedupe: true, asOf: '2026-11-24', version: 1 };

/** @param {{ rows: number, rounds: number }} options */
export async function bench({ rows, rounds }) {
  const directory = await mkdtemp(join(tmpdir(), 'rollcall-bench-'));
  try {
    const list = join(directory, 'list.csv');
    await pipeline(
      Readable.from(peopleCsv({ seed: 1, count: rows, mix: 'fixture' })),
      createWriteStream(list),
    );
    const copy = join(directory, 'copy');
    const { encoding } = await copyList(createReadStream(list), copy, {});
    const seconds = await timedInTurns(rounds, {
      'csv-parse': () => parsed(list),
      'rows of a copied list': () => read(copy, encoding),
      'copying and rows': async () => {
        await copyList(createReadStream(list), copy, {});
        await read(copy, encoding);
      },
    });
    report(seconds, rows, (await stat(list)).size);
  } finally {
    await rm(directory, { recursive: true });
  }
}

/** @param {string} path */
async function parsed(path) {
  let records = 0;
  const parser = createReadStream(path).pipe(parse({ relax_column_count: true, relax_quotes: true }));
  parser.on('readable', () => {
    while (parser.read() !== null) records++;
  });
  await new Promise((resolve, reject) => parser.on('end', resolve).on('error', reject));
  return records;
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
 * @param {number} bytes
 */
function report(seconds, rows, bytes) {
  const base = seconds['csv-parse'] ?? [];
  process.stdout.write(`  ${rows} rows, ${(bytes / 1e6).toFixed(1)} MB\n`);
  for (const [name, times] of Object.entries(seconds)) {
    const ratios = times.map((time, round) => (base[round] ?? 0) / time);
    const speed = Math.round(rows / median(times)).toLocaleString('en-US');
    const spread = `${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}`;
    process.stdout.write(
      `  ${name.padEnd(22)} ${speed.padStart(11)} rows/s   ${median(ratios).toFixed(2)} of csv-parse's speed (${spread})\n`,
    );
  }
}
