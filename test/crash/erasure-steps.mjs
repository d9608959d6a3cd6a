// A process that erases, or makes a batch from what is known, in a data directory that is there already, and is killed on the way:
// what it does is the same each time. Arguments: the build's directory, the data directory, what it does, at which of its writes it
// kills itself (0: at none). It prints how many there are.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { watchWrites } from './watched-writes.mjs';

const [, , dist = '', data = '', job = '', nth = '0'] = process.argv;
const seen = await watchWrites(Number(nth));

/** @param {string[]} path */
const module = (...path) => import(`file://${join(dist, 'src', ...path)}`);
const { loadConfig } = /** @type {typeof import('../../src/config.js')} */ (await module('config.js'));
const app = { config: loadConfig({ ROLLCALL_DATA: data }, data), tell: () => undefined };

if (job === 'erase') {
  const { erasePerson } = /** @type {typeof import('../../src/app/erase-person.js')} */ (
    await module('app', 'erase-person.js')
  );
  const people = [{ number: '11010519491231002X', name: undefined }];
  await erasePerson(app, { people, erase: true, by: 'a clerk' });
} else if (job === 'retention') {
  const { runRetention } = /** @type {typeof import('../../src/app/retention.js')} */ (
    await module('app', 'retention.js')
  );
  await runRetention(app, { erase: true, by: 'a worker' });
} else {
  const text = readFileSync(join(data, `${job}.json`), 'utf8');
  const { atMs, ...request } =
    /** @type {import('../../src/batch/create.js').BatchRequest & { atMs: number }} */ (JSON.parse(text));
  const { createBatch } = /** @type {typeof import('../../src/batch/create.js')} */ (
    await module('batch', 'create.js')
  );
  await createBatch(request, data, atMs);
}
process.stdout.write(String(seen()));
