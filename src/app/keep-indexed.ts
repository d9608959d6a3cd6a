// Keeps the index of people whole while a batch worker lives: batches that were made before there was one, or whose worker was
// killed at their end, come into it, and what was purged goes out of it.

import { catchUp } from '../batch/people/catch-up.js';
import type { Log } from '../log.js';

/** What a worker ends itself is in the index at once, so this is for what others have left. */
const LOOK_MS = 600_000;

/** @returns a function that stops, and resolves when nothing is under way any more */
export function keepIndexed(dataDirectory: string, log: Log): () => Promise<void> {
  const stopping = new AbortController();
  const said = new Set<string>();
  const look = async (): Promise<void> => {
    const onBatch = (batch: string, left: number): void => {
      log.info({ batch, left }, 'the batch is brought into the index of people');
    };
    const { unreadable } = await catchUp(dataDirectory, { signal: stopping.signal, onBatch });
    for (const { batch, error } of unreadable) {
      if (!said.has(batch)) log.warn({ batch, why: error.message }, 'the batch can’t be indexed');
      said.add(batch);
    }
  };
  let looking: Promise<void> | undefined;
  const lookOnce = (): void => {
    looking ??= look()
      .catch((error: unknown) => {
        if (!stopping.signal.aborted) log.warn({ err: error }, 'the index of people is not kept');
      })
      .finally(() => {
        looking = undefined;
      });
  };
  lookOnce();
  const timer = setInterval(lookOnce, LOOK_MS);
  return async () => {
    clearInterval(timer);
    stopping.abort();
    await looking;
  };
}
