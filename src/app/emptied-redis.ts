// Restores schedules and queued batches in a Redis that has lost the data directory: when a worker starts, and while it
// lives.

import { neverTaken } from '../batch/run/never-taken.js';
import type { Log } from '../log.js';
import type { BatchQueue } from '../queue/batch-queue.js';
import { restoreSchedules } from '../schedule/jobs.js';
import type { SchedulePorts } from '../schedule/ports.js';

const LOOK_MS = 5_000;

/** @returns a function that stops looking */
export async function restoreWhenEmptied(
  dataDirectory: string,
  queue: BatchQueue,
  ports: SchedulePorts,
  log: Log,
): Promise<() => void> {
  await restoreSchedules(ports);
  const look = async (): Promise<void> => {
    if (await queue.isKnown()) return;
    await restoreSchedules(ports);
    for (const { batch, priority } of await neverTaken(dataDirectory)) {
      if (await queue.has(batch)) continue;
      log.warn({ batch }, 'the queued batch was not in Redis: it is put back');
      await queue.add(batch, priority);
    }
    await queue.sayKnown();
  };
  await look();
  let looking = false;
  const timer = setInterval(() => {
    if (looking) return;
    looking = true;
    void look()
      // While Redis is away nothing is done; the next look comes soon.
      .catch(() => undefined)
      .finally(() => {
        looking = false;
      });
  }, LOOK_MS);
  return () => {
    clearInterval(timer);
  };
}
