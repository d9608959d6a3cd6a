// `npm run bench`: every benchmark, or those that are named: `npm run bench -- whole limit`. Each is a module beside
// this one with a function `bench`, which measures the built program in dist and returns tables. `--help` names the options.

import { parseArgs } from 'node:util';
import * as ingest from './ingest.mjs';
import * as limit from './limit.mjs';
import * as listeners from './listeners.mjs';
import { machine } from './machine.mjs';
import * as memory from './memory.mjs';
import * as people from './people.mjs';
import * as serve from './serve.mjs';
import * as signing from './signing.mjs';
import * as start from './start.mjs';
import { asText } from './table.mjs';
import * as upload from './upload.mjs';
import * as whole from './whole.mjs';

/**
 * @typedef {object} Options
 * @property {number | undefined} rows in the list; undefined: the benchmark's own choice
 * @property {number} rounds
 * @property {number | undefined} seconds undefined: the benchmark's own choice
 * @property {boolean} quick
 * @property {boolean} long
 * @property {string | undefined} service the only one to be called, of those in service.mjs; undefined: each in turn
 * @property {(message: string) => void} say what is being done, for who waits
 */

/** @type {ReadonlyMap<string, (options: Options) => Promise<import('./table.mjs').Table[]>>} */
const BENCHMARKS = new Map([
  ['whole', whole.bench],
  ['ingest', ingest.bench],
  ['memory', memory.bench],
  ['limit', limit.bench],
  ['signing', signing.bench],
  ['people', people.bench],
  ['serve', serve.bench],
  ['listeners', listeners.bench],
  ['upload', upload.bench],
  ['start', start.bench],
]);

const USAGE = `npm run bench -- [${[...BENCHMARKS.keys()].join('|')}]… [options]
  --quick            tries everything on few rows; its figures mean little
  --rounds N         of each contender, in turns (5)
  --rows N           in the list, instead of the benchmark's own choice
  --service NAME     the whole path with one service alone: fast, late or slow
  --seconds N        that \`serve\` is asked two hundred times a second (600)
  --long             adds ten million rows to \`memory\`
  --json             the tables as JSON
`;

/**
 * @param {string} message
 * @returns {never}
 */
function leave(message) {
  process.stderr.write(`${message}\n${USAGE}`);
  process.exit(1);
}

/** @returns what was asked for */
function readArguments() {
  try {
    return parseArgs({ allowPositionals: true, options: OPTIONS });
  } catch (error) {
    return leave(error instanceof Error ? error.message : String(error));
  }
}

const OPTIONS = /** @type {const} */ ({
  rows: { type: 'string' },
  rounds: { type: 'string' },
  seconds: { type: 'string' },
  json: { type: 'boolean', default: false },
  quick: { type: 'boolean', default: false },
  long: { type: 'boolean', default: false },
  service: { type: 'string' },
  help: { type: 'boolean', default: false },
});
const { values, positionals } = readArguments();
if (values.help) {
  process.stdout.write(USAGE);
  process.exit(0);
}
const unknown = positionals.filter((name) => !BENCHMARKS.has(name));
if (unknown.length > 0) leave(`No benchmark is ${unknown.join(', ')}.`);
const options = {
  rows: values.rows === undefined ? undefined : Number(values.rows),
  rounds: Number(values.rounds ?? (values.quick ? 1 : 5)),
  seconds: values.seconds === undefined ? undefined : Number(values.seconds),
  quick: values.quick,
  long: values.long,
  service: values.service,
  say: (/** @type {string} */ message) => process.stderr.write(`${message}\n`),
};
const about = machine();
if (!values.json) process.stdout.write(`${about.date}, ${about.machine}, ${about.versions}\n`);
/** @type {import('./table.mjs').Table[]} */
const tables = [];
for (const [name, bench] of BENCHMARKS) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  for (const table of await bench(options)) {
    tables.push(table);
    if (!values.json) process.stdout.write(`\n${asText(table)}`);
  }
}
if (values.json) process.stdout.write(`${JSON.stringify({ ...about, tables }, undefined, 2)}\n`);
