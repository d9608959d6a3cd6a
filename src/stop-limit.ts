// How long a stop in good order may take. With Redis away, or full, nothing can be recorded, and it would take for ever.
// Knows no worker, and ends no process.

/** As long as a silent Redis is waited for before its connection is given up. */
const MARGIN_MS = 15_000;

/**
 * Tells when a stop that begins now has not ended in time: then the process is to end as by a kill. Keeps no process alive.
 *
 * @param timeoutMs that a call may take
 * @returns to be called when the stop has ended, where the process goes on with something else
 */
export function limitStop(timeoutMs: number, onOverdue: () => void): () => void {
  const timer = setTimeout(onOverdue, timeoutMs + MARGIN_MS).unref();
  return () => {
    clearTimeout(timer);
  };
}
