// Why the provider's figures could not be had, in words that say what to do next.

import { EXIT, UserError, type ErrorCode } from '../domain/user-error.js';
import type { Say } from '../words/words.js';

/**
 * `credentials`: the credentials are not accepted. `dates`: the days are not. `unavailable`: the service answers and has no
 * figures (yet). `unreachable`: it does not answer.
 */
export type CountsFailure = 'credentials' | 'dates' | 'unavailable' | 'unreachable';

const CODES: Readonly<Record<CountsFailure, ErrorCode>> = {
  credentials: 'refused-credentials',
  dates: 'invalid-days',
  unavailable: 'unreachable-service',
  unreachable: 'unreachable-service',
};

export class CountsError extends UserError {
  readonly failure: CountsFailure;

  constructor(failure: CountsFailure, say: Say, cause?: unknown) {
    super(CODES[failure], say, { exitStatus: failure === 'credentials' ? EXIT.halted : EXIT.usage, cause });
    this.failure = failure;
  }
}
