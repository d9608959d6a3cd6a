// When a worker process ends: told by its parent, by its parent's death, or by a signal. And what of it can be watched.

import type { MetricSource } from '../src/server/exposition.js';
import type { Check } from '../src/server/monitor.js';

export interface StoppableWorker {
  /** No new calls; those under way end and are recorded; slices go back to the queue. */
  stop(): Promise<void>;
}

export interface WatchedWorker extends StoppableWorker {
  readonly sources: readonly MetricSource[];
  readonly checks: readonly Check[];
  /** The accounts that it works for, as they are called in Redis. */
  readonly accounts: () => readonly string[];
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
