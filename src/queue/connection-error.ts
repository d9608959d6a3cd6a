// Tells trouble with a connection, which mends itself by reconnecting, from faults.

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

/** A listener for `error` events that hands on faults alone: who is away is said once, by the access to Redis. */
export function faultsOnly(onFault: (error: Error) => void): (error: Error) => void {
  return (error) => {
    const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
    if (!CODES.has(code) && error.message !== 'Connection is closed.') onFault(error);
  };
}
