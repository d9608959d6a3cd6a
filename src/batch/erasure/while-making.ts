// Makes a batch before or after every erasure, never in the middle of one, nor behind one that was cut off: it may take over what
// earlier batches say of people.

import { withLock } from '../../redis/process-lock.js';
import { makingLock } from '../making-lock.js';
import { finishErasure } from './carry-out.js';
import { isErasing, isPending, untilNobodyErases } from './erasing-lock.js';

/** Alone among those who make a batch of this id. */
export async function whileMaking<Result>(
  dataDirectory: string,
  batch: string,
  work: () => Promise<Result>,
): Promise<Result> {
  for (;;) {
    await untilNobodyErases(dataDirectory);
    await finishErasure(dataDirectory);
    // Whoever erases looks for this lock behind its own, and this one looks for that: one of the two sees the other.
    const done = await withLock(makingLock(dataDirectory, batch), async () => {
      if (isErasing(dataDirectory) || isPending(dataDirectory)) return undefined;
      return { result: await work() };
    });
    if (done !== undefined) return done.result;
  }
}
