// Preloaded into processes under test by `NODE_OPTIONS=--import …`, never part of a build: moves the clock of the process
// by CLOCK_AHEAD_MS, so that a test need not wait for another day. Timers and Redis keep their own time.

import process from 'node:process';

const aheadMs = Number(process.env['CLOCK_AHEAD_MS'] ?? 0);
const Real = Date;
const now = () => Real.now() + aheadMs;

// A proxy, as dates that Node makes by itself must still be instances of it.
globalThis.Date = new Proxy(Real, {
  construct: (target, args, self) =>
    /** @type {object} */ (Reflect.construct(target, args.length === 0 ? [now()] : args, self)),
  apply: (Target) => new Target(now()).toString(),
  get: (target, name) => (name === 'now' ? now : /** @type {unknown} */ (Reflect.get(target, name))),
});
