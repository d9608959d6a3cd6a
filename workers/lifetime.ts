// When a worker process ends: told by its parent, by its parent's death, or by a signal.

export interface StoppableWorker {
  /** No new calls; those under way end and are recorded; slices go back to the queue. */
  stop(): Promise<void>;
}

/** Resolves when the worker has stopped. A second signal ends the process at once. */
export async function whenToldToStop(worker: StoppableWorker): Promise<void> {
  await new Promise<void>((resolve) => {
    const tell = (): void => {
      resolve();
    };
    process.once('SIGTERM', tell);
    if (process.send === undefined) {
      process.once('SIGINT', tell);
    } else {
      process.once('message', tell);
      process.once('disconnect', tell);
      process.send('ready');
    }
  });
  await worker.stop();
  if (process.connected) process.disconnect();
}
