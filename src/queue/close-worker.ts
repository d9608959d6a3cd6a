// Closes a BullMQ worker. On a cluster BullMQ's own closing may wait for ever.

interface BlockingConnection {
  disableBlockingClusterReconnect?(): void;
}

/** What of a worker is used; BullMQ's `Worker` is one. */
export interface ClosableWorker {
  /** Resolves when its jobs have ended and its connections are gone. */
  close(): Promise<void>;
  readonly backend: object;
}

/**
 * BullMQ 6 ends the blocking connection first and waits to hear that it has ended. The call that blocks on it fails by
 * that, and BullMQ's recovery of clusters, which it switches off only later, connects anew at times: then it waits for
 * ever. So the recovery is switched off first. That is no part of BullMQ's interface; a test looks whether it is there.
 */
export async function closeWorker(worker: ClosableWorker): Promise<void> {
  const { blockingConnection } = worker.backend as { readonly blockingConnection?: BlockingConnection };
  blockingConnection?.disableBlockingClusterReconnect?.();
  await worker.close();
}
