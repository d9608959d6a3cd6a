// Ends a worker process when its parent says so, when its parent dies, or on a signal. It also says what of a worker
// can be watched.

import { EXIT } from '../src/domain/user-error.js';
import { whenAskedToEnd } from '../src/ending.js';
import type { MetricSource } from '../src/http/exposition.js';
import type { Check } from '../src/http/monitor.js';
import { limitStop } from '../src/stop-limit.js';

export interface StoppableWorker {
  /** Begins no new call; calls under way end and are recorded, and slices go back to the queue. */
  stop(): Promise<void>;
}

export interface WatchedWorker extends StoppableWorker {
  readonly sources: readonly MetricSource[];
  readonly checks: readonly Check[];
  /** The accounts for which it works, by their names in Redis. */
  readonly accounts: () => readonly string[];
  /** Of a worker that calls: how many calls are under way, and why the last one failed. */
  readonly calls?: { readonly underWay: () => number; readonly failure: () => string | undefined };
}

/**
 * Resolves when the worker has stopped. A second signal ends the process at once.
 *
 * @param parent what a parent says, where one is listened to; else any message of it is the word to stop
 * @param parent.limitMs how long a child may take to stop when its parent is gone: then nobody starts a Redis again for it
 */
export async function whenToldToStop(
  worker: StoppableWorker,
  { limitMs = 0, toldToStop }: { readonly limitMs?: number; readonly toldToStop?: Promise<void> } = {},
): Promise<void> {
  await new Promise<void>((resolve) => {
    if (process.send === undefined) {
      whenAskedToEnd((again) => {
        if (again) process.exit(EXIT.stopped);
        resolve();
      });
      return;
    }
    const onStop = (): void => {
      resolve();
    };
    process.once('SIGTERM', onStop);
    if (toldToStop === undefined) process.once('message', onStop);
    else void toldToStop.then(onStop);
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
