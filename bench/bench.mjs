// `npm run bench`: every benchmark, or those that are named: `npm run bench -- ingest --rows 1000000`. Each is a module
// beside this one with a function `bench`; they measure the built program in dist.

import { parseArgs } from 'node:util';
import * as ingest from './ingest.mjs';

/** @type {ReadonlyMap<string, (options: { rows: number, rounds: number }) => Promise<void>>} */
const BENCHMARKS = new Map([['ingest', ingest.bench]]);

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rows: { type: 'string', default: '300000' }, rounds: { type: 'string', default: '5' } },
});
const unknown = positionals.filter((name) => !BENCHMARKS.has(name));
if (unknown.length > 0) {
  process.stderr.write(
    `No benchmark is ${unknown.join(', ')}. There are: ${[...BENCHMARKS.keys()].join(', ')}.\n`,
  );
  process.exit(1);
}
for (const [name, bench] of BENCHMARKS) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  process.stdout.write(`${name}\n`);
  await bench({ rows: Number(values.rows), rounds: Number(values.rounds) });
}
