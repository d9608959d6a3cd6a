// A slice that goes back because a row's next attempt is some time off, as an operator hears of it: now and then, with
// the reason and the end. Knows no queue.

import type { Attempt } from '../src/domain/attempt.js';
import { atMostEvery, type Log } from '../src/log.js';

const SAID_EVERY_MS = 30_000;
const WORTH_SAYING_MS = 5_000;

export class PutBack {
  readonly #say: (wait: object) => void;

  constructor(log: Log) {
    this.#say = atMostEvery(SAID_EVERY_MS, (wait) => {
      log.info(wait, 'a row waits for its next attempt: its slice goes back until then');
    });
  }

  /** @param after the call whose end is waited after, if it is one */
  until(about: object, { at, after }: { readonly at: number; readonly after?: Attempt }): void {
    if (after === undefined || at - Date.now() < WORTH_SAYING_MS) return;
    this.#say({ ...about, until: new Date(at).toISOString(), reason: reasonOf(after) });
  }
}

function reasonOf({ code, httpStatus, result }: Attempt): string {
  if (code !== undefined) return `code ${code}`;
  if (httpStatus !== undefined) return `HTTP ${httpStatus}`;
  return result === 'refused' ? 'not sent' : 'no answer';
}
