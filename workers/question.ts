// Puts a recorded answer in question that may be another person's, and tells an operator and the counts.

import type { Attempt } from '../src/domain/attempt.js';
import type { Log } from '../src/log.js';
import type { HeldSlice, Journal } from '../src/journal/journal.js';
import { aboutSlice } from '../src/journal/keys.js';
import type { CallMeter } from '../src/verify/call-meter.js';

interface Parts {
  readonly journal: Pick<Journal, 'question'>;
  readonly meter: Pick<CallMeter, 'inQuestion'>;
  readonly log: Log;
}

/** Never rejects, because no caller waits for it. */
export async function question(
  held: HeldSlice,
  answered: Attempt,
  { journal, meter, log }: Parts,
): Promise<void> {
  const about = { ...aboutSlice(held.name, held.slice), row: answered.row, attempt: answered.attempt };
  meter.inQuestion.first += 1;
  try {
    if (await journal.question(held, answered)) {
      log.warn(about, "another row was answered with this one's session id: its answer is in doubt");
      return;
    }
  } catch (error) {
    log.error({ err: error, ...about }, 'an answer could not be put in doubt');
  }
  meter.inQuestion.first_finished += 1;
  log.error(
    about,
    "another row was answered with this one's session id, and its slice is finished: its outcome may be another person's",
  );
}
