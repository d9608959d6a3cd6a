// Tells trouble with a connection, which mends itself by reconnecting, from faults.

import { refusalOf } from './refusal.js';

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

/**
 * A slice whose lock is gone is somebody else's now, or soon: its epoch sees to that. One that is gone altogether was lost
 * by Redis, which the batch's owner says and mends.
 */
const LOST_LOCK = /^(could not renew lock|Missing (lock|key)|Lock mismatch) for job /;

/** On purpose: what was under way on it is not sent again. */
export function isClosed(error: unknown): boolean {
  return error instanceof Error && error.message === 'Connection is closed.';
}

/** A listener for `error` events that hands on faults alone: what ails Redis is said once, by the access to it. */
export function faultsOnly<About extends unknown[]>(
  onFault: (error: Error, ...about: About) => void,
): (error: Error, ...about: About) => void {
  return (error, ...about) => {
    if (LOST_LOCK.test(error.message) || refusalOf(error) !== undefined) return;
    const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
    if (!CODES.has(code) && !isClosed(error)) onFault(error, ...about);
  };
}
