// Closes a BullMQ worker whatever its blocking connection does at that moment.

import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_MS = 500;

interface BlockingClient {
  disconnect(): unknown;
  emit(event: 'end'): unknown;
}

/** What of a worker is used; BullMQ's `Worker` is one. */
export interface ClosableWorker {
  /** Resolves when its jobs have ended and its connections are gone. */
  close(): Promise<void>;
  /** The client of BullMQ's blocking connection, which is one of ioredis. */
  readonly backend: { readonly blockingClient: Promise<unknown> | undefined };
}

/**
 * BullMQ 6 ends the blocking connection first and waits to hear that it has ended. The call that blocks on it fails by
 * that, upon which BullMQ connects a cluster anew at times; and ioredis never says that a cluster has ended of which no
 * node was left to part from. BullMQ would wait for ever: so it is ended again, and BullMQ is told.
 */
export async function closeWorker(worker: ClosableWorker, lookMs = LOOK_MS): Promise<void> {
  const closed = worker.close().then(() => true);
  const blocking = await worker.backend.blockingClient?.catch(() => undefined);
  const client = blocking as BlockingClient | undefined;
  while (!(await Promise.race([closed, sleep(lookMs, false)]))) {
    client?.disconnect();
    client?.emit('end');
  }
}
