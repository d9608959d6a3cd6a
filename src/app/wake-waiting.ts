// Lets batches that wait for another day go on when it has come: when a worker starts, and while it lives.

import { WaitingBatches } from '../batch/run/waiting-batches.js';
import type { Log } from '../log.js';
import type { BatchQueue } from '../queue/batch-queue.js';

const LOOK_MS = 10_000;
/** The provider's clock may be behind ours, so its day may still be the one before for this long. */
const MARGIN_MS = 5_000;

/** @returns a function that stops looking */
export function wakeWaiting(dataDirectory: string, queue: BatchQueue, log: Log): () => void {
  const waiting = new WaitingBatches(dataDirectory);
  const look = async (): Promise<void> => {
    for (const { batch, priority } of await waiting.due(Date.now() - MARGIN_MS)) {
      if (await queue.has(batch)) continue;
      log.info({ batch }, 'the day that the batch waited for has come: it goes on');
      await queue.add(batch, priority);
    }
  };
  let looking = false;
  const lookOnce = (): void => {
    if (looking) return;
    looking = true;
    void look()
      // While Redis is away nothing is done; the next look comes soon.
      .catch(() => undefined)
      .finally(() => {
        looking = false;
      });
  };
  lookOnce();
  const timer = setInterval(lookOnce, LOOK_MS);
  return () => {
    clearInterval(timer);
  };
}
