// Takes batches that ended before into the index of people at the end of a run: where nobody has a batch worker, nobody else would.
// It takes a moment at most, and is a help and no more.

import { catchUp } from '../batch/people/catch-up.js';
import type { Log } from '../log.js';

const MOST_MS = 5_000;
/** A longer one would not be done in that time, and be begun at every run. */
const MOST_ROWS = 200_000;

export async function indexOlder(dataDirectory: string, log: Pick<Log, 'debug'>): Promise<void> {
  try {
    await catchUp(dataDirectory, {
      signal: AbortSignal.timeout(MOST_MS),
      isWanted: ({ recordEstimate }) => recordEstimate <= MOST_ROWS,
    });
  } catch (error) {
    log.debug({ err: error }, 'older batches are not in the index of people yet');
  }
}
