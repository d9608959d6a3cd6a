// Tells trouble with a connection, which mends itself by reconnecting, from faults.

import { isNoRoom } from './room.js';

const CODES: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/** A slice whose lock is gone is somebody else's now, or soon: its epoch sees to that. */
const LOST_LOCK = /^(could not renew lock|Missing lock) for job /;
const NO_ROOM_SAID_MS = 10_000;

/**
 * A listener for `error` events that hands on faults alone: who is away is said once, by the access to Redis, and a
 * full Redis now and then, although BullMQ meets it many times a second.
 */
export function faultsOnly<About extends unknown[]>(
  onFault: (error: Error, ...about: About) => void,
): (error: Error, ...about: About) => void {
  let saidAt = -Infinity;
  return (error, ...about) => {
    if (LOST_LOCK.test(error.message)) return;
    if (isNoRoom(error)) {
      if (Date.now() - saidAt < NO_ROOM_SAID_MS) return;
      saidAt = Date.now();
    }
    const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
    if (!CODES.has(code) && error.message !== 'Connection is closed.') onFault(error, ...about);
  };
}
