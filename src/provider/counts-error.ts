// Why the provider's figures could not be had, in words that say what to do next.

import { EXIT, UserError } from '../domain/user-error.js';

/**
 * `refused`: the credentials. `dates`: the days asked for. `unavailable`: the service answers and has no figures (yet).
 * `unreachable`: no answer at all.
 */
export type CountsFailure = 'refused' | 'dates' | 'unavailable' | 'unreachable';

export class CountsError extends UserError {
  readonly failure: CountsFailure;

  constructor(failure: CountsFailure, message: string, cause?: unknown) {
    super(message, { exitStatus: failure === 'refused' ? EXIT.halted : EXIT.usage, cause });
    this.failure = failure;
  }
}
