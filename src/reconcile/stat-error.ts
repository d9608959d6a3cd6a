// Why the provider's figures could not be had, in words that say what to do next.

import { EXIT, UserError } from '../domain/user-error.js';

/**
 * `refused`: the credentials (70001). `dates`: the days asked for (70002). `unavailable`: the service answers and
 * has no figures (70003, HTTP 5xx, unreadable). `unreachable`: no answer at all.
 */
export type StatFailure = 'refused' | 'dates' | 'unavailable' | 'unreachable';

export class StatError extends UserError {
  readonly failure: StatFailure;

  constructor(failure: StatFailure, message: string, cause?: unknown) {
    super(message, { exitStatus: failure === 'refused' ? EXIT.halted : EXIT.usage, cause });
    this.failure = failure;
  }
}
