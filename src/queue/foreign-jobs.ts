// A worker that meets what it can't work on leaves it to others: it puts it back, says so now and then, and keeps away
// from the queue for a while, the longer the more of it comes in a row, so that it isn't in the others' way.

import type { SliceAbout } from '../journal/keys.js';
import { atMostEvery } from '../log.js';
import { SAID_EVERY_MS } from './worker-rules.js';

/** What of a BullMQ worker is used. */
export interface Pausable {
  pause(doNotWaitActive: boolean): Promise<void>;
  resume(): Promise<void>;
}

const FIRST_REST_MS = 100;
const LONGEST_REST_MS = 5_000;

export class ForeignJobs {
  readonly #worker: Pausable;
  readonly #say: (error: Error, about?: SliceAbout) => void;
  #restMs = FIRST_REST_MS;
  #paused = false;

  constructor(worker: Pausable, say: (error: Error, about?: SliceAbout) => void) {
    this.#worker = worker;
    this.#say = atMostEvery(SAID_EVERY_MS, say, ({ message }) => message);
  }

  /** It is for somebody else. */
  backOff(why: Error, about: SliceAbout): void {
    this.#say(why, about);
    if (this.#paused) return;
    this.#paused = true;
    void this.#worker.pause(true);
    setTimeout(() => {
      this.#paused = false;
      void this.#worker.resume();
    }, this.#restMs).unref();
    this.#restMs = Math.min(LONGEST_REST_MS, 2 * this.#restMs);
  }

  /** It can work on this one. */
  goOn(): void {
    this.#restMs = FIRST_REST_MS;
  }
}
