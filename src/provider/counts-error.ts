// Why the provider's figures could not be had, in words that say what to do next.

import { EXIT, UserError, type ErrorCode } from '../domain/user-error.js';

/**
 * `refused`: the credentials. `dates`: the days asked for. `unavailable`: the service answers and has no figures (yet).
 * `unreachable`: no answer at all.
 */
export type CountsFailure = 'refused' | 'dates' | 'unavailable' | 'unreachable';

const CODES: Readonly<Record<CountsFailure, ErrorCode>> = {
  refused: 'refused-credentials',
  dates: 'invalid-days',
  unavailable: 'unreachable-service',
  unreachable: 'unreachable-service',
};

export class CountsError extends UserError {
  readonly failure: CountsFailure;

  constructor(failure: CountsFailure, message: string, cause?: unknown) {
    super(CODES[failure], message, { exitStatus: failure === 'refused' ? EXIT.halted : EXIT.usage, cause });
    this.failure = failure;
  }
}
