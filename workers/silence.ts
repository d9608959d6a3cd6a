// Tells an operator of the silence that the service asks for: once when it begins and once when it is over, however
// many answers asked for it.

import type { Log } from '../src/log.js';

export class Silence {
  /** A shorter silence is not reported. */
  static readonly SAID_MS = 2_000;
  readonly #log: Log;
  #until = 0;
  #end: NodeJS.Timeout | undefined;

  constructor(log: Log) {
    this.#log = log;
  }

  /** @param about the slice whose answer asked for it */
  asked(about: object, pauseMs: number): void {
    const until = Date.now() + pauseMs;
    if (this.#end === undefined) {
      const said = { ...about, until: new Date(until).toISOString() };
      this.#log.info(said, 'the service asks for silence (Retry-After): no call leaves until then');
    }
    this.#until = Math.max(this.#until, until);
    this.#endLater();
  }

  #endLater(): void {
    clearTimeout(this.#end);
    const leftMs = Math.max(0, this.#until - Date.now());
    this.#end = setTimeout(() => {
      this.#end = undefined;
      this.#log.info('the silence that the service asked for is over: calls leave again');
    }, leftMs).unref();
  }
}
