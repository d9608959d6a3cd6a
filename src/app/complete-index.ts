// Brings what is missing into the index of people before it is relied upon: whoever asks that nobody be paid for twice must not
// miss a batch that ended a moment ago.

import { catchUp, type CaughtUp } from '../batch/people/catch-up.js';
import { inEnglish } from '../words/catalogue.js';
import type { App } from './app.js';

/**
 * @returns the batches that could not be taken in, and why
 * @throws UserError where the index is damaged
 */
export async function completeIndex({ config: { dataDir }, tell }: App): Promise<CaughtUp['unreadable']> {
  const onBatch = (batch: string, left: number): void => {
    // A few take no time worth a word.
    if (left === 0) return;
    tell({ kind: 'warning', message: inEnglish(({ people }) => people.indexing({ batch, left })) });
  };
  const { unreadable } = await catchUp(dataDir, { onBatch });
  for (const { batch, error } of unreadable) {
    const message = inEnglish(({ people }) => people.notIndexed({ batch, why: error.message }));
    tell({ kind: 'warning', message });
  }
  return unreadable;
}
