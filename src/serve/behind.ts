// Work that may take longer than anybody waits for an answer: what was ordered is on record first, and goes on by itself. It knows no
// request.

import type { Log } from '../log.js';
import { within } from '../within.js';
import { Problem } from './problem.js';

/** Most orders are carried out within this time; whoever asks later sees the rest. */
const PATIENCE_MS = 1_500;
/** What is not even on record by then waits for a Redis that is away. */
const ON_RECORD_MS = 10_000;
const ANSWERED_MS = 5_000;
const RETRY_SECONDS = 5;

export class Behind {
  readonly #log: Log;
  readonly #underWay = new Set<Promise<unknown>>();

  constructor(log: Log) {
    this.#log = log;
  }

  /**
   * Resolves when the work is done, or is on record and takes its time.
   *
   * @param work calls `ordered` once a crash could not undo it any more
   * @throws Problem where it is not on record in time, as while Redis is away
   */
  async carryOut(about: object, work: (ordered: () => void) => Promise<unknown>): Promise<void> {
    let ordered: () => void = () => undefined;
    const isOrdered = new Promise<true>((resolve) => {
      ordered = () => {
        resolve(true);
      };
    });
    const done = work(ordered).then(() => true as const);
    if ((await within(PATIENCE_MS, done)) === true) return;
    this.run(about, done);
    if ((await within(ON_RECORD_MS, Promise.race([isOrdered, done]))) === true) return;
    throw new Problem(503, 'unavailable', { retryAfter: RETRY_SECONDS });
  }

  /**
   * What is asked of Redis, which answers at once or is away.
   *
   * @throws Problem where it is away
   */
  async answered<Found>(asked: Promise<Found>): Promise<Found> {
    const found = await within(
      ANSWERED_MS,
      asked.then((value) => ({ value })),
    );
    if (found === undefined) throw new Problem(503, 'unavailable', { retryAfter: RETRY_SECONDS });
    return found.value;
  }

  /** Lets work go on for which nobody waits; its failure is logged. */
  run(about: object, work: Promise<unknown>): void {
    const logged = work.catch((error: unknown) => {
      this.#log.warn({ err: error, ...about }, 'what was ordered could not be carried out');
    });
    this.#underWay.add(logged);
    void logged.finally(() => this.#underWay.delete(logged));
  }

  /** Resolves when nothing is under way any more. */
  async end(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }
}
