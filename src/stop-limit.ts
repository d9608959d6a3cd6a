// How long a stop in good order may take. With Redis away, or full, nothing can be recorded, and it would take for ever: then
// it ends as a kill would. Knows no worker.

import { EXIT } from './domain/user-error.js';

/** As long as a silent Redis is waited for before its connection is given up. */
const MARGIN_MS = 15_000;

/**
 * Ends the process when a stop that begins now has not ended in time. Keeps no process alive.
 *
 * @param timeoutMs that a call may take
 * @param beforeExit says so, and ends what else has to end
 * @returns to be called when the stop has ended, where the process goes on with something else
 */
export function limitStop(timeoutMs: number, beforeExit: () => void): () => void {
  const timer = setTimeout(() => {
    beforeExit();
    process.exit(EXIT.stopped);
  }, timeoutMs + MARGIN_MS).unref();
  return () => {
    clearTimeout(timer);
  };
}
