// Backs off from jobs that this worker can't work on: it puts such a job back, reports it now and then, and pauses its
// fetching, the longer the more of such jobs come one after another. So it leaves the queue to workers that can.

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

  /** A job came that is for another worker. */
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

  /** A job came that this worker can work on. */
  goOn(): void {
    this.#restMs = FIRST_REST_MS;
  }
}
