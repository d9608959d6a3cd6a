// When a worker process ends: told by its parent, by its parent's death, or by a signal. And what of it can be watched.

import { EXIT } from '../src/domain/user-error.js';
import { whenAskedToEnd } from '../src/ending.js';
import type { MetricSource } from '../src/http/exposition.js';
import type { Check } from '../src/http/monitor.js';
import { limitStop } from '../src/stop-limit.js';

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

/**
 * Resolves when the worker has stopped. A second signal ends the process at once.
 *
 * @param limitMs how long a child may take to stop when its parent is gone: then nobody starts a Redis again for it
 */
export async function whenToldToStop(worker: StoppableWorker, limitMs = 0): Promise<void> {
  await new Promise<void>((resolve) => {
    if (process.send === undefined) {
      whenAskedToEnd((again) => {
        if (again) process.exit(EXIT.stopped);
        resolve();
      });
      return;
    }
    process.once('SIGTERM', () => {
      resolve();
    });
    process.once('message', () => {
      resolve();
    });
    const orphaned = (): void => {
      if (limitMs > 0) limitStop(limitMs, () => process.exit(EXIT.stopped));
      resolve();
    };
    process.once('disconnect', orphaned);
    if (process.connected) process.send('ready');
    else orphaned();
  });
  await worker.stop();
  if (process.connected) process.disconnect();
}
