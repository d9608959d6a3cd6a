// A process that brings about an event of webhooks and tries to tell it, and is killed on the way: what it does, step by step, is the
// same each time. Arguments: the build's directory, a data directory, at which of its writes to files it kills itself (0: at
// none). It prints how many there are. What is sent is written into the file `sent`, a line each.

import fs, { promises } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import process from 'node:process';

const [, , dist = '', data = '', nth = '0'] = process.argv;
let seen = 0;

/** Each side of a write counts. */
function reach() {
  seen += 1;
  if (seen === Number(nth)) process.kill(process.pid, 'SIGKILL');
}

/** @typedef {(this: unknown, ...args: unknown[]) => unknown} AnyFunction */

/** @param {Record<string, AnyFunction>} owner @param {string} name */
function watch(owner, name) {
  const original = /** @type {AnyFunction} */ (owner[name]);
  owner[name] = function (...args) {
    reach();
    const done = original.apply(this, args);
    if (!(done instanceof Promise)) {
      reach();
      return done;
    }
    return done.finally(reach);
  };
}

const handle = await promises.open(new URL(import.meta.url), 'r');
const handles = /** @type {Record<string, AnyFunction>} */ (Object.getPrototypeOf(handle));
await handle.close();
const asynchronous = /** @type {Record<string, AnyFunction>} */ (/** @type {unknown} */ (promises));
const synchronous = /** @type {Record<string, AnyFunction>} */ (/** @type {unknown} */ (fs));
for (const name of ['open', 'rename', 'rm', 'link']) watch(asynchronous, name);
for (const name of ['symlinkSync', 'unlinkSync']) watch(synchronous, name);
for (const name of ['writeFile', 'sync']) watch(handles, name);
syncBuiltinESMExports();

/** @param {string} name */
const module = (name) => import(`file://${join(dist, 'src', name)}`);
const { announcing } = /** @type {typeof import('../../src/webhooks/announce.js')} */ (
  await module('webhooks/announce.js')
);
const { Deliverer } = /** @type {typeof import('../../src/webhooks/deliverer.js')} */ (
  await module('webhooks/deliverer.js')
);
const { openDeliveries } = /** @type {typeof import('../../src/webhooks/delivery-store.js')} */ (
  await module('webhooks/delivery-store.js')
);
const { writeJson } = /** @type {typeof import('../../src/files/durable.js')} */ (
  await module('files/durable.js')
);
const { createLog } = /** @type {typeof import('../../src/log.js')} */ (await module('log.js'));
const { eventOf } = await import('./webhooks-event.mjs');

await announcing({ dataDirectory: data, onProblem: fail }, eventOf(), () =>
  writeJson(join(data, 'state.json'), 'owner', { state: 'completed' }),
);
const deliverer = new Deliverer({
  dataDirectory: data,
  log: createLog('silent'),
  nowMs: Date.now,
  stopping: new AbortController().signal,
  post: async ({ headers }) => {
    fs.appendFileSync(join(data, 'sent'), `${headers['webhook-id']}\n`);
    return { status: 200, retryAfter: undefined, body: '' };
  },
});
for (const id of await openDeliveries(data)) await deliverer.try(id);
process.stdout.write(String(seen));

/** @param {unknown} error */
function fail(error) {
  throw error;
}
