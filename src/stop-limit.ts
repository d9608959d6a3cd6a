// Limits how long an orderly stop may take: while Redis is away or full, nothing can be recorded, and it would never
// end. It knows no worker, and ends no process.

/** Equal to the time after which a connection to a silent Redis is given up. */
const MARGIN_MS = 15_000;

/**
 * Calls `onOverdue` when a stop that begins now has not ended in time, so that the caller ends the process as by a
 * kill. It does not keep the process alive.
 *
 * @param timeoutMs that a call may take
 * @returns a function for the stop's end, where the process goes on with something else
 */
export function limitStop(timeoutMs: number, onOverdue: () => void): () => void {
  const timer = setTimeout(onOverdue, timeoutMs + MARGIN_MS).unref();
  return () => {
    clearTimeout(timer);
  };
}
