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
 * Where a slice's lock is gone, another worker has the slice or soon will, and the slice's epoch guards it. Where the
 * job is gone altogether, Redis has lost it, and the batch's owner reports and mends that.
 */
const LOST_LOCK = /^(could not renew lock|Missing (lock|key)|Lock mismatch) for job /;

/** Whether the connection was closed on purpose, so that its commands are not sent again. */
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
