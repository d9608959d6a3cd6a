// Closes a BullMQ worker whatever its blocking connection does at that moment.

import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_MS = 500;

interface BlockingClient {
  disconnect(): unknown;
}

/** What of a worker is used; BullMQ's `Worker` is one. */
export interface ClosableWorker {
  /** Resolves when its jobs have ended and its connections are gone. */
  close(): Promise<void>;
  readonly backend: { readonly blockingClient: Promise<BlockingClient> | undefined };
}

/**
 * BullMQ 6 ends the blocking connection first and waits to hear that it has ended. The call that blocks on it fails by
 * that, upon which BullMQ connects a cluster anew at times, and would wait for ever: so it is ended until that has worked.
 */
export async function closeWorker(worker: ClosableWorker, lookMs = LOOK_MS): Promise<void> {
  const closed = worker.close().then(() => true);
  const client = await worker.backend.blockingClient?.catch(() => undefined);
  while (!(await Promise.race([closed, sleep(lookMs, false)]))) client?.disconnect();
}
