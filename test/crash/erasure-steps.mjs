// A process that erases, or makes a batch from what is known, in a data directory that is there already, and is killed on the way:
// what it does is the same each time. Its argument is the build's directory; standard input says in which data directory, what it
// does, and at which of its writes it kills itself (0: at none). It prints what it has written, a line each.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { text } from 'node:stream/consumers';
import { watchWrites } from './watched-writes.mjs';

const [, , dist = ''] = process.argv;

/** @param {string[]} path */
const module = (...path) => import(`file://${join(dist, 'src', ...path)}`);
const { loadConfig } = /** @type {typeof import('../../src/config.js')} */ (await module('config.js'));
const { erasePerson } = /** @type {typeof import('../../src/app/erase-person.js')} */ (
  await module('app', 'erase-person.js')
);
const { runRetention } = /** @type {typeof import('../../src/app/retention.js')} */ (
  await module('app', 'retention.js')
);
const { createBatch } = /** @type {typeof import('../../src/batch/create.js')} */ (
  await module('batch', 'create.js')
);

const { data, job, nth } = /** @type {{ data: string, job: string, nth: number }} */ (
  JSON.parse(await text(process.stdin))
);
const seen = await watchWrites(nth);
const app = { config: loadConfig({ ROLLCALL_DATA: data }, data), tell: () => undefined };

if (job === 'erase') {
  const people = [{ number: '11010519491231002X', name: undefined }];
  await erasePerson(app, { people, erase: true, by: 'a clerk' });
} else if (job === 'retention') {
  await runRetention(app, { erase: true, by: 'a worker' });
} else {
  const asked = readFileSync(join(data, `${job}.json`), 'utf8');
  const { atMs, ...request } =
    /** @type {import('../../src/batch/create.js').BatchRequest & { atMs: number }} */ (JSON.parse(asked));
  await createBatch(request, data, atMs);
}
process.stdout.write(seen().join('\n'));
