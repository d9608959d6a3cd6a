// Tells an operator that a slice goes back because a row has to wait for its next attempt: now and then, with the
// reason and the time. It knows no queue.

import type { Attempt } from '../src/domain/attempt.js';
import type { CallMeter } from '../src/verify/call-meter.js';
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

  /** @param after the failed call before the wait, where the wait has one */
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

/** The calls of a process for its log: how many are under way, and why the last one that failed did so. */
export function callsOf(meter: Pick<CallMeter, 'inFlight' | 'lastFailure'>) {
  return {
    underWay: () => meter.inFlight,
    failure: () => meter.lastFailure && reasonOf(meter.lastFailure),
  };
}
